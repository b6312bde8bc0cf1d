#if os(Linux)
internal import CSCTP

/// Nothing is left to send: all that was sent has been acknowledged.
///
/// The kernel sends one at once when the event is subscribed to and nothing is left.
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
