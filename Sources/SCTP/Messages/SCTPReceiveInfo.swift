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

  /// Creates the receive information of a message on an association, for example for a unit test.
  ///
  /// By default, the information is that of a whole, ordered message on stream 0.
  public init(
    association: SCTPAssociationID, stream: UInt16 = 0, streamSequenceNumber: UInt16 = 0, isUnordered: Bool = false,
    payloadProtocol: SCTPPayloadProtocolID = .unspecified, transmissionSequenceNumber: UInt32 = 0,
    cumulativeTransmissionSequenceNumber: UInt32 = 0, context: UInt32 = 0, source: SCTPAddress = .any(port: 0),
    next: SCTPNextInfo? = nil, isNotification: Bool = false, isEndOfMessage: Bool = true
  ) {
    var raw = csctp_incoming()
    raw.name = source.socketAddress.storage
    raw.flags = (isNotification ? csctp_MSG_NOTIFICATION : 0) | (isEndOfMessage ? csctp_MSG_EOR : 0)
    raw.has_info = true
    raw.info.rcv_assoc_id = association.rawValue
    raw.info.rcv_sid = stream
    raw.info.rcv_ssn = streamSequenceNumber
    raw.info.rcv_flags = isUnordered ? UInt16(CSCTP.SCTP_UNORDERED.rawValue) : 0
    raw.info.rcv_ppid = payloadProtocol.rawValue.bigEndian
    raw.info.rcv_tsn = transmissionSequenceNumber
    raw.info.rcv_cumtsn = cumulativeTransmissionSequenceNumber
    raw.info.rcv_context = context
    if let next {
      raw.has_next = true
      raw.next = next.raw
    }
    self.init(raw)
  }

  /// The association of the message.
  ///
  /// For a notification, the value is ``SCTPAssociationID/future``; read the association from the ``SCTPNotification``
  /// instead.
  ///
  /// The corresponding C field is `rcv_assoc_id`.
  public var association: SCTPAssociationID { SCTPAssociationID(rawValue: raw.info.rcv_assoc_id) }
  /// The stream, from 0.
  ///
  /// The corresponding C field is `rcv_sid`.
  public var stream: UInt16 { raw.info.rcv_sid }
  /// The sequence number of the message on its stream.
  ///
  /// The number of an unordered message has no meaning unless the message was sent in I-DATA chunks, which number the
  /// unordered messages of a stream separately. Otherwise, Linux sends 0.
  ///
  /// The corresponding C field is `rcv_ssn`.
  public var streamSequenceNumber: UInt16 { raw.info.rcv_ssn }
  /// Whether the message was sent unordered.
  ///
  /// The corresponding C constant is `SCTP_UNORDERED` in `rcv_flags`.
  public var isUnordered: Bool { raw.isUnordered }
  /// The payload protocol identifier set by the sender, in host byte order.
  ///
  /// The corresponding C field is `rcv_ppid`, in network byte order.
  public var payloadProtocol: SCTPPayloadProtocolID {
    SCTPPayloadProtocolID(rawValue: UInt32(bigEndian: raw.info.rcv_ppid))
  }
  /// The transmission sequence number (TSN) of one of the DATA chunks of the message.
  ///
  /// The corresponding C field is `rcv_tsn`.
  public var transmissionSequenceNumber: UInt32 { raw.info.rcv_tsn }
  /// The cumulative TSN of the association: every DATA chunk up to this number has been received.
  ///
  /// The corresponding C field is `rcv_cumtsn`.
  public var cumulativeTransmissionSequenceNumber: UInt32 { raw.info.rcv_cumtsn }
  /// The value of ``SCTPSocketOption/context(of:)``.
  ///
  /// The corresponding C field is `rcv_context`.
  public var context: UInt32 { raw.info.rcv_context }
  /// The peer's address from which the message was sent.
  public var source: SCTPAddress {
    unsafe Swift.withUnsafeBytes(of: raw.name) { unsafe SCTPAddress($0.bytes) } ?? .any(port: 0)
  }
  /// A description of the next message in the queue.
  ///
  /// The value is nil unless a part of the next message has arrived and ``SCTPSocketOption/receiveNextInfo`` is on.
  public var next: SCTPNextInfo? { raw.has_next ? SCTPNextInfo(raw.next) : nil }
  /// Whether the bytes belong to a notification.
  ///
  /// The corresponding C constant is `MSG_NOTIFICATION`.
  public var isNotification: Bool { raw.isNotification }
  /// Whether the bytes include the end of the message or notification.
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

extension SCTPReceiveInfo: CustomStringConvertible {
  /// The properties that identify the message.
  ///
  /// An example is `association 12, stream 3, NGAP (60), from 192.0.2.1:38412`.
  public var description: String {
    if isNotification { return isEndOfMessage ? "notification" : "incomplete notification" }
    let properties = MessageProperties(stream: stream, isUnordered: isUnordered, payloadProtocol: payloadProtocol)
    var parts = ["association \(association)"] + properties.phrases
    // Without an address, the source is the wildcard.
    if source != .any(port: 0) { parts.append("from \(source)") }
    if !isEndOfMessage { parts.append("incomplete") }
    return parts.joined(separator: ", ")
  }
}

extension SCTPReceiveInfo: Hashable, CustomReflectable {
  /// Returns whether all properties of two values are equal.
  public static func == (lhs: Self, rhs: Self) -> Bool { lhs.properties == rhs.properties }

  /// Adds all properties to the hasher.
  public func hash(into hasher: inout Hasher) { properties.hash(into: &hasher) }

  /// The decoded properties, for debugging.
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

/// A description of the next message in the queue, as a part of the receive information of the previous message.
///
/// The corresponding C type is `struct sctp_nxtinfo`. See RFC 6458, section 5.3.6.
public struct SCTPNextInfo: Hashable, Sendable {
  /// The association.
  public let association: SCTPAssociationID
  /// The stream, from 0.
  public let stream: UInt16
  /// Whether the message was sent unordered.
  public let isUnordered: Bool
  /// Whether the next item in the queue is a notification.
  public let isNotification: Bool
  /// The payload protocol identifier set by the sender, in host byte order.
  ///
  /// If the item is a later part of a message in I-DATA chunks, the value is the number of a fragment.
  public let payloadProtocol: SCTPPayloadProtocolID
  /// The number of bytes of the message that have arrived.
  public let length: UInt32

  /// Creates a description of a message, for example for a unit test.
  public init(
    association: SCTPAssociationID, stream: UInt16 = 0, isUnordered: Bool = false, isNotification: Bool = false,
    payloadProtocol: SCTPPayloadProtocolID = .unspecified, length: UInt32 = 0
  ) {
    self.association = association
    self.stream = stream
    self.isUnordered = isUnordered
    self.isNotification = isNotification
    self.payloadProtocol = payloadProtocol
    self.length = length
  }

  init(_ raw: sctp_nxtinfo) {
    association = SCTPAssociationID(rawValue: raw.nxt_assoc_id)
    stream = raw.nxt_sid
    isUnordered = UInt32(raw.nxt_flags) & CSCTP.SCTP_UNORDERED.rawValue != 0
    isNotification = UInt32(raw.nxt_flags) & SCTP_NOTIFICATION.rawValue != 0
    payloadProtocol = SCTPPayloadProtocolID(rawValue: UInt32(bigEndian: raw.nxt_ppid))
    length = raw.nxt_length
  }

  /// The C form.
  fileprivate var raw: sctp_nxtinfo {
    var flags: UInt32 = 0
    if isUnordered { flags |= CSCTP.SCTP_UNORDERED.rawValue }
    if isNotification { flags |= SCTP_NOTIFICATION.rawValue }
    return sctp_nxtinfo(
      nxt_sid: stream, nxt_flags: UInt16(flags), nxt_ppid: payloadProtocol.rawValue.bigEndian, nxt_length: length,
      nxt_assoc_id: association.rawValue)
  }
}

extension SCTPNextInfo: CustomStringConvertible {
  /// The length and the properties of the message, such as `1,024 bytes on association 12, stream 3, NGAP (60)`.
  public var description: String {
    let size = length.quantity(of: "byte")
    if isNotification { return "notification of \(size)" }
    let properties = MessageProperties(stream: stream, isUnordered: isUnordered, payloadProtocol: payloadProtocol)
    return (["\(size) on association \(association)"] + properties.phrases).joined(separator: ", ")
  }
}
#endif
