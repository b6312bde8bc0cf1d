#if os(Linux)
extension SCTPEndpoint {
  /// Reads a socket option.
  ///
  /// - Throws: ``SCTPError`` with
  ///   - the errors that the documentation of the option lists;
  ///   - EINVAL and the reason ``SCTPError/Reason/unknownAssociation`` if a one-to-many socket has no such association;
  ///   - EBADF if the socket is closed.
  ///
  /// The corresponding C function is `getsockopt(2)`. See RFC 6458, section 8.
  public final func option<Value>(_ option: SCTPSocketOption<Value>) throws(SCTPError) -> Value {
    try query(KernelCall(of: option.scope, option.read))
  }

  /// Sets a socket option.
  ///
  /// - Throws: ``SCTPError`` with
  ///   - the errors that the documentation of the option lists;
  ///   - EINVAL and the reason ``SCTPError/Reason/outOfRange`` for a value that the kernel's type cannot represent;
  ///   - EINVAL and the reason ``SCTPError/Reason/unknownAssociation`` if a one-to-many socket has no such association;
  ///   - EBADF if the socket is closed.
  ///
  /// The corresponding C function is `setsockopt(2)`. See RFC 6458, section 8.
  public final func setOption<Value>(_ option: SCTPSocketOption<Value>, to value: Value) throws(SCTPError) {
    try request(KernelCall(of: option.scope) { descriptor throws(SCTPError) in try option.write(descriptor, value) })
  }

  /// Performs a query with getsockopt(2).
  final func query<Value>(_ call: KernelCall<Value>) throws(SCTPError) -> Value {
    try perform(call, in: "getsockopt")
  }

  /// Performs a request with setsockopt(2).
  final func request(_ call: KernelCall<Void>) throws(SCTPError) {
    try perform(call, in: "setsockopt")
  }

  private final func perform<Value>(_ call: KernelCall<Value>, in operation: String) throws(SCTPError) -> Value {
    try gate.withDescriptor(operation) { descriptor throws(SCTPError) in
      try attributingErrors(to: call.scope) { () throws(SCTPError) in try call.perform(descriptor) }
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
