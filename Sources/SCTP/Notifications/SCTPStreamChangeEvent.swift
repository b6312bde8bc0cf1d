#if os(Linux)
internal import CSCTP

/// Streams were added to an association, or were to be.
///
/// The corresponding C type is `struct sctp_stream_change_event`. See RFC 6525, section 6.1.3.
public struct SCTPStreamChangeEvent: Hashable, Sendable {
  /// Whether the change was refused or failed; empty if it was done.
  public let flags: Flags
  /// The association.
  public let association: SCTPAssociationID
  /// How many inbound streams were added, or are there now: kernels differ.
  public let inboundStreams: UInt16
  /// How many outbound streams were added, or are there now: kernels differ.
  public let outboundStreams: UInt16

  /// The outcome of a change.
  public struct Flags: OptionSet, Hashable, Sendable {
    /// The kernel's bits.
    public let rawValue: UInt16

    /// Creates a set from the kernel's bits.
    public init(rawValue: UInt16) { self.rawValue = rawValue }

    private init(_ constant: Int32) { self.init(rawValue: UInt16(constant)) }

    /// The peer refused.
    ///
    /// The corresponding C constant is `SCTP_STREAM_CHANGE_DENIED`.
    public static var denied: Self { Self(CSCTP.SCTP_STREAM_CHANGE_DENIED) }
    /// The change failed.
    ///
    /// The corresponding C constant is `SCTP_STREAM_CHANGE_FAILED`.
    public static var failed: Self { Self(CSCTP.SCTP_STREAM_CHANGE_FAILED) }
  }

  init?(_ bytes: RawSpan) {
    guard let raw = bytes.load(sctp_stream_change_event.self) else { return nil }
    flags = Flags(rawValue: raw.strchange_flags)
    association = SCTPAssociationID(rawValue: raw.strchange_assoc_id)
    inboundStreams = raw.strchange_instrms
    outboundStreams = raw.strchange_outstrms
  }
}
#endif
