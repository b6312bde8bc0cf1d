#if os(Linux)
extension SCTPEndpoint {
  /// Reads a socket option.
  ///
  /// - Throws: ``SCTPError`` with EBADF if the socket is closed, and the error of getsockopt(2).
  ///
  /// The corresponding C function is `getsockopt(2)`. See RFC 6458, section 8.
  public final func option<Value>(_ option: SCTPSocketOption<Value>) throws(SCTPError) -> Value {
    try gate.withDescriptor("getsockopt") { descriptor throws(SCTPError) in
      try attributingErrors(to: option.scope) { () throws(SCTPError) in try option.read(descriptor) }
    }
  }

  /// Reads a socket option that cannot be set.
  ///
  /// - Throws: ``SCTPError`` with EBADF if the socket is closed, and the error of getsockopt(2).
  ///
  /// The corresponding C function is `getsockopt(2)`. See RFC 6458, section 8.
  public final func option<Value>(_ option: SCTPReadOnlyOption<Value>) throws(SCTPError) -> Value {
    try gate.withDescriptor("getsockopt") { descriptor throws(SCTPError) in
      try attributingErrors(to: option.scope) { () throws(SCTPError) in try option.read(descriptor) }
    }
  }

  /// Sets a socket option.
  ///
  /// - Throws: ``SCTPError`` with EBADF if the socket is closed, EINVAL for a value outside the option's range, and
  ///   the error of setsockopt(2).
  ///
  /// The corresponding C function is `setsockopt(2)`. See RFC 6458, section 8.
  public final func setOption<Value>(_ option: SCTPSocketOption<Value>, to value: Value) throws(SCTPError) {
    try gate.withDescriptor("setsockopt") { descriptor throws(SCTPError) in
      try attributingErrors(to: option.scope) { () throws(SCTPError) in try option.write(descriptor, value) }
    }
  }

  /// Sets a socket option that cannot be read.
  ///
  /// - Throws: ``SCTPError`` with EBADF if the socket is closed, EINVAL for a value outside the option's range, and
  ///   the error of setsockopt(2).
  ///
  /// The corresponding C function is `setsockopt(2)`. See RFC 6458, section 8.
  public final func setOption<Value>(_ option: SCTPWriteOnlyOption<Value>, to value: Value) throws(SCTPError) {
    try gate.withDescriptor("setsockopt") { descriptor throws(SCTPError) in
      try attributingErrors(to: option.scope) { () throws(SCTPError) in try option.write(descriptor, value) }
    }
  }

  /// Runs `body`, and adds the association to its error.
  ///
  /// Does not add it on a one-to-one socket, or if the identifier is a reserved value.
  func attributingErrors<Value>(
    to association: SCTPAssociationID, _ body: () throws(SCTPError) -> Value
  ) throws(SCTPError) -> Value {
    do throws(SCTPError) {
      return try body()
    } catch {
      throw style.attribute(error, to: association)
    }
  }
}

extension SCTPEndpoint {
  /// Changes the caller's subscription, and preserves the subscriptions that the library needs itself.
  func subscribe(_ on: Bool, to events: SCTPEventSet, of association: SCTPAssociationID) throws(SCTPError) {
    try gate.withLock("setsockopt(SCTP_EVENT)") { descriptor, state throws(SCTPError) in
      let kernelEvents = on ? events : events.subtracting(style.subscribedByLibrary)
      try EventSubscription.set(on, kernelEvents, of: association, on: descriptor)
      let needed = events.intersection(.needed)
      guard !needed.isEmpty else { return }
      let current = try style.associations(on: descriptor, state.inbox)
      guard association.isReserved || current.contains(association) else {
        throw SCTPError(.invalidArgument, in: "setsockopt(SCTP_EVENT)", because: .unknownAssociation)
      }
      state.inbox.visibility.recordSubscription(on, needed, for: association, current: current) {
        (try? SCTPStatus(of: $0, on: descriptor).state.isBeginning) == false
      }
      if !on {
        resumeWatching(state.inbox.visibility.watchedAssociations(matching: association), descriptor, &state.inbox)
      }
    }
  }

  /// Subscribes again to the changes of watched associations after the caller unsubscribed.
  private func resumeWatching(_ associations: [SCTPAssociationID], _ descriptor: CInt, _ inbox: inout Inbox) {
    for association in associations
    where !EventSubscription.setChangesReported(true, of: association, on: descriptor) {
      // The association has ended in the meantime, and the kernel may not have reported its end.
      inbox.forget(association)
      inbox.visibility.hideQueuedChanges(of: association)
      gate.wakeOthersAfterUnlocking()
    }
  }

  /// Returns the events to which the caller is subscribed.
  func subscribedEvents(_ association: SCTPAssociationID) throws(SCTPError) -> SCTPEventSet {
    try gate.withDescriptor("getsockopt(SCTP_EVENT)") { descriptor throws(SCTPError) in
      let unneeded = SCTPEventSet.all.subtracting(.needed)
      let subscribed = try EventSubscription.subscribed(unneeded, of: association, on: descriptor)
      return gate.withLock { state in
        subscribed.union(state.inbox.visibility.events(of: state.inbox.association ?? association))
      }
    }
  }
}
#endif
