#if os(Linux)
internal import CSCTP

/// A notification that the peer has acknowledged all messages, and that no message is queued for sending.
///
/// If no message is outstanding at the time of the subscription, the kernel reports the event immediately.
///
/// The corresponding C type is `struct sctp_sender_dry_event`. See RFC 6458, section 6.1.9.
public struct SCTPSenderDryEvent: Hashable, Sendable {
  /// The association.
  public let association: SCTPAssociationID

  /// Creates an event, for example for a unit test.
  public init(association: SCTPAssociationID) { self.association = association }

  init?(_ bytes: RawSpan) {
    guard let raw = bytes.load(sctp_sender_dry_event.self) else { return nil }
    association = SCTPAssociationID(rawValue: raw.sender_dry_assoc_id)
  }
}

extension SCTPSenderDryEvent: CustomStringConvertible {
  /// The association and the event, such as `association 12: sender dry`.
  public var description: String { "association \(association): sender dry" }
}
#endif
