#if os(Linux)
internal import CSCTP

/// A notification that streams were reset, so that their messages are numbered from 0 again.
///
/// The kernel also reports a request that was denied or failed.
///
/// The corresponding C type is `struct sctp_stream_reset_event`. See RFC 6525, section 6.1.1.
public struct SCTPStreamResetEvent: Hashable, Sendable {
  /// The direction of the streams, and whether the reset was denied or failed.
  public let flags: Flags
  /// The association.
  public let association: SCTPAssociationID
  /// The streams; empty for all streams.
  public let streams: [UInt16]

  /// The direction and the outcome of a reset.
  public struct Flags: OptionSet, Hashable, Sendable {
    /// The kernel's bits.
    public let rawValue: UInt16

    /// Creates a set from the kernel's bits.
    public init(rawValue: UInt16) { self.rawValue = rawValue }

    private init(_ constant: Int32) { self.init(rawValue: UInt16(constant)) }

    /// The reset concerns incoming streams.
    ///
    /// The corresponding C constant is `SCTP_STREAM_RESET_INCOMING_SSN`.
    public static var incoming: Self { Self(CSCTP.SCTP_STREAM_RESET_INCOMING_SSN) }
    /// The reset concerns outgoing streams.
    ///
    /// The corresponding C constant is `SCTP_STREAM_RESET_OUTGOING_SSN`.
    public static var outgoing: Self { Self(CSCTP.SCTP_STREAM_RESET_OUTGOING_SSN) }
    /// The peer denied the request.
    ///
    /// The corresponding C constant is `SCTP_STREAM_RESET_DENIED`.
    public static var denied: Self { Self(CSCTP.SCTP_STREAM_RESET_DENIED) }
    /// The reset failed.
    ///
    /// The corresponding C constant is `SCTP_STREAM_RESET_FAILED`.
    public static var failed: Self { Self(CSCTP.SCTP_STREAM_RESET_FAILED) }
  }

  /// Creates an event, for example for a unit test.
  public init(flags: Flags, association: SCTPAssociationID, streams: [UInt16] = []) {
    self.flags = flags
    self.association = association
    self.streams = streams
  }

  init?(_ bytes: RawSpan) {
    guard let raw = bytes.load(sctp_stream_reset_event.self) else { return nil }
    flags = Flags(rawValue: raw.strreset_flags)
    association = SCTPAssociationID(rawValue: raw.strreset_assoc_id)
    streams = bytes.elements(of: UInt16.self, after: sctp_stream_reset_event.self)
  }
}

extension SCTPStreamResetEvent: CustomStringConvertible {
  /// The association, the flags, and the streams, such as `association 12: stream reset [incoming], streams 1, 3`.
  public var description: String {
    let list = streams.map { "\($0)" }.joined(separator: ", ")
    let noun = streams.count == 1 ? "stream" : "streams"
    return "association \(association): stream reset \(flags), \(streams.isEmpty ? "all streams" : "\(noun) \(list)")"
  }
}

extension SCTPStreamResetEvent.Flags: CustomStringConvertible {
  /// The names of the flags, such as `[incoming, denied]`.
  public var description: String {
    list(of: [.incoming: "incoming", .outgoing: "outgoing", .denied: "denied", .failed: "failed"])
  }
}
#endif
