#if os(Linux)
internal import CSCTP

/// The remainder of a message that arrived in part will not arrive.
///
/// `receive` discards the parts that it has buffered.
///
/// The corresponding C type is `struct sctp_pdapi_event`. See RFC 6458, section 6.1.7.
public struct SCTPPartialDeliveryEvent: Hashable, Sendable {
  /// What happened; 0 (`SCTP_PARTIAL_DELIVERY_ABORTED`) is the only value that the kernel has.
  public let indication: UInt32
  /// The association.
  public let association: SCTPAssociationID
  /// The message's stream; 0 unless messages are interleaved (RFC 8260).
  public let stream: UInt16
  /// The message's number on its stream; 0 unless messages are interleaved (RFC 8260).
  public let sequenceNumber: UInt32

  init?(_ bytes: RawSpan) {
    guard let raw = bytes.load(sctp_pdapi_event.self) else { return nil }
    indication = raw.pdapi_indication
    association = SCTPAssociationID(rawValue: raw.pdapi_assoc_id)
    stream = UInt16(truncatingIfNeeded: raw.pdapi_stream)
    sequenceNumber = raw.pdapi_seq
  }
}
#endif
