#if os(Linux)
/// The events that the library needs itself, and whether the caller subscribed to them too.
///
/// The kernel always reports aborted deliveries. It reports changes of an association if the caller subscribed to them,
/// or while the library watches the association. The caller sees the events as if only its own subscription existed.
struct EventVisibility {
  private var future: SCTPEventSet = []
  /// The associations whose subscription differs from that of future ones.
  private var exceptions: [SCTPAssociationID: SCTPEventSet] = [:]
  /// Whether the caller sees that an association came up, where the subscription has changed since then.
  private var beginnings: [SCTPAssociationID: Bool] = [:]
  /// Whether the library always watches all associations.
  private let watchesAll: Bool
  /// The number of watchers of each association that the library watches.
  private var watched: [SCTPAssociationID: Int] = [:]
  /// The associations that are no longer watched, but whose changes the queue may still hold.
  private var formerlyWatched: Set<SCTPAssociationID> = []

  /// Creates the subscriptions of a socket; `watchesAll` is true for a one-to-one socket.
  init(_ events: SCTPEventSet = [], watchesAll: Bool = true) {
    future = events
    self.watchesAll = watchesAll
  }

  /// The events that the caller sees of an association.
  func events(of association: SCTPAssociationID) -> SCTPEventSet {
    exceptions.isEmpty ? future : exceptions[association] ?? future
  }

  /// Returns whether the caller sees an event that was just received.
  func shows(_ event: NeededEvent) -> Bool {
    let association = event.association
    if event.event == .associationChange, !hasBeenWatched(association) { return true }
    if case .began = event, let isVisible = beginnings[association] { return isVisible }
    return events(of: association).contains(event.event)
  }

  /// Records a change of the caller's subscription; `current` lists all associations of the socket.
  ///
  /// `isUp` returns whether an association has come up. If it has, the earlier subscription determines whether the
  /// caller sees that event.
  mutating func set(
    _ on: Bool, _ events: SCTPEventSet, for association: SCTPAssociationID, current: [SCTPAssociationID],
    isUp: (SCTPAssociationID) -> Bool
  ) {
    forgetAll(but: current)
    let changed = association.isReserved ? current : [association]
    // Keep their present subscription, also where the default for future associations changes.
    for one in changed {
      let before = self.events(of: one)
      exceptions[one] = before
      if hasBeenWatched(one), beginnings[one] == nil, isUp(one) {
        beginnings[one] = before.contains(.associationChange)
      }
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
    if !watched.isEmpty { watched[association] = nil }
    if !formerlyWatched.isEmpty { formerlyWatched.remove(association) }
  }

  /// Removes an association, and returns its subscription for the one-to-one socket that it moves to.
  mutating func split(_ association: SCTPAssociationID) -> EventVisibility {
    var moved = EventVisibility(events(of: association))
    if !beginnings.isEmpty { moved.beginnings[association] = beginnings[association] }
    forget(association)
    return moved
  }

  // The end of an association may not be reported, so its subscription is removed here.
  private mutating func forgetAll(but current: [SCTPAssociationID]) {
    guard !exceptions.isEmpty || !beginnings.isEmpty else { return }
    let current = Set(current)
    exceptions = exceptions.filter { current.contains($0.key) }
    beginnings = beginnings.filter { current.contains($0.key) }
  }
}

extension EventVisibility {
  /// Returns whether the kernel reports the changes of an association.
  func isReported(_ association: SCTPAssociationID) -> Bool {
    watchesAll || watches(association) || events(of: association).contains(.associationChange)
  }

  /// Returns whether the library watches an association of a one-to-many socket.
  func watches(_ association: SCTPAssociationID) -> Bool { !watched.isEmpty && watched[association] != nil }

  /// Adds a watcher; returns whether the kernel must start to report the association's changes.
  mutating func beginWatching(_ association: SCTPAssociationID) -> Bool {
    let wasReported = isReported(association)
    if !watchesAll { watched[association, default: 0] += 1 }
    return !wasReported
  }

  /// Removes a watcher; returns whether the kernel must stop reporting the association's changes.
  mutating func endWatching(_ association: SCTPAssociationID) -> Bool {
    guard let count = watched[association] else { return false }
    watched[association] = count == 1 ? nil : count - 1
    if count == 1 { hideQueuedChanges(of: association) }
    return !isReported(association)
  }

  /// Hides queued changes of an association that the kernel reported only for the library.
  mutating func hideQueuedChanges(of association: SCTPAssociationID) {
    formerlyWatched.insert(association)
  }

  /// Records that the queue is empty, so that it holds no changes of formerly watched associations.
  mutating func noteEmptyQueue() {
    if !formerlyWatched.isEmpty { formerlyWatched = [] }
  }

  private func hasBeenWatched(_ association: SCTPAssociationID) -> Bool {
    watchesAll || watches(association) || formerlyWatched.contains(association)
  }
}

extension SCTPEventSet {
  fileprivate mutating func change(_ on: Bool, _ events: SCTPEventSet) {
    if on { formUnion(events) } else { subtract(events) }
  }
}
#endif
