#if os(Linux)
internal import CSCTP

/// What the library itself must know of a notification, read of its first bytes.
enum NeededEvent {
  case began(SCTPAssociationID)
  case restarted(SCTPAssociationID)
  case ended(SCTPAssociationID, gracefully: Bool)
  case deliveryAborted(SCTPAssociationID, stream: UInt16)

  /// How many bytes of a notification hold everything of these.
  static var size: Int { max(MemoryLayout<sctp_assoc_change>.size, MemoryLayout<sctp_pdapi_event>.size) }

  /// Nil for every other event.
  init?(_ bytes: RawSpan) {
    switch bytes.load(csctp_notification_header.self).map({ UInt32($0.sn_type) }) {
    case CSCTP.SCTP_ASSOC_CHANGE.rawValue:
      guard let change = SCTPAssociationChange(bytes) else { return nil }
      self.init(change)
    case CSCTP.SCTP_PARTIAL_DELIVERY_EVENT.rawValue:
      guard let event = SCTPPartialDeliveryEvent(bytes) else { return nil }
      self = .deliveryAborted(event.association, stream: event.stream)
    default: return nil
    }
  }

  private init?(_ change: SCTPAssociationChange) {
    switch change.state {
    case .communicationUp: self = .began(change.association)
    case .restart: self = .restarted(change.association)
    case .shutdownComplete: self = .ended(change.association, gracefully: true)
    case .communicationLost, .cannotStart: self = .ended(change.association, gracefully: false)
    default: return nil
    }
  }

  var association: SCTPAssociationID {
    switch self {
    case .began(let one), .restarted(let one), .ended(let one, _), .deliveryAborted(let one, _): one
    }
  }

  /// The event's kind, as callers subscribe to it.
  var event: SCTPEventSet {
    if case .deliveryAborted = self { .partialDelivery } else { .associationChange }
  }
}
#endif
