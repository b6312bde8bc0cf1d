#if os(Linux)
internal import CSCTP

/// A notification that streams were added to an association.
///
/// The kernel also reports a request that was denied or failed.
///
/// The corresponding C type is `struct sctp_stream_change_event`. See RFC 6525, section 6.1.3.
public struct SCTPStreamChangeEvent: Hashable, Sendable {
  /// Whether the request was denied or failed; empty if it succeeded.
  public let flags: Flags
  /// The association.
  public let association: SCTPAssociationID
  /// The number of added inbound streams or, on some kernels, the new total.
  public let inboundStreams: UInt16
  /// The number of added outbound streams or, on some kernels, the new total.
  public let outboundStreams: UInt16

  /// The outcome of a request to add streams.
  public struct Flags: OptionSet, Hashable, Sendable {
    /// The kernel's bits.
    public let rawValue: UInt16

    /// Creates a set from the kernel's bits.
    public init(rawValue: UInt16) { self.rawValue = rawValue }

    private init(_ constant: Int32) { self.init(rawValue: UInt16(constant)) }

    /// The peer denied the request.
    ///
    /// The corresponding C constant is `SCTP_STREAM_CHANGE_DENIED`.
    public static var denied: Self { Self(CSCTP.SCTP_STREAM_CHANGE_DENIED) }
    /// The request failed.
    ///
    /// The corresponding C constant is `SCTP_STREAM_CHANGE_FAILED`.
    public static var failed: Self { Self(CSCTP.SCTP_STREAM_CHANGE_FAILED) }
  }

  /// Creates an event, for example for a unit test.
  public init(
    flags: Flags = [], association: SCTPAssociationID, inboundStreams: UInt16 = 0, outboundStreams: UInt16 = 0
  ) {
    self.flags = flags
    self.association = association
    self.inboundStreams = inboundStreams
    self.outboundStreams = outboundStreams
  }

  init?(_ bytes: RawSpan) {
    guard let raw = bytes.load(sctp_stream_change_event.self) else { return nil }
    flags = Flags(rawValue: raw.strchange_flags)
    association = SCTPAssociationID(rawValue: raw.strchange_assoc_id)
    inboundStreams = raw.strchange_instrms
    outboundStreams = raw.strchange_outstrms
  }
}

extension SCTPStreamChangeEvent: CustomStringConvertible {
  /// The association, the outcome, and the streams.
  ///
  /// An example is `association 12: stream change, 2 outbound and 0 inbound streams`.
  public var description: String {
    let outcome = flags.isEmpty ? "" : " \(flags)"
    return "association \(association): stream change\(outcome), \(outboundStreams) outbound and "
      + inboundStreams.quantity(of: "inbound stream")
  }
}

extension SCTPStreamChangeEvent.Flags: CustomStringConvertible {
  /// The names of the flags, such as `[denied]`.
  public var description: String { list(of: [.denied: "denied", .failed: "failed"]) }
}
#endif
