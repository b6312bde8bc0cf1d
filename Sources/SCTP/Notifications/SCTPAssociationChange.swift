#if os(Linux)
internal import CSCTP

/// An association came up, ended or restarted.
///
/// The corresponding C type is `struct sctp_assoc_change`. See RFC 6458, section 6.1.1.
public struct SCTPAssociationChange: Hashable, Sendable {
  /// What happened to the association.
  public let state: State
  /// Why the association was lost or not set up; ``SCTPErrorCause/none`` if the peer gave no cause.
  public let cause: SCTPErrorCause
  /// The number of outbound streams of the association.
  public let outboundStreams: UInt16
  /// The number of inbound streams of the association.
  public let inboundStreams: UInt16
  /// The association.
  public let association: SCTPAssociationID
  /// The error causes of the ABORT chunk, if the peer aborted the association; otherwise empty.
  ///
  /// Each cause begins with its code and length in network byte order. Contrary to RFC 6458, the bytes do not include
  /// the header of the chunk.
  public let information: [UInt8]

  /// The reason that the peer gave when its user aborted the association, empty if it gave none; nil if none did so.
  public var abortReason: [UInt8]? {
    guard state == .communicationLost else { return nil }
    return ErrorCauseList.information(of: .userInitiatedAbort, in: information)
  }

  /// What happened to an association.
  ///
  /// The corresponding C type is `enum sctp_sac_state`.
  public struct State: RawRepresentable, Hashable, Sendable {
    /// The kernel's number.
    public let rawValue: UInt16

    /// Creates a state from the kernel's number.
    public init(rawValue: UInt16) { self.rawValue = rawValue }

    private init(_ state: sctp_sac_state) { self.init(rawValue: UInt16(state.rawValue)) }

    /// The association is up.
    ///
    /// The corresponding C constant is `SCTP_COMM_UP`.
    public static var communicationUp: Self { Self(CSCTP.SCTP_COMM_UP) }
    /// The association was aborted, or its peer no longer answers.
    ///
    /// The corresponding C constant is `SCTP_COMM_LOST`.
    public static var communicationLost: Self { Self(CSCTP.SCTP_COMM_LOST) }
    /// The peer restarted the association.
    ///
    /// The corresponding C constant is `SCTP_RESTART`.
    public static var restart: Self { Self(CSCTP.SCTP_RESTART) }
    /// The association ended gracefully.
    ///
    /// The corresponding C constant is `SCTP_SHUTDOWN_COMP`.
    public static var shutdownComplete: Self { Self(CSCTP.SCTP_SHUTDOWN_COMP) }
    /// The association could not be set up.
    ///
    /// The corresponding C constant is `SCTP_CANT_STR_ASSOC`.
    public static var cannotStart: Self { Self(CSCTP.SCTP_CANT_STR_ASSOC) }
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
#endif
