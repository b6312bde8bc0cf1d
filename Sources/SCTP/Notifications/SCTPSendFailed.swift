#if os(Linux)
internal import CSCTP

/// A message, or a fragment of one, could not be delivered.
///
/// The corresponding C type is `struct sctp_send_failed_event`. See RFC 6458, section 6.1.11.
public struct SCTPSendFailed: Hashable, Sendable {
  /// Whether the data went onto the wire. If so, the peer may or may not have got it.
  ///
  /// The corresponding C constants are `SCTP_DATA_SENT` and `SCTP_DATA_UNSENT`.
  public let wasSent: Bool
  /// Why it failed, as an error cause; ``SCTPErrorCause/none`` if for no fault, such as a lifetime that ended.
  public let cause: SCTPErrorCause
  /// What the message was sent with.
  public let options: SCTPSendOptions
  /// The association.
  public let association: SCTPAssociationID
  /// The undelivered bytes.
  public let payload: [UInt8]

  init?(_ bytes: RawSpan) {
    guard let raw = bytes.load(sctp_send_failed_event.self) else { return nil }
    wasSent = raw.ssf_flags == UInt16(SCTP_DATA_SENT.rawValue)
    cause = SCTPErrorCause(rawValue: UInt16(truncatingIfNeeded: raw.ssf_error))
    options = SCTPSendOptions(raw.ssfe_info)
    association = SCTPAssociationID(rawValue: raw.ssf_assoc_id)
    payload = bytes.bytes(after: sctp_send_failed_event.self)
  }

  /// Reads the older form of the event, which RFC 6458 deprecates.
  init?(deprecated bytes: RawSpan) {
    guard let raw = bytes.load(sctp_send_failed.self) else { return nil }
    wasSent = raw.ssf_flags == UInt16(SCTP_DATA_SENT.rawValue)
    cause = SCTPErrorCause(rawValue: UInt16(truncatingIfNeeded: raw.ssf_error))
    options = SCTPSendOptions(
      stream: raw.ssf_info.sinfo_stream,
      payloadProtocol: SCTPPayloadProtocolID(rawValue: UInt32(bigEndian: raw.ssf_info.sinfo_ppid)),
      flags: SCTPSendFlags(rawValue: raw.ssf_info.sinfo_flags), context: raw.ssf_info.sinfo_context)
    association = SCTPAssociationID(rawValue: raw.ssf_assoc_id)
    payload = bytes.bytes(after: sctp_send_failed.self)
  }
}
#endif
