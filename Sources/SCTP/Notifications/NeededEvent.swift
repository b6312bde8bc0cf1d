#if os(Linux)
internal import CSCTP

/// An event on which the library itself depends.
///
/// The first bytes of a notification are enough to create it.
enum NeededEvent {
  case began(SCTPAssociationID)
  case restarted(SCTPAssociationID)
  case ended(SCTPAssociationID, gracefully: Bool)
  case deliveryAborted(SCTPAssociationID, stream: UInt16)

  /// Reads the first bytes of a notification; returns nil for every other event.
  init?(_ bytes: RawSpan) {
    switch bytes.load(csctp_notification_header.self).map({ UInt32($0.sn_type) }) {
    case CSCTP.SCTP_ASSOC_CHANGE.rawValue:
      guard let change = bytes.load(sctp_assoc_change.self) else { return nil }
      self.init(change)
    case CSCTP.SCTP_PARTIAL_DELIVERY_EVENT.rawValue:
      guard let event = SCTPPartialDeliveryEvent(bytes) else { return nil }
      self = .deliveryAborted(event.association, stream: event.stream)
    default: return nil
    }
  }

  private init?(_ change: sctp_assoc_change) {
    let association = SCTPAssociationID(rawValue: change.sac_assoc_id)
    switch SCTPAssociationChange.State(rawValue: change.sac_state) {
    case .communicationUp: self = .began(association)
    case .restart: self = .restarted(association)
    case .shutdownComplete: self = .ended(association, gracefully: true)
    case .communicationLost, .cannotStart: self = .ended(association, gracefully: false)
    default: return nil
    }
  }

  var association: SCTPAssociationID {
    switch self {
    case .began(let association), .restarted(let association), .ended(let association, _),
      .deliveryAborted(let association, _):
      association
    }
  }

  /// The kind of the event in a subscription.
  var kind: SCTPEventSet {
    if case .deliveryAborted = self { .partialDelivery } else { .associationChange }
  }
}
#endif
