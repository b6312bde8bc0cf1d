#if os(Linux)
internal import CSCTP

/// What the next message will be, told with the one before it.
///
/// The corresponding C type is `struct sctp_nxtinfo`. See RFC 6458, section 5.3.6.
public struct SCTPNextInfo: Hashable, Sendable {
  /// The association.
  public let association: SCTPAssociationID
  /// The stream, from 0.
  public let stream: UInt16
  /// Whether the message was sent unordered.
  public let isUnordered: Bool
  /// Whether it is a notification.
  public let isNotification: Bool
  /// What the sender says that the payload is; in host order.
  public let payloadProtocol: SCTPPayloadProtocolID
  /// How many bytes of it have arrived.
  public let length: UInt32

  init(_ raw: sctp_nxtinfo) {
    association = SCTPAssociationID(rawValue: raw.nxt_assoc_id)
    stream = raw.nxt_sid
    isUnordered = UInt32(raw.nxt_flags) & CSCTP.SCTP_UNORDERED.rawValue != 0
    isNotification = UInt32(raw.nxt_flags) & SCTP_NOTIFICATION.rawValue != 0
    payloadProtocol = SCTPPayloadProtocolID(rawValue: UInt32(bigEndian: raw.nxt_ppid))
    length = raw.nxt_length
  }
}
#endif
