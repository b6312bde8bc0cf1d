#if os(Linux)
extension SCTPEndpoint {
  /// Changes the caller's subscription, and preserves the subscriptions that the library needs itself.
  func subscribe(_ on: Bool, to events: SCTPEventSet, of association: SCTPAssociationID) throws(SCTPError) {
    try gate.withLock("setsockopt(SCTP_EVENT)") { descriptor, state throws(SCTPError) in
      let kernelEvents = on ? events : events.subtracting(style.subscribedByLibrary)
      try EventSubscription.set(on, kernelEvents, of: association, on: descriptor)
      let needed = events.intersection(.needed)
      guard !needed.isEmpty else { return }
      let current = try style.associations(including: association, descriptor, state.inbox)
      state.inbox.visibility.recordSubscription(on, needed, for: association, current: current) { one in
        (try? SCTPStatus(of: one, on: descriptor).state.isBeginning) == false
      }
      if !on { keepWatching(state.inbox.visibility.watched(by: association), descriptor, &state.inbox) }
    }
  }

  /// Restores the library's subscription to the changes of watched associations after the caller unsubscribed.
  private func keepWatching(_ associations: [SCTPAssociationID], _ descriptor: CInt, _ inbox: inout Inbox) {
    for association in associations
    where !EventSubscription.setChangesReported(true, of: association, on: descriptor) {
      // It has ended in between, and nothing may report that.
      inbox.forget(association)
      inbox.visibility.hideQueuedChanges(of: association)
      gate.wakeOthersAfterUnlocking()
    }
  }

  /// Returns the events to which the caller is subscribed.
  func subscribedEvents(_ association: SCTPAssociationID) throws(SCTPError) -> SCTPEventSet {
    try gate.withDescriptor("getsockopt(SCTP_EVENT)") { descriptor throws(SCTPError) in
      let others = SCTPEventSet.all.subtracting(.needed)
      let subscribed = try EventSubscription.subscribed(others, of: association, on: descriptor)
      return gate.withLock { state in
        subscribed.union(state.inbox.visibility.events(of: state.inbox.association ?? association))
      }
    }
  }
}
#endif
