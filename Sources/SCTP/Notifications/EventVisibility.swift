#if os(Linux)
/// The caller's subscription to the events on which the library itself depends.
///
/// The kernel always reports aborted deliveries. It reports changes of an association if the caller subscribed to them,
/// or while the library watches the association. The caller sees the events as if only its own subscription existed.
struct EventVisibility {
  private var futureSubscription: SCTPEventSet = []
  /// The subscriptions that differ from that of future associations.
  private var differingSubscriptions: [SCTPAssociationID: SCTPEventSet] = [:]
  /// Whether the caller sees that an association came up, for associations whose subscription has changed since then.
  private var beginningVisibility: [SCTPAssociationID: Bool] = [:]
  /// Whether the library always watches all associations.
  private let watchesAll: Bool
  /// The associations that the library watches.
  private var watched: [SCTPAssociationID: Watch] = [:]
  /// The associations that are no longer watched, but whose hidden changes may still be queued.
  private var formerlyWatched: Set<SCTPAssociationID> = []

  private struct Watch {
    var watchers: Int
    /// Whether only the library subscribed to the changes.
    var isHiddenFromCaller: Bool
  }

  /// Creates the subscriptions of a socket; `watchesAll` is true for a one-to-one socket.
  init(_ events: SCTPEventSet = [], watchesAll: Bool = true) {
    futureSubscription = events
    self.watchesAll = watchesAll
  }

  /// Returns the events of an association that the caller sees.
  func events(of association: SCTPAssociationID) -> SCTPEventSet {
    differingSubscriptions.isEmpty ? futureSubscription : differingSubscriptions[association] ?? futureSubscription
  }

  /// Returns whether the caller sees an event that was just received.
  func isVisible(_ event: NeededEvent) -> Bool {
    let association = event.association
    // The kernel reports other changes only because the caller subscribed to them.
    if event.kind == .associationChange, !watchesAll { return !hides(association) }
    if case .began = event, let isVisible = beginningVisibility[association] { return isVisible }
    return events(of: association).contains(event.kind)
  }

  /// Records the existing subscription of one association of an adopted descriptor.
  mutating func adopt(_ events: SCTPEventSet, of association: SCTPAssociationID) {
    if events != futureSubscription { differingSubscriptions[association] = events }
  }

  /// Records a change of the caller's subscription; `current` lists all associations of the socket.
  ///
  /// `isUp` returns whether an association has come up. If it has, the earlier subscription determines whether the
  /// caller sees that event.
  mutating func recordSubscription(
    _ on: Bool, _ events: SCTPEventSet, for association: SCTPAssociationID, current: [SCTPAssociationID],
    isUp: (SCTPAssociationID) -> Bool
  ) {
    forgetAll(except: current)
    let changed = association.isReserved ? current : [association]
    // These associations keep their present subscription even if the subscription of future associations changes.
    for id in changed {
      let before = self.events(of: id)
      differingSubscriptions[id] = before
      if events.contains(.associationChange), beginningVisibility[id] == nil, isUp(id) {
        beginningVisibility[id] = before.contains(.associationChange)
      }
    }
    if association != .future {
      for id in changed { differingSubscriptions[id, default: futureSubscription].change(on, events) }
      if events.contains(.associationChange) { setHiddenFromCaller(!on, association) }
    }
    if association == .future || association == .all { futureSubscription.change(on, events) }
  }

  /// Removes the state of an association that has ended or moved.
  mutating func forget(_ association: SCTPAssociationID) {
    if !differingSubscriptions.isEmpty { differingSubscriptions[association] = nil }
    if !beginningVisibility.isEmpty { beginningVisibility[association] = nil }
    if !watched.isEmpty { watched[association] = nil }
    if !formerlyWatched.isEmpty { formerlyWatched.remove(association) }
  }

  /// Removes an association, and returns its subscription for the one-to-one socket that it moves to.
  mutating func extractSubscription(of association: SCTPAssociationID) -> EventVisibility {
    var moved = EventVisibility(events(of: association))
    if !beginningVisibility.isEmpty { moved.beginningVisibility[association] = beginningVisibility[association] }
    forget(association)
    return moved
  }

  /// Removes the state of all associations except `current`; the kernel may not report their end.
  private mutating func forgetAll(except current: [SCTPAssociationID]) {
    guard !differingSubscriptions.isEmpty || !beginningVisibility.isEmpty else { return }
    let current = Set(current)
    differingSubscriptions = differingSubscriptions.filter { current.contains($0.key) }
    beginningVisibility = beginningVisibility.filter { current.contains($0.key) }
  }
}

// The associations that the library watches.
extension EventVisibility {
  /// Returns whether the library watches an association of a one-to-many socket.
  func watches(_ association: SCTPAssociationID) -> Bool { !watched.isEmpty && watched[association] != nil }

  /// Returns the watched associations to which `association` refers; it may be `.current` or `.all`.
  func watchedAssociations(matching association: SCTPAssociationID) -> [SCTPAssociationID] {
    watched.keys.filter { association == $0 || association == .current || association == .all }
  }

  /// Adds a watcher; for the first watcher, `isHiddenFromCaller` is true if the caller has not subscribed to the
  /// changes.
  mutating func beginWatching(_ association: SCTPAssociationID, isHiddenFromCaller: Bool) {
    watched[association, default: Watch(watchers: 0, isHiddenFromCaller: isHiddenFromCaller)].watchers += 1
  }

  /// Removes a watcher; returns whether the kernel must stop reporting the changes.
  mutating func endWatching(_ association: SCTPAssociationID) -> Bool {
    guard var watch = watched[association] else { return false }
    watch.watchers -= 1
    watched[association] = watch.watchers == 0 ? nil : watch
    guard watch.watchers == 0, watch.isHiddenFromCaller else { return false }
    hideQueuedChanges(of: association)
    return true
  }

  /// Hides queued changes of an association to which only the library subscribed.
  mutating func hideQueuedChanges(of association: SCTPAssociationID) {
    formerlyWatched.insert(association)
  }

  /// The number of associations whose hidden changes may still be queued.
  var formerlyWatchedCount: Int { formerlyWatched.count }

  /// Records that the queue is empty, so that it holds no changes of formerly watched associations.
  mutating func recordEmptyQueue() {
    if !formerlyWatched.isEmpty { formerlyWatched = [] }
  }

  private func hides(_ association: SCTPAssociationID) -> Bool {
    watched[association]?.isHiddenFromCaller == true || formerlyWatched.contains(association)
  }

  /// Records that the caller subscribed to or unsubscribed from the changes of an association.
  private mutating func setHiddenFromCaller(_ isHiddenFromCaller: Bool, _ association: SCTPAssociationID) {
    for id in watchedAssociations(matching: association) { watched[id]?.isHiddenFromCaller = isHiddenFromCaller }
    if !isHiddenFromCaller {
      formerlyWatched = association.isReserved ? [] : formerlyWatched.filter { $0 != association }
    }
  }
}

extension SCTPEventSet {
  fileprivate mutating func change(_ on: Bool, _ events: SCTPEventSet) {
    if on { formUnion(events) } else { subtract(events) }
  }
}
#endif
