#if os(Linux)
/// Which of the events that the library needs itself the caller asked for too.
///
/// The kernel delivers these always; the caller sees them as if the kernel knew of the caller's subscription alone.
struct EventVisibility {
  private var future: SCTPEventSet = []
  /// The associations whose subscription differs from that of future ones.
  private var exceptions: [SCTPAssociationID: SCTPEventSet] = [:]
  /// Whether the caller sees that an association came up, where the subscription has changed since then.
  private var beginnings: [SCTPAssociationID: Bool] = [:]

  init(_ events: SCTPEventSet = []) {
    future = events
  }

  /// The events that the caller sees of an association.
  func events(of association: SCTPAssociationID) -> SCTPEventSet {
    exceptions.isEmpty ? future : exceptions[association] ?? future
  }

  /// Whether the caller sees an event that has been received now.
  func shows(_ event: NeededEvent) -> Bool {
    if case .began(let one) = event, let isVisible = beginnings[one] { return isVisible }
    return events(of: event.association).contains(event.event)
  }

  /// Follows a change of the caller's subscription; `current` are the associations that the socket has now.
  ///
  /// `isUp` tells which of them have come up: whether the caller sees that is for the subscription of that time to say.
  mutating func set(
    _ on: Bool, _ events: SCTPEventSet, for association: SCTPAssociationID, current: [SCTPAssociationID],
    isUp: (SCTPAssociationID) -> Bool
  ) {
    let changed = association.isReserved ? current : [association]
    // What they see now, also where the default for future ones changes.
    for one in changed {
      let before = self.events(of: one)
      exceptions[one] = before
      if beginnings[one] == nil, isUp(one) { beginnings[one] = before.contains(.associationChange) }
    }
    if association != .future {
      for one in changed { exceptions[one, default: future].change(on, events) }
    }
    if association == .future || association == .all { future.change(on, events) }
  }

  /// Forgets an association that is gone.
  mutating func forget(_ association: SCTPAssociationID) {
    if !exceptions.isEmpty { exceptions[association] = nil }
    if !beginnings.isEmpty { beginnings[association] = nil }
  }

  /// Takes out an association, for the socket that it moves to.
  mutating func split(_ association: SCTPAssociationID) -> EventVisibility {
    var moved = EventVisibility(events(of: association))
    if !beginnings.isEmpty { moved.beginnings[association] = beginnings[association] }
    forget(association)
    return moved
  }
}

extension SCTPEventSet {
  fileprivate mutating func change(_ on: Bool, _ events: SCTPEventSet) {
    if on { formUnion(events) } else { subtract(events) }
  }
}
#endif
