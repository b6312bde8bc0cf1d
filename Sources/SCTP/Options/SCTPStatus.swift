#if os(Linux)
internal import CSCTP

/// The state of an association at one moment.
///
/// The corresponding C type is `struct sctp_status`. See RFC 6458, section 8.2.1.
public struct SCTPStatus: Hashable, Sendable {
  /// The association.
  public let association: SCTPAssociationID
  /// The state in the life cycle of the association.
  public let state: SCTPAssociationState
  /// The peer's receive window, in bytes.
  public let receiveWindow: UInt32
  /// The number of DATA chunks that wait for an acknowledgement.
  public let unacknowledgedChunks: UInt16
  /// The number of DATA chunks that wait to be received.
  public let pendingChunks: UInt16
  /// The number of inbound streams of the association.
  public let inboundStreams: UInt16
  /// The number of outbound streams of the association; streams are numbered from 0.
  public let outboundStreams: UInt16
  /// The number of bytes beyond which a message is sent in fragments.
  public let fragmentationPoint: UInt32
  /// The peer's address that messages are sent to.
  public let primaryAddress: SCTPAddress
}

/// A state in the life cycle of an association.
///
/// The corresponding C type is `enum sctp_sstat_state`. See RFC 9260, section 4.
public struct SCTPAssociationState: RawRepresentable, Hashable, Sendable {
  /// The kernel's number.
  public let rawValue: Int32

  /// Creates a state from the kernel's number.
  public init(rawValue: Int32) { self.rawValue = rawValue }

  init(_ state: sctp_sstat_state) { self.init(rawValue: Int32(state.rawValue)) }

  /// The corresponding C constant is `SCTP_CLOSED`.
  public static var closed: Self { Self(CSCTP.SCTP_CLOSED) }
  /// The corresponding C constant is `SCTP_COOKIE_WAIT`.
  public static var cookieWait: Self { Self(CSCTP.SCTP_COOKIE_WAIT) }
  /// The corresponding C constant is `SCTP_COOKIE_ECHOED`.
  public static var cookieEchoed: Self { Self(CSCTP.SCTP_COOKIE_ECHOED) }
  /// The corresponding C constant is `SCTP_ESTABLISHED`.
  public static var established: Self { Self(CSCTP.SCTP_ESTABLISHED) }
  /// The corresponding C constant is `SCTP_SHUTDOWN_PENDING`.
  public static var shutdownPending: Self { Self(CSCTP.SCTP_SHUTDOWN_PENDING) }
  /// The corresponding C constant is `SCTP_SHUTDOWN_SENT`.
  public static var shutdownSent: Self { Self(CSCTP.SCTP_SHUTDOWN_SENT) }
  /// The corresponding C constant is `SCTP_SHUTDOWN_RECEIVED`.
  public static var shutdownReceived: Self { Self(CSCTP.SCTP_SHUTDOWN_RECEIVED) }
  /// The corresponding C constant is `SCTP_SHUTDOWN_ACK_SENT`.
  public static var shutdownAckSent: Self { Self(CSCTP.SCTP_SHUTDOWN_ACK_SENT) }

  /// Whether the association has not come up yet.
  var isBeginning: Bool { [.closed, .cookieWait, .cookieEchoed].contains(self) }
}

extension SCTPReadOnlyOption where Value == SCTPStatus {
  /// The state of an association of a one-to-many socket.
  ///
  /// Reading it throws EINVAL if the socket has no such association.
  ///
  /// The corresponding C option is `SCTP_STATUS`. See RFC 6458, section 8.2.1.
  public static func status(of association: SCTPAssociationID) -> Self {
    Self(scope: association) { descriptor throws(SCTPError) in
      try SCTPStatus(of: association, on: descriptor)
    }
  }

  /// The state of the association of a one-to-one socket.
  ///
  /// Reading it throws EINVAL if the socket has no association.
  ///
  /// The corresponding C option is `SCTP_STATUS`. See RFC 6458, section 8.2.1.
  public static var status: Self { status(of: .future) }
}

extension SCTPStatus {
  /// Returns whether the kernel knows the status of an association, which it does until the association has ended.
  static func exists(of association: SCTPAssociationID, on descriptor: CInt) -> Bool {
    DescriptorProbe.exists(association, on: descriptor)
  }

  init(of association: SCTPAssociationID, on descriptor: CInt) throws(SCTPError) {
    let option = KernelOption<sctp_status>("SCTP_STATUS", CSCTP.SCTP_STATUS, of: association)
    var request = sctp_status()
    request.sstat_assoc_id = association.rawValue
    let raw = try option.value(on: descriptor, request: request)
    guard let primary = SCTPAddress(storage: raw.sstat_primary.spinfo_address) else {
      throw SCTPError(.invalidArgument, in: "getsockopt(SCTP_STATUS)", because: .shortOption)
    }
    self.init(
      association: SCTPAssociationID(rawValue: raw.sstat_assoc_id),
      state: SCTPAssociationState(rawValue: raw.sstat_state),
      receiveWindow: raw.sstat_rwnd, unacknowledgedChunks: raw.sstat_unackdata, pendingChunks: raw.sstat_penddata,
      inboundStreams: raw.sstat_instrms, outboundStreams: raw.sstat_outstrms,
      fragmentationPoint: raw.sstat_fragmentation_point, primaryAddress: primary)
  }
}
#endif
