#if os(Linux)
internal import CSCTP

/// The subscriptions (`SCTP_EVENT`) that the kernel stores for a descriptor.
enum EventSubscription {
  private static func option(_ association: SCTPAssociationID) -> KernelOption<sctp_event> {
    KernelOption("SCTP_EVENT", SCTP_EVENT, of: association)
  }

  /// Subscribes to or unsubscribes from events of an association.
  static func set(
    _ on: Bool, _ events: SCTPEventSet, of association: SCTPAssociationID, on descriptor: CInt
  ) throws(SCTPError) {
    for type in events.types {
      let event = sctp_event(se_assoc_id: association.rawValue, se_type: type, se_on: on ? 1 : 0)
      try option(association).set(event, on: descriptor)
    }
  }

  /// Returns those of `events` that the kernel delivers.
  static func subscribed(
    _ events: SCTPEventSet, of association: SCTPAssociationID, on descriptor: CInt
  ) throws(SCTPError) -> SCTPEventSet {
    var subscribed: SCTPEventSet = []
    for type in events.types {
      let request = sctp_event(se_assoc_id: association.rawValue, se_type: type, se_on: 0)
      if try option(association).value(on: descriptor, request: request).se_on != 0 {
        subscribed.formUnion(SCTPEventSet(type: UInt32(type)))
      }
    }
    return subscribed
  }

  /// Subscribes to or unsubscribes from the changes of an association; returns false if the association has ended.
  static func setChangesReported(_ on: Bool, of association: SCTPAssociationID, on descriptor: CInt) -> Bool {
    (try? set(on, .associationChange, of: association, on: descriptor)) != nil
  }
}
#endif
