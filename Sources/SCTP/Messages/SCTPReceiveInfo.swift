#if os(Linux)
internal import CSCTP

/// The receive information of a message or a notification.
///
/// The corresponding C type is `struct sctp_rcvinfo`. See RFC 6458, section 5.3.5.
public struct SCTPReceiveInfo: Sendable {
  // Each property decodes its field on access, so that a receive does not pay for fields that the caller does not read.
  private let raw: csctp_incoming

  @inline(__always)
  init(_ raw: csctp_incoming) { self.raw = raw }

  /// The association; for a notification, read it from ``SCTPNotification`` instead: here it is
  /// ``SCTPAssociationID/future``.
  public var association: SCTPAssociationID { SCTPAssociationID(rawValue: raw.info.rcv_assoc_id) }
  /// The stream, from 0.
  public var stream: UInt16 { raw.info.rcv_sid }
  /// The message's number on its stream; 0 if it was sent unordered.
  public var streamSequenceNumber: UInt16 { raw.info.rcv_ssn }
  /// Whether the message was sent unordered.
  public var isUnordered: Bool { raw.isUnordered }
  /// The payload protocol identifier set by the sender, in host byte order.
  public var payloadProtocol: SCTPPayloadProtocolID {
    SCTPPayloadProtocolID(rawValue: UInt32(bigEndian: raw.info.rcv_ppid))
  }
  /// The transmission sequence number of one of the message's DATA chunks.
  public var transmissionSequenceNumber: UInt32 { raw.info.rcv_tsn }
  /// The transmission sequence number up to which everything has arrived.
  public var cumulativeTransmissionSequenceNumber: UInt32 { raw.info.rcv_cumtsn }
  /// The value of the option `SCTP_CONTEXT`.
  public var context: UInt32 { raw.info.rcv_context }
  /// The address of the peer from which the message was sent.
  public var source: SCTPAddress {
    unsafe Swift.withUnsafeBytes(of: raw.name) { unsafe SCTPAddress($0.bytes) } ?? .any(port: 0)
  }
  /// The next message, if it has already arrived and ``SCTPSocketOption/receiveNextInfo`` is on.
  public var next: SCTPNextInfo? { raw.has_next ? SCTPNextInfo(raw.next) : nil }
  /// Whether the bytes are a notification, not a message.
  ///
  /// The corresponding C constant is `MSG_NOTIFICATION`.
  public var isNotification: Bool { raw.isNotification }
  /// Whether the bytes are the last ones of their message or notification.
  ///
  /// The corresponding C constant is `MSG_EOR`.
  public var isEndOfMessage: Bool { raw.isEndOfMessage }
}

extension csctp_incoming {
  var isNotification: Bool { flags & csctp_MSG_NOTIFICATION != 0 }
  var isEndOfMessage: Bool { flags & csctp_MSG_EOR != 0 }
  var isUnordered: Bool { UInt32(info.rcv_flags) & CSCTP.SCTP_UNORDERED.rawValue != 0 }
  /// Whether a whole message was read, with its receive information.
  var isWholeMessage: Bool { unsafe withUnsafePointer(to: self) { unsafe csctp_is_whole_message($0) } }

  /// Returns the receive information of a message of which this is the first part and `last` the last one.
  func continued(by last: csctp_incoming) -> csctp_incoming {
    var whole = self
    whole.flags |= last.flags & csctp_MSG_EOR
    return whole
  }

  /// Creates the receive information of a part of a buffered notification.
  init(ofNotification isEndOfMessage: Bool) {
    self.init()
    flags = csctp_MSG_NOTIFICATION | (isEndOfMessage ? csctp_MSG_EOR : 0)
  }

  /// Returns the error for a message whose receive information is incomplete; nil if it is complete.
  @inline(__always)
  func validationError(_ operation: String, _ count: Int) -> SCTPError? {
    if flags & csctp_MSG_CTRUNC != 0 { return SCTPError(.badMessage, in: operation, because: .truncatedControl) }
    // The end of an association has neither receive information nor bytes.
    if !has_info, !isNotification, count > 0 { return SCTPError(.badMessage, in: operation, because: .missingInfo) }
    return nil
  }
}

extension SCTPReceiveInfo: Hashable, CustomReflectable {
  /// Whether all the properties are equal.
  public static func == (one: Self, other: Self) -> Bool { one.properties == other.properties }

  /// Feeds all the properties into the hasher.
  public func hash(into hasher: inout Hasher) { properties.hash(into: &hasher) }

  /// The properties, for printing and debugging.
  public var customMirror: Mirror {
    Mirror(self, children: Mirror(reflecting: properties).children, displayStyle: .struct)
  }

  private var properties: Properties { Properties(self) }

  private struct Properties: Hashable {
    let association: SCTPAssociationID
    let stream: UInt16
    let streamSequenceNumber: UInt16
    let isUnordered: Bool
    let payloadProtocol: SCTPPayloadProtocolID
    let transmissionSequenceNumber: UInt32
    let cumulativeTransmissionSequenceNumber: UInt32
    let context: UInt32
    let source: SCTPAddress
    let next: SCTPNextInfo?
    let isNotification: Bool
    let isEndOfMessage: Bool

    init(_ info: SCTPReceiveInfo) {
      association = info.association
      stream = info.stream
      streamSequenceNumber = info.streamSequenceNumber
      isUnordered = info.isUnordered
      payloadProtocol = info.payloadProtocol
      transmissionSequenceNumber = info.transmissionSequenceNumber
      cumulativeTransmissionSequenceNumber = info.cumulativeTransmissionSequenceNumber
      context = info.context
      source = info.source
      next = info.next
      isNotification = info.isNotification
      isEndOfMessage = info.isEndOfMessage
    }
  }
}

/// A description of the next message, which the message before it carries.
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
  /// The payload protocol identifier set by the sender, in host byte order.
  public let payloadProtocol: SCTPPayloadProtocolID
  /// The number of bytes of the message that have arrived.
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
