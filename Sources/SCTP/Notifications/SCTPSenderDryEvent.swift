#if os(Linux)
internal import CSCTP

/// Nothing is left to send: all that was sent has been acknowledged.
///
/// If nothing is left to send, the kernel reports the event immediately after a subscription.
///
/// The corresponding C type is `struct sctp_sender_dry_event`. See RFC 6458, section 6.1.9.
public struct SCTPSenderDryEvent: Hashable, Sendable {
  /// The association.
  public let association: SCTPAssociationID

  init?(_ bytes: RawSpan) {
    guard let raw = bytes.load(sctp_sender_dry_event.self) else { return nil }
    association = SCTPAssociationID(rawValue: raw.sender_dry_assoc_id)
  }
}
#endif
