#if os(Linux)
/// Which of the events that the library needs itself the caller asked for too.
///
/// The kernel delivers these always; the caller sees them as if the kernel knew of the caller's subscription alone.
struct EventVisibility {
  private var future: SCTPEventSet = []
  /// The associations whose subscription differs from that of future ones.
  private var exceptions: [SCTPAssociationID: SCTPEventSet] = [:]

  init(_ events: SCTPEventSet = []) {
    future = events
  }

  /// The events that the caller sees of an association.
  func events(of association: SCTPAssociationID) -> SCTPEventSet {
    exceptions[association] ?? future
  }

  /// Follows a change of the caller's subscription; `current` are the associations that the socket has now.
  mutating func set(
    _ on: Bool, _ events: SCTPEventSet, for association: SCTPAssociationID, current: [SCTPAssociationID]
  ) {
    let changed = association.isReserved ? current : [association]
    // What they see now, also where the default for future ones changes.
    for one in changed { exceptions[one] = self.events(of: one) }
    if association != .future {
      for one in changed { exceptions[one, default: future].change(on, events) }
    }
    if association == .future || association == .all { future.change(on, events) }
  }

  /// Forgets an association that is gone.
  mutating func forget(_ association: SCTPAssociationID) {
    if !exceptions.isEmpty { exceptions[association] = nil }
  }
}

extension SCTPEventSet {
  fileprivate mutating func change(_ on: Bool, _ events: SCTPEventSet) {
    if on { formUnion(events) } else { subtract(events) }
  }
}
#endif
