#if os(Linux)
internal import CSCTP

/// Streams were reset, or were to be: their messages are numbered from 0 again.
///
/// The corresponding C type is `struct sctp_stream_reset_event`. See RFC 6525, section 6.1.1.
public struct SCTPStreamResetEvent: Hashable, Sendable {
  /// Which direction was reset, and whether it was refused or failed.
  public let flags: Flags
  /// The association.
  public let association: SCTPAssociationID
  /// The streams; empty for all.
  public let streams: [UInt16]

  /// The direction and the outcome of a reset.
  public struct Flags: OptionSet, Hashable, Sendable {
    /// The kernel's bits.
    public let rawValue: UInt16

    /// Creates a set from the kernel's bits.
    public init(rawValue: UInt16) { self.rawValue = rawValue }

    private init(_ constant: Int32) { self.init(rawValue: UInt16(constant)) }

    /// Incoming streams.
    ///
    /// The corresponding C constant is `SCTP_STREAM_RESET_INCOMING_SSN`.
    public static var incoming: Self { Self(CSCTP.SCTP_STREAM_RESET_INCOMING_SSN) }
    /// Outgoing streams.
    ///
    /// The corresponding C constant is `SCTP_STREAM_RESET_OUTGOING_SSN`.
    public static var outgoing: Self { Self(CSCTP.SCTP_STREAM_RESET_OUTGOING_SSN) }
    /// The peer refused.
    ///
    /// The corresponding C constant is `SCTP_STREAM_RESET_DENIED`.
    public static var denied: Self { Self(CSCTP.SCTP_STREAM_RESET_DENIED) }
    /// The reset failed.
    ///
    /// The corresponding C constant is `SCTP_STREAM_RESET_FAILED`.
    public static var failed: Self { Self(CSCTP.SCTP_STREAM_RESET_FAILED) }
  }

  init?(_ bytes: RawSpan) {
    guard let raw = bytes.load(sctp_stream_reset_event.self) else { return nil }
    flags = Flags(rawValue: raw.strreset_flags)
    association = SCTPAssociationID(rawValue: raw.strreset_assoc_id)
    streams = bytes.elements(of: UInt16.self, after: sctp_stream_reset_event.self)
  }
}
#endif
