#if os(Linux)
internal import CSCTP

/// What came with the bytes of a message or a notification.
///
/// The corresponding C type is `struct sctp_rcvinfo`. See RFC 6458, section 5.3.5.
public struct SCTPReceiveInfo: Hashable, Sendable {
  /// The association; for a notification, read it from ``SCTPNotification`` instead: here it is ``SCTPAssociationID/future``.
  public internal(set) var association: SCTPAssociationID
  /// The stream, from 0.
  public internal(set) var stream: UInt16
  /// The message's number on its stream; 0 if it was sent unordered.
  public internal(set) var streamSequenceNumber: UInt16
  /// Whether the message was sent unordered.
  public internal(set) var isUnordered: Bool
  /// What the sender says that the payload is; in host order.
  public internal(set) var payloadProtocol: SCTPPayloadProtocolID
  /// The transmission sequence number of one of the message's DATA chunks.
  public internal(set) var transmissionSequenceNumber: UInt32
  /// The transmission sequence number up to which everything has arrived.
  public internal(set) var cumulativeTransmissionSequenceNumber: UInt32
  /// The number that the option `SCTP_CONTEXT` gives to what is received.
  public internal(set) var context: UInt32
  /// The peer's address that the message came from.
  public internal(set) var source: SCTPAddress
  /// What comes next, if that was there already and ``SCTPSocketOption/receiveNextInfo`` is on.
  public internal(set) var next: SCTPNextInfo?
  /// Whether the bytes are a notification, not a message.
  ///
  /// The corresponding C constant is `MSG_NOTIFICATION`.
  public internal(set) var isNotification: Bool
  /// Whether the bytes are the last ones of their message or notification.
  ///
  /// The corresponding C constant is `MSG_EOR`.
  public internal(set) var isEndOfMessage: Bool
}

extension csctp_incoming {
  var isNotification: Bool { flags & csctp_MSG_NOTIFICATION != 0 }
  var isEndOfMessage: Bool { flags & csctp_MSG_EOR != 0 }
  var isUnordered: Bool { UInt32(info.rcv_flags) & CSCTP.SCTP_UNORDERED.rawValue != 0 }
  /// Whether nothing came, as at the end of an association.
  var isEnd: Bool { !has_info && !isNotification }

  /// What comes with the parts of a message until now, of which this is the first and `last` the last.
  func continued(by last: csctp_incoming) -> csctp_incoming {
    var all = self
    all.flags |= last.flags & csctp_MSG_EOR
    return all
  }

  /// What comes with a part of a notification that the library has kept.
  init(ofNotification isEndOfMessage: Bool) {
    self.init()
    flags = csctp_MSG_NOTIFICATION | (isEndOfMessage ? csctp_MSG_EOR : 0)
  }

  /// Throws if something is missing that comes with every message.
  @inline(__always)
  func validate(_ operation: String, _ count: Int) throws(SCTPError) {
    guard flags & csctp_MSG_CTRUNC == 0 else {
      throw SCTPError(.badMessage, in: operation, because: .truncatedControl)
    }
    // The end of an association has no bytes.
    guard !isEnd || count == 0 else {
      throw SCTPError(.badMessage, in: operation, because: .missingInfo)
    }
  }
}

extension SCTPReceiveInfo {
  /// Reads what recvmsg(2) brought.
  @inline(__always)
  init(_ incoming: borrowing csctp_incoming) {
    isNotification = incoming.isNotification
    isEndOfMessage = incoming.isEndOfMessage
    source = unsafe Swift.withUnsafeBytes(of: incoming.name) { unsafe SCTPAddress($0.bytes) } ?? .any(port: 0)
    association = SCTPAssociationID(rawValue: incoming.info.rcv_assoc_id)
    stream = incoming.info.rcv_sid
    streamSequenceNumber = incoming.info.rcv_ssn
    isUnordered = incoming.isUnordered
    payloadProtocol = SCTPPayloadProtocolID(rawValue: UInt32(bigEndian: incoming.info.rcv_ppid))
    transmissionSequenceNumber = incoming.info.rcv_tsn
    cumulativeTransmissionSequenceNumber = incoming.info.rcv_cumtsn
    context = incoming.info.rcv_context
    next = incoming.has_next ? SCTPNextInfo(incoming.next) : nil
  }
}
#endif
