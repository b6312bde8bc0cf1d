#if os(Linux)
internal import CSCTP

/// The status of an association at one moment.
///
/// The corresponding C type is `struct sctp_status`. See RFC 6458, section 8.2.1.
public struct SCTPStatus: Hashable, Sendable {
  /// The association.
  public let association: SCTPAssociationID
  /// The state of the association.
  public let state: SCTPAssociationState
  /// The peer's receive window, in bytes.
  public let receiveWindow: UInt32
  /// The number of sent DATA chunks that the peer has not acknowledged.
  public let unacknowledgedChunks: UInt16
  /// The number of DATA chunks that the kernel has received but not delivered.
  public let pendingChunks: UInt16
  /// The number of inbound streams of the association.
  public let inboundStreams: UInt16
  /// The number of outbound streams of the association; streams are numbered from 0.
  public let outboundStreams: UInt16
  /// The size of the largest message that does not need fragmentation, in bytes.
  public let fragmentationPoint: UInt32
  /// The primary path: the peer's address to which the kernel sends messages.
  public let primaryAddress: SCTPAddress

  /// Creates a status, for example for a unit test.
  public init(
    association: SCTPAssociationID, state: SCTPAssociationState = .established, receiveWindow: UInt32 = 0,
    unacknowledgedChunks: UInt16 = 0, pendingChunks: UInt16 = 0, inboundStreams: UInt16 = 10,
    outboundStreams: UInt16 = 10, fragmentationPoint: UInt32 = 1_452, primaryAddress: SCTPAddress
  ) {
    self.association = association
    self.state = state
    self.receiveWindow = receiveWindow
    self.unacknowledgedChunks = unacknowledgedChunks
    self.pendingChunks = pendingChunks
    self.inboundStreams = inboundStreams
    self.outboundStreams = outboundStreams
    self.fragmentationPoint = fragmentationPoint
    self.primaryAddress = primaryAddress
  }
}

extension SCTPStatus: CustomStringConvertible {
  /// One line with every property.
  public var description: String {
    """
    association \(association): \(state), \(outboundStreams) outbound and \(inboundStreams) inbound streams, primary \
    path \(primaryAddress), receive window \(receiveWindow) bytes, \(unacknowledgedChunks) unacknowledged and \
    \(pendingChunks) pending chunks, fragmentation point \(fragmentationPoint) bytes
    """
  }
}

/// The state of an association.
///
/// The corresponding C type is `enum sctp_sstat_state`. See RFC 9260, section 4.
public struct SCTPAssociationState: RawRepresentable, Hashable, Sendable {
  /// The kernel's number.
  public let rawValue: Int32

  /// Creates a state from the kernel's number.
  public init(rawValue: Int32) { self.rawValue = rawValue }

  init(_ state: sctp_sstat_state) { self.init(rawValue: Int32(state.rawValue)) }

  /// The association does not exist.
  ///
  /// The corresponding C constant is `SCTP_CLOSED`.
  public static var closed: Self { Self(CSCTP.SCTP_CLOSED) }
  /// An INIT chunk was sent, and the INIT ACK chunk has not arrived.
  ///
  /// The corresponding C constant is `SCTP_COOKIE_WAIT`.
  public static var cookieWait: Self { Self(CSCTP.SCTP_COOKIE_WAIT) }
  /// A COOKIE ECHO chunk was sent, and the COOKIE ACK chunk has not arrived.
  ///
  /// The corresponding C constant is `SCTP_COOKIE_ECHOED`.
  public static var cookieEchoed: Self { Self(CSCTP.SCTP_COOKIE_ECHOED) }
  /// The association is up.
  ///
  /// The corresponding C constant is `SCTP_ESTABLISHED`.
  public static var established: Self { Self(CSCTP.SCTP_ESTABLISHED) }
  /// This side has started a shutdown, and the peer has not acknowledged every message.
  ///
  /// The corresponding C constant is `SCTP_SHUTDOWN_PENDING`.
  public static var shutdownPending: Self { Self(CSCTP.SCTP_SHUTDOWN_PENDING) }
  /// This side has sent a SHUTDOWN chunk.
  ///
  /// The corresponding C constant is `SCTP_SHUTDOWN_SENT`.
  public static var shutdownSent: Self { Self(CSCTP.SCTP_SHUTDOWN_SENT) }
  /// The peer has sent a SHUTDOWN chunk, and has not acknowledged every message.
  ///
  /// The corresponding C constant is `SCTP_SHUTDOWN_RECEIVED`.
  public static var shutdownReceived: Self { Self(CSCTP.SCTP_SHUTDOWN_RECEIVED) }
  /// This side has sent a SHUTDOWN ACK chunk.
  ///
  /// The corresponding C constant is `SCTP_SHUTDOWN_ACK_SENT`.
  public static var shutdownAckSent: Self { Self(CSCTP.SCTP_SHUTDOWN_ACK_SENT) }

  /// Whether the association has not come up yet.
  var isBeginning: Bool { [.closed, .cookieWait, .cookieEchoed].contains(self) }
}

extension SCTPAssociationState: CustomStringConvertible {
  /// The name of the state, such as `shutdown sent`, or its number if it has none.
  public var description: String {
    name(in: [
      .closed: "closed",
      .cookieWait: "cookie wait",
      .cookieEchoed: "cookie echoed",
      .established: "established",
      .shutdownPending: "shutdown pending",
      .shutdownSent: "shutdown sent",
      .shutdownReceived: "shutdown received",
      .shutdownAckSent: "shutdown acknowledgment sent",
    ])
  }
}

extension KernelCall where Value == SCTPStatus {
  /// Returns the status of an association.
  ///
  /// The C option is `SCTP_STATUS`. See RFC 6458, section 8.2.1.
  static func status(of association: SCTPAssociationID) -> Self {
    Self(of: association) { descriptor throws(SCTPError) in try SCTPStatus(of: association, on: descriptor) }
  }
}

extension SCTPStatus {
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
