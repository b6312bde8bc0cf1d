#if os(Linux)
internal import CSCTP

extension SCTPSocket {
  /// Peels off an association: moves it to a new one-to-one socket.
  ///
  /// All queued messages and notifications of the association and its partially received messages move to the new
  /// socket, in order, and all later data arrives there. The association keeps its identifier. The other associations
  /// stay on this socket. Closing one of the two sockets does not affect the other.
  ///
  /// The new socket inherits this socket's event subscriptions, SCTP options, ``SCTPEndpoint/maximumMessageSize`` and
  /// ``SCTPEndpoint/maximumReassemblySize``. On Linux 6.19 and newer, it also inherits all socket-level options, such
  /// as `IP_TOS`. On older kernels, it inherits some of them.
  ///
  /// - Parameters:
  ///   - association: The association.
  ///   - flags: The flags that are set atomically when the descriptor is created. The new socket does not inherit this
  ///     socket's flags.
  /// - Returns: The association's socket.
  /// - Throws: ``SCTPError``; after an error, the association stays on this socket:
  ///   - EBADF if the socket is closed, or its descriptor is not open;
  ///   - ENOTSOCK if the descriptor is not a socket, or EOPNOTSUPP if it is a socket of another protocol;
  ///   - EINVAL and the reason ``SCTPError/Reason/reservedAssociation``, ``SCTPError/Reason/peeledOff``,
  ///     ``SCTPError/Reason/foreignAssociation``, ``SCTPError/Reason/unknownAssociation``,
  ///     ``SCTPError/Reason/lostToDescriptors`` (of an earlier call) or ``SCTPError/Reason/oneToOne``;
  ///   - EMFILE or ENFILE if no descriptor is free;
  ///   - ENOMEM if there is not enough memory;
  ///   - EBUSY, on Linux before 4.16, if a thread waits to send on the association.
  ///
  /// If no descriptor is free, Linux destroys the association. The call therefore probes for a free descriptor first.
  /// The association is lost only if another thread takes the last descriptor after the probe. The call then fails with
  /// the reason ``SCTPError/Reason/lostToDescriptors``.
  ///
  /// The corresponding C function is `sctp_peeloff_flags(3)`. See RFC 6458, section 9.2.
  public func peelOff(
    association: SCTPAssociationID, flags: SCTPSocketFlags = .closeOnExec
  ) throws(SCTPError) -> SCTPOneToOneSocket {
    try peelOff(association, flags) { descriptor, association, flags in
      csctp_peeloff_flags(descriptor, association, flags)
    }
  }

  /// Peels off an association with `call`, which has the interface of `sctp_peeloff_flags`.
  func peelOff(
    _ association: SCTPAssociationID, _ flags: SCTPSocketFlags, by call: (CInt, sctp_assoc_t, CInt) -> CInt
  ) throws(SCTPError) -> SCTPOneToOneSocket {
    try requireUnreserved(association, "sctp_peeloff")
    // The lock ensures that no thread has read a part of a message and not yet buffered it.
    return try gate.withLock("sctp_peeloff") { descriptor, state throws(SCTPError) in
      if state.inbox.mustWakeWaiters(whenMoving: association) { gate.wakeOthersAfterUnlocking() }
      let child = try attributingErrors(to: association) { () throws(SCTPError) in
        try Self.peelOff(association, flags, descriptor, &state, by: call)
      }
      return SCTPOneToOneSocket(peeledOff: child, flags, state.extractState(of: association), from: self)
    }
  }

  /// Peels off the association, and returns the new descriptor.
  ///
  /// The kernel reports the end of the association on this descriptor, whatever the caller subscribed to.
  private static func peelOff(
    _ association: SCTPAssociationID, _ flags: SCTPSocketFlags, _ descriptor: CInt, _ state: inout SocketState,
    by call: (CInt, sctp_assoc_t, CInt) -> CInt
  ) throws(SCTPError) -> CInt {
    try requireFreeDescriptor()
    let hasSubscribed = try subscribe(association, descriptor)
    let result = retryingInterrupts { call(descriptor, association.rawValue, flags.rawValue) }
    let child = result == -ENOPROTOOPT ? peelOffWithoutFlags(descriptor, association, flags) : result
    if child >= 0 { return child }
    if hasSubscribed { stopReporting(association, descriptor, &state.inbox.visibility) }
    throw error(Errno(negated: child), association, descriptor, &state)
  }

  /// Subscribes to the changes of the association; returns false if the socket has no such association, or is not open.
  ///
  /// Without the subscription, a receive on the new socket would never learn of the end of the association.
  private static func subscribe(_ association: SCTPAssociationID, _ descriptor: CInt) throws(SCTPError) -> Bool {
    do throws(SCTPError) {
      try EventSubscription.set(true, .associationChange, of: association, on: descriptor)
      return true
    } catch let error
      where error.meansMissingAssociation || [.badFileDescriptor, .notSocket].contains(error.code)
    {
      // The peel-off fails, too, and its error is clearer.
      return false
    }
  }

  /// Removes the subscription after a failed peel-off, unless the caller or a waiting call needs it.
  private static func stopReporting(
    _ association: SCTPAssociationID, _ descriptor: CInt, _ visibility: inout EventVisibility
  ) {
    let isNeeded = visibility.watches(association) || visibility.events(of: association).contains(.associationChange)
    if isNeeded { return }
    visibility.hideQueuedChanges(of: association)
    _ = EventSubscription.setChangesReported(false, of: association, on: descriptor)
  }

  /// Peels off an association on kernels before 4.13, which do not support the flags.
  private static func peelOffWithoutFlags(
    _ descriptor: CInt, _ association: SCTPAssociationID, _ flags: SCTPSocketFlags
  ) -> CInt {
    let child = retryingInterrupts { csctp_peeloff(descriptor, association.rawValue) }
    guard child >= 0 else { return child }
    if flags.contains(.closeOnExec) { _ = csctp_set_close_on_exec(child) }
    if flags.contains(.nonBlocking) { _ = csctp_set_status_flags(child, csctp_O_NONBLOCK) }
    return child
  }

  /// Throws EMFILE or ENFILE if no descriptor is free for the new socket; the kernel would destroy the association.
  private static func requireFreeDescriptor() throws(SCTPError) {
    // Like a socket, an eventfd(2) needs a descriptor and an open file. A duplicate would not detect ENFILE.
    let probe = retryingInterrupts { csctp_eventfd() }
    guard probe >= 0 else { throw SCTPError(Errno(negated: probe), in: "sctp_peeloff", because: .outOfDescriptors) }
    _ = csctp_close(probe)
  }

  private static func error(
    _ code: Errno, _ association: SCTPAssociationID, _ descriptor: CInt, _ state: inout SocketState
  ) -> SCTPError {
    let reason: SCTPError.Reason? =
      switch code {
      case .invalidArgument: reasonForInvalidArgument(association, descriptor, state)
      case .notSupportedOnSocket: .notSCTP
      case .tooManyOpenFiles, .tooManyOpenFilesInSystem: reasonForShortage(association, descriptor, &state)
      default: SCTPError.Reason(anySocket: code)
      }
    return SCTPError(code, in: "sctp_peeloff", because: reason)
  }

  /// Returns the reason for a peel-off that found no free descriptor.
  ///
  /// Whether the kernel has destroyed the association depends on its version and on where the call failed.
  private static func reasonForShortage(
    _ association: SCTPAssociationID, _ descriptor: CInt, _ state: inout SocketState
  ) -> SCTPError.Reason {
    if DescriptorProbe.exists(association, on: descriptor) { return .outOfDescriptors }
    // The kernel does not report this end.
    state.inbox.forget(association)
    state.departed.insert(association, .lostToDescriptors)
    return .lostToDescriptors
  }

  /// Returns the reason for a peel-off that failed with EINVAL.
  private static func reasonForInvalidArgument(
    _ association: SCTPAssociationID, _ descriptor: CInt, _ state: borrowing SocketState
  ) -> SCTPError.Reason {
    if !DescriptorProbe.isOneToMany(descriptor) { return .oneToOne }
    if let reason = state.departed.reason(for: association) { return reason }
    return AssociationList.existsInNamespace(association) ? .foreignAssociation : .unknownAssociation
  }
}
#endif
