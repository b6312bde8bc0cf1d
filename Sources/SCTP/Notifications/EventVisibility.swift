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
  /// The associations that the library watches.
  private var watched: [SCTPAssociationID: Watch] = [:]
  /// The associations that are no longer watched, but of which the queue may still hold changes for the library alone.
  private var formerlyWatched: Set<SCTPAssociationID> = []

  private struct Watch {
    var watchers: Int
    /// Whether the kernel reports the changes to the library alone.
    var isPrivate: Bool
  }

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
  func isVisible(_ event: NeededEvent) -> Bool {
    let association = event.association
    // The kernel reports other changes only because the caller subscribed to them.
    if event.event == .associationChange, !watchesAll { return !hides(association) }
    if case .began = event, let isVisible = beginnings[association] { return isVisible }
    return events(of: association).contains(event.event)
  }

  /// Records the existing subscription of one association of an adopted descriptor.
  mutating func adopt(_ events: SCTPEventSet, of association: SCTPAssociationID) {
    if events != future { exceptions[association] = events }
  }

  /// Records a change of the caller's subscription; `current` lists all associations of the socket.
  ///
  /// `isUp` returns whether an association has come up. If it has, the earlier subscription determines whether the
  /// caller sees that event.
  mutating func recordSubscription(
    _ on: Bool, _ events: SCTPEventSet, for association: SCTPAssociationID, current: [SCTPAssociationID],
    isUp: (SCTPAssociationID) -> Bool
  ) {
    forgetAll(but: current)
    let changed = association.isReserved ? current : [association]
    // Keep their present subscription, also where the default for future associations changes.
    for one in changed {
      let before = self.events(of: one)
      exceptions[one] = before
      if events.contains(.associationChange), beginnings[one] == nil, isUp(one) {
        beginnings[one] = before.contains(.associationChange)
      }
    }
    if association != .future {
      for one in changed { exceptions[one, default: future].change(on, events) }
      if events.contains(.associationChange) { setPrivate(!on, association) }
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

// The associations that the library watches.
extension EventVisibility {
  /// Returns whether the library watches an association of a one-to-many socket.
  func watches(_ association: SCTPAssociationID) -> Bool { !watched.isEmpty && watched[association] != nil }

  /// Returns the watched associations that a subscription for `association` concerns.
  func watched(by association: SCTPAssociationID) -> [SCTPAssociationID] {
    watched.keys.filter { association == $0 || association == .current || association == .all }
  }

  /// Adds a watcher; for the first watcher, `isPrivate` states that the caller has not subscribed to the changes.
  mutating func beginWatching(_ association: SCTPAssociationID, isPrivate: Bool) {
    watched[association, default: Watch(watchers: 0, isPrivate: isPrivate)].watchers += 1
  }

  /// Removes a watcher; returns whether the kernel must stop reporting the changes.
  mutating func endWatching(_ association: SCTPAssociationID) -> Bool {
    guard var watch = watched[association] else { return false }
    watch.watchers -= 1
    watched[association] = watch.watchers == 0 ? nil : watch
    guard watch.watchers == 0, watch.isPrivate else { return false }
    hideQueuedChanges(of: association)
    return true
  }

  /// Hides queued changes of an association that the kernel reported to the library alone.
  mutating func hideQueuedChanges(of association: SCTPAssociationID) {
    formerlyWatched.insert(association)
  }

  /// The number of associations of which the queue may hold unread changes for the library alone.
  var countOfHidden: Int { formerlyWatched.count }

  /// Records that the queue is empty, so that it holds no changes of formerly watched associations.
  mutating func noteEmptyQueue() {
    if !formerlyWatched.isEmpty { formerlyWatched = [] }
  }

  private func hides(_ association: SCTPAssociationID) -> Bool {
    watched[association]?.isPrivate == true || formerlyWatched.contains(association)
  }

  /// Records that the caller subscribed to or unsubscribed from the changes of an association.
  private mutating func setPrivate(_ isPrivate: Bool, _ association: SCTPAssociationID) {
    for one in watched(by: association) { watched[one]?.isPrivate = isPrivate }
    if !isPrivate { formerlyWatched = association.isReserved ? [] : formerlyWatched.filter { $0 != association } }
  }
}

extension SCTPEventSet {
  fileprivate mutating func change(_ on: Bool, _ events: SCTPEventSet) {
    if on { formUnion(events) } else { subtract(events) }
  }
}
#endif
