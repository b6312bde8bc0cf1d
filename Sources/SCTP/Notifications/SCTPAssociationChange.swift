#if os(Linux)
internal import CSCTP

/// A notification that an association was set up, restarted, shut down, or lost.
///
/// The corresponding C type is `struct sctp_assoc_change`. See RFC 6458, section 6.1.1.
public struct SCTPAssociationChange: Hashable, Sendable {
  /// The change.
  public let state: State
  /// The reason why the association was lost or not set up; ``SCTPErrorCause/none`` if the peer reported no cause.
  public let cause: SCTPErrorCause
  /// The number of outbound streams of the association.
  public let outboundStreams: UInt16
  /// The number of inbound streams of the association.
  public let inboundStreams: UInt16
  /// The association.
  public let association: SCTPAssociationID
  /// The error causes of the ABORT chunk; empty if the peer did not abort the association.
  ///
  /// Each cause begins with its code and length in network byte order. Contrary to RFC 6458, the bytes do not include
  /// the header of the chunk.
  public let information: [UInt8]

  /// The reason that the peer's program passed when it aborted the association.
  ///
  /// The value is empty if the program passed no reason, and nil if it did not abort the association.
  public var abortReason: [UInt8]? {
    guard state == .communicationLost else { return nil }
    return ErrorCauseList.information(of: .userInitiatedAbort, in: information)
  }

  /// A change of an association.
  ///
  /// The corresponding C type is `enum sctp_sac_state`.
  public struct State: RawRepresentable, Hashable, Sendable {
    /// The kernel's number.
    public let rawValue: UInt16

    /// Creates a state from the kernel's number.
    public init(rawValue: UInt16) { self.rawValue = rawValue }

    private init(_ state: sctp_sac_state) { self.init(rawValue: UInt16(state.rawValue)) }

    /// The association was set up.
    ///
    /// The corresponding C constant is `SCTP_COMM_UP`.
    public static var communicationUp: Self { Self(CSCTP.SCTP_COMM_UP) }
    /// The association was aborted, or the peer no longer responds.
    ///
    /// The corresponding C constant is `SCTP_COMM_LOST`.
    public static var communicationLost: Self { Self(CSCTP.SCTP_COMM_LOST) }
    /// The peer restarted the association.
    ///
    /// The corresponding C constant is `SCTP_RESTART`.
    public static var restart: Self { Self(CSCTP.SCTP_RESTART) }
    /// The association was shut down gracefully.
    ///
    /// The corresponding C constant is `SCTP_SHUTDOWN_COMP`.
    public static var shutdownComplete: Self { Self(CSCTP.SCTP_SHUTDOWN_COMP) }
    /// The association could not be set up.
    ///
    /// If `send` began to set it up and the peer never answered, ``SCTPAssociationChange/association`` is
    /// ``SCTPAssociationID/future``.
    ///
    /// The corresponding C constant is `SCTP_CANT_STR_ASSOC`.
    public static var cannotStart: Self { Self(CSCTP.SCTP_CANT_STR_ASSOC) }
  }

  /// Creates an event, for example for a unit test.
  public init(
    state: State, cause: SCTPErrorCause = .none, outboundStreams: UInt16 = 0, inboundStreams: UInt16 = 0,
    association: SCTPAssociationID, information: [UInt8] = []
  ) {
    self.state = state
    self.cause = cause
    self.outboundStreams = outboundStreams
    self.inboundStreams = inboundStreams
    self.association = association
    self.information = information
  }

  init?(_ bytes: RawSpan) {
    guard let raw = bytes.load(sctp_assoc_change.self) else { return nil }
    state = State(rawValue: raw.sac_state)
    cause = SCTPErrorCause(rawValue: UInt16(bigEndian: raw.sac_error))
    outboundStreams = raw.sac_outbound_streams
    inboundStreams = raw.sac_inbound_streams
    association = SCTPAssociationID(rawValue: raw.sac_assoc_id)
    information = bytes.bytes(after: sctp_assoc_change.self)
  }
}

extension SCTPAssociationChange: CustomStringConvertible {
  /// The association and the change.
  ///
  /// An example is `association 12: communication up, 10 outbound and 10 inbound streams`.
  public var description: String {
    var text = "association \(association): \(state)"
    if cause != .none { text += ", \(cause)" }
    // The kernel reports the streams of an association that exists.
    if state == .communicationUp || state == .restart {
      text += ", \(outboundStreams) outbound and \(inboundStreams.quantity(of: "inbound stream"))"
    }
    return text
  }
}

extension SCTPAssociationChange.State: CustomStringConvertible {
  /// The name of the change, such as `communication up`.
  public var description: String {
    name(in: [
      .communicationUp: "communication up", .communicationLost: "communication lost", .restart: "restart",
      .shutdownComplete: "shutdown complete", .cannotStart: "cannot start",
    ])
  }
}
#endif
