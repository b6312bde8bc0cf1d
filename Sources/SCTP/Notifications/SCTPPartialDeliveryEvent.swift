#if os(Linux)
internal import CSCTP

/// A notification that the remainder of a partially received message will not arrive.
///
/// `receive()` discards the buffered parts of the message.
///
/// The corresponding C type is `struct sctp_pdapi_event`. See RFC 6458, section 6.1.7.
public struct SCTPPartialDeliveryEvent: Hashable, Sendable {
  /// The kind of the event; the kernel reports only 0 (`SCTP_PARTIAL_DELIVERY_ABORTED`).
  public let indication: UInt32
  /// The association.
  public let association: SCTPAssociationID
  /// The stream of the message; 0 unless messages are interleaved (RFC 8260).
  public let stream: UInt16
  /// The sequence number of the message on its stream; 0 unless messages are interleaved (RFC 8260).
  public let sequenceNumber: UInt32

  /// Creates an event, for example for a unit test.
  public init(indication: UInt32 = 0, association: SCTPAssociationID, stream: UInt16 = 0, sequenceNumber: UInt32 = 0) {
    self.indication = indication
    self.association = association
    self.stream = stream
    self.sequenceNumber = sequenceNumber
  }

  init?(_ bytes: RawSpan) {
    guard let raw = bytes.load(sctp_pdapi_event.self) else { return nil }
    indication = raw.pdapi_indication
    association = SCTPAssociationID(rawValue: raw.pdapi_assoc_id)
    stream = UInt16(truncatingIfNeeded: raw.pdapi_stream)
    sequenceNumber = raw.pdapi_seq
  }
}

extension SCTPPartialDeliveryEvent: CustomStringConvertible {
  /// The association and the stream, such as `association 12: partial delivery aborted, stream 3`.
  public var description: String { "association \(association): partial delivery aborted, stream \(stream)" }
}
#endif
