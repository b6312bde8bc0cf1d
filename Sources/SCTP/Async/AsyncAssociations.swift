#if os(Linux)
// Associations that come and go, without blocking a thread.

extension SCTPSocket {
  /// Sets up an association, and waits without blocking a thread until it is up, also on a non-blocking socket.
  ///
  /// - Parameters:
  ///   - addresses: One or more addresses of the peer, all with the same port.
  ///   - timeout: How long to wait; without one, as long as ``SCTPSocketOption/initialMessage`` lets the kernel try.
  /// - Returns: The association.
  /// - Throws: ``SCTPError``; after an error, no association is left:
  ///   - ECONNREFUSED if the peer refuses or aborts the association, or does not answer;
  ///   - ETIMEDOUT at the end of `timeout`;
  ///   - ECANCELED when the task is canceled;
  ///   - EISCONN or EALREADY if there is an association with the peer, or one is being set up;
  ///   - EADDRNOTAVAIL for the address of an association that was peeled off;
  ///   - EMFILE or ENFILE if no descriptor is free when the first waiting task of the process starts the reactor;
  ///   - EINVAL for an empty list or different ports;
  ///   - EBADF if the socket is closed, also while the call waits.
  ///
  /// The corresponding C function is `sctp_connectx(3)`. See RFC 6458, section 9.9.
  @discardableResult
  public func connect(
    to addresses: [SCTPAddress], timeout: Duration? = nil
  ) async throws(SCTPError) -> SCTPAssociationID {
    try Self.throwIfCancelled("sctp_connectx")
    let deadline = Deadline(after: timeout)
    let association = try gate.withDescriptor("sctp_connectx") { descriptor throws(SCTPError) in
      try beginConnecting(descriptor, to: addresses)
    }
    do throws(SCTPError) {
      try await wait(for: association, in: "sctp_connectx", until: deadline) { descriptor throws(SCTPError) in
        try isUp(association, descriptor)
      }
    } catch {
      _ = try? gate.withDescriptor("sendmsg") { giveUp(association, $0) }
      throw error
    }
    return association
  }

  /// Ends an association gracefully, or with `.all` all of them, and waits without blocking a thread until it is down.
  ///
  /// What was sent arrives first. Messages that have come and notifications, the one of the end among them, stay there to
  /// be received. Whether the association ended gracefully after all, or was lost meanwhile, its notification says.
  ///
  /// - Parameters:
  ///   - association: The association, or `.all`.
  ///   - timeout: How long to wait; without end if nil.
  /// - Throws: ``SCTPError`` with EPIPE if the socket has no such association, EINVAL for a reserved identifier,
  ///   ETIMEDOUT at the end of `timeout` and ECANCELED when the task is canceled, after which the association still goes
  ///   down; EBADF, also when the socket is closed meanwhile.
  ///
  /// The corresponding C call is `sendmsg(2)` with `SCTP_EOF`. See RFC 6458, section 5.3.4.
  public func shutdown(_ association: SCTPAssociationID, timeout: Duration? = nil) async throws(SCTPError) {
    let deadline = Deadline(after: timeout)
    let concerned = association == .all ? try associations() : [association]
    try beginShutdown(association)
    for one in concerned {
      do throws(SCTPError) {
        try await wait(for: one, in: "shutdown", until: deadline) { descriptor throws(SCTPError) in
          try isDown(one, descriptor)
        }
      } catch {
        throw error.concerning(one)
      }
    }
  }

  /// Waits until `condition` holds for an association.
  private func wait(
    for association: SCTPAssociationID, in operation: String, until deadline: Deadline,
    _ condition: (CInt) throws(SCTPError) -> Bool
  ) async throws(SCTPError) {
    try Self.throwIfCancelled(operation)
    if try gate.withDescriptor(operation, condition) { return }
    try gate.withDescriptor(operation) { beginWatching(association, $0) }
    defer { _ = try? gate.withDescriptor(operation) { endWatching(association, $0) } }
    try await untilDone(for: .change(.input), in: operation, until: deadline) { descriptor throws(SCTPError) in
      try condition(descriptor) ? .done(()) : .notYet(isReported: false)
    }
  }
}

extension SCTPOneToOneSocket {
  /// Sets up the association, and waits without blocking a thread until it is up, also on a non-blocking socket.
  ///
  /// - Parameters:
  ///   - addresses: One or more addresses of the peer, all with the same port.
  ///   - timeout: How long to wait; without one, as long as ``SCTPSocketOption/initialMessage`` lets the kernel try.
  /// - Returns: The association.
  /// - Throws: ``SCTPError``. EISCONN, EALREADY and EINVAL leave the socket unchanged. After any other error, the
  ///   attempt has been abandoned, or an association that had just come up is shut down, and the socket must be closed:
  ///   - ECONNREFUSED if the peer refuses the association or does not answer, ECONNRESET if it aborts it;
  ///   - ETIMEDOUT if the peer does not answer, or at the end of `timeout`;
  ///   - ECANCELED when the task is canceled;
  ///   - EISCONN or EALREADY if the socket has an association, or one is being set up;
  ///   - EMFILE or ENFILE if no descriptor is free when the first waiting task of the process starts the reactor;
  ///   - EINVAL for an empty list or different ports;
  ///   - EBADF if the socket is closed, also while the call waits.
  ///
  /// The corresponding C function is `sctp_connectx(3)`. See RFC 6458, section 9.9.
  @discardableResult
  public func connect(
    to addresses: [SCTPAddress], timeout: Duration? = nil
  ) async throws(SCTPError) -> SCTPAssociationID {
    try Self.throwIfCancelled("sctp_connectx")
    let deadline = Deadline(after: timeout)
    let association = try gate.withDescriptor("sctp_connectx") { descriptor throws(SCTPError) in
      try beginOnlyAssociation(descriptor, to: addresses)
    }
    do throws(SCTPError) {
      try await untilDone(for: .change(.input), in: "sctp_connectx", until: deadline) { descriptor throws(SCTPError) in
        try isUp(descriptor) ? .done(()) : .notYet(isReported: false)
      }
    } catch {
      _ = try? gate.withDescriptor("shutdown") { giveUp($0, because: error) }
      throw error
    }
    return association
  }

  /// Ends the association gracefully, and waits without blocking a thread until it is down.
  ///
  /// What was sent arrives first. What the peer sent can still be received; `receive` also tells whether the association
  /// ended gracefully after all, or was lost meanwhile.
  ///
  /// - Parameter timeout: How long to wait; without end if nil.
  /// - Throws: ``SCTPError`` with
  ///   - ENOTCONN if the socket never had an association;
  ///   - ETIMEDOUT at the end of `timeout`; the shutdown continues;
  ///   - ECANCELED when the task is canceled; the shutdown continues;
  ///   - EBADF if the socket is closed, also while the call waits.
  ///
  /// The corresponding C call is `shutdown(2)` with `SHUT_WR`, or on a peeled-off socket, where that does nothing,
  /// `sendmsg(2)` with `SCTP_EOF`. See RFC 6458, section 4.1.7.
  public func shutdown(timeout: Duration? = nil) async throws(SCTPError) {
    let deadline = Deadline(after: timeout)
    try beginShutdown()
    try await untilDone(for: .change(.input), in: "shutdown", until: deadline) { descriptor throws(SCTPError) in
      try isDown(.future, descriptor) ? .done(()) : .notYet(isReported: false)
    }
  }
}

extension SCTPListener {
  /// Waits for an association without blocking a thread, also on a non-blocking socket, and returns its socket.
  ///
  /// - Parameters:
  ///   - timeout: How long to wait; without end if nil.
  ///   - flags: What the new descriptor is made with, in the same step.
  /// - Returns: The association's socket.
  /// - Throws: ``SCTPError`` with EINVAL if the socket does not listen, EMFILE or ENFILE (the association keeps
  ///   waiting), ETIMEDOUT, ECANCELED when the task is canceled, EBADF, also when the socket is closed meanwhile. None of
  ///   them loses an association.
  ///
  /// The corresponding C function is `accept4(2)`. See RFC 6458, section 4.1.4.
  public func accept(
    timeout: Duration? = nil, flags: SCTPSocketFlags = .closeOnExec
  ) async throws(SCTPError) -> SCTPOneToOneSocket {
    try await untilDone(for: .arrival, in: "accept4", until: Deadline(after: timeout)) { descriptor throws(SCTPError) in
      try acceptNow(descriptor, flags).map { .done($0) } ?? .notYet(isReported: true)
    }
  }
}
#endif
