#if os(Linux)
internal import CSCTP

// Ending the associations of a one-to-many socket.

extension SCTPSocket {
  /// Starts to shut down an association gracefully, or with `.all` each of the ``associations()``.
  ///
  /// The peer receives every message that was sent before. The call does not wait. When the association is down,
  /// ``SCTPAssociationChange/State/shutdownComplete`` reports it. To wait until then, call
  /// `shutdownAndWait(association:timeout:)`.
  ///
  /// - Parameter association: The association, or `.all`.
  /// - Throws: ``SCTPError`` with
  ///   - EPIPE if the socket has no such association;
  ///   - EINVAL for a reserved identifier;
  ///   - EBADF if the socket is closed.
  ///
  /// The corresponding C call is `sendmsg(2)` with `SCTP_EOF`. See RFC 6458, section 5.3.4.
  public func shutdown(association: SCTPAssociationID) throws(SCTPError) {
    try requestEnd(of: association, with: csctp_SCTP_EOF)
  }

  /// Shuts down an association gracefully, or with `.all` each of the ``associations()``, and waits until it is down.
  ///
  /// The peer receives every message that was sent before. This side can still receive the queued messages and
  /// notifications, including the notification that the association has ended. This notification reports whether the
  /// association was lost before the shutdown was complete.
  ///
  /// - Parameters:
  ///   - association: The association, or `.all`.
  ///   - timeout: The time to wait; nil for no limit.
  /// - Throws: ``SCTPError`` with
  ///   - EPIPE if the socket has no such association;
  ///   - EINVAL for a reserved identifier;
  ///   - ETIMEDOUT if `timeout` expires; the shutdown continues;
  ///   - EAGAIN if the socket is non-blocking and the association is not down yet; the shutdown continues;
  ///   - EMFILE or ENFILE if the call must wait and no descriptor is free; the shutdown continues;
  ///   - EBADF if the socket is closed before or during the call.
  ///
  /// The corresponding C call is `sendmsg(2)` with `SCTP_EOF`. See RFC 6458, section 5.3.4.
  @available(
    *, noasync,
    message: "This form blocks its thread. Call the async form from an async function, not from top-level code."
  )
  public func shutdownAndWait(association: SCTPAssociationID, timeout: Duration? = nil) throws(SCTPError) {
    let deadline = Deadline(after: timeout)
    for target in try requestEnd(of: association, with: csctp_SCTP_EOF) {
      try waitUntilDown(target, until: deadline)
    }
  }

  /// Shuts down an association gracefully, or with `.all` each of the ``associations()``, and waits until it is down,
  /// without blocking a thread.
  ///
  /// The call also waits on a non-blocking socket.
  ///
  /// - Throws: ``SCTPError`` with the errors of the blocking form except EAGAIN, and with
  ///   - ECANCELED if the task is canceled; the shutdown continues;
  ///   - EMFILE or ENFILE if no descriptor is free when the first waiting task of the process starts the reactor;
  ///   - ENOSPC, ENOMEM or EAGAIN if the kernel has no watch, memory or thread left for the wait.
  public func shutdownAndWait(association: SCTPAssociationID, timeout: Duration? = nil) async throws(SCTPError) {
    let deadline = Deadline(after: timeout)
    for target in try requestEnd(of: association, with: csctp_SCTP_EOF) {
      try await waitUntilDown(target, until: deadline)
    }
  }

  /// Aborts an association with an ABORT chunk.
  ///
  /// The kernel discards unacknowledged messages.
  ///
  /// - Parameters:
  ///   - association: The association, or `.all`.
  ///   - reason: Bytes that the peer receives in ``SCTPAssociationChange/abortReason``. At most 65,492 bytes
  ///     fit into an IPv4 packet. If packets are encapsulated in UDP or ABORT chunks are authenticated, use at most
  ///     65,444 bytes: the kernel silently discards a packet that is too long.
  /// - Throws: ``SCTPError`` with
  ///   - EPIPE if the socket has no such association;
  ///   - EINVAL for a reserved identifier;
  ///   - EMSGSIZE and the reason ``SCTPError/Reason/abortReasonTooLong`` for a reason of more than 65,492 bytes;
  ///   - EBADF if the socket is closed.
  ///
  /// The corresponding C call is `sendmsg(2)` with `SCTP_ABORT`. See RFC 6458, section 5.3.4.
  public func abort(association: SCTPAssociationID, reason: [UInt8] = []) throws(SCTPError) {
    try requestEnd(of: association, with: csctp_SCTP_ABORT, reason: reason)
  }

  /// Stops the socket gracefully: accepts no more associations, and shuts every association down.
  ///
  /// Each peer receives every message that was sent to it before. When `timeout` expires, the call aborts the
  /// associations that are not down yet. The queued messages can still be received. After the last of them, `receive`
  /// fails with ENOTCONN, and a loop over ``received`` finishes. The call does not close the socket, and does not
  /// affect peeled-off associations. It also waits on a non-blocking socket. An association that `send` is setting up has
  /// no identifier yet and is not ended; `receive` waits until the outcome is known.
  ///
  /// - Parameter timeout: The time to wait for the peers.
  /// - Returns: The associations that were aborted.
  /// - Throws: ``SCTPError`` with
  ///   - EMFILE or ENFILE if the call must wait and no descriptor is free; every association was aborted;
  ///   - EBADF if the socket is closed before or during the call.
  ///
  /// The corresponding C calls are `listen(2)` with a backlog of 0, `sendmsg(2)` with `SCTP_EOF`, and `sendmsg(2)` with
  /// `SCTP_ABORT`.
  @available(
    *, noasync,
    message: "This form blocks its thread. Call the async form from an async function, not from top-level code."
  )
  @discardableResult
  public func stop(timeout: Duration) throws(SCTPError) -> [SCTPAssociationID] {
    let deadline = Deadline(after: timeout)
    try stopListening()
    do throws(SCTPError) {
      while case let targets = try requestEndOfAll(with: csctp_SCTP_EOF), !targets.isEmpty {
        for target in targets { try waitUntilDown(target, until: deadline, isNonBlocking: false) }
      }
    } catch {
      return try abortRemaining(after: error)
    }
    return []
  }

  /// Stops the socket gracefully, without blocking a thread.
  ///
  /// The call also waits on a non-blocking socket.
  ///
  /// - Throws: ``SCTPError`` with the errors of the blocking form, and with
  ///   - ECANCELED if the task is canceled; every association was aborted;
  ///   - EMFILE or ENFILE if no descriptor is free when the first waiting task of the process starts the reactor, and
  ///     ENOSPC, ENOMEM or EAGAIN if the kernel has no watch, memory or thread left for the wait; every
  ///     association was aborted.
  @discardableResult
  public func stop(timeout: Duration) async throws(SCTPError) -> [SCTPAssociationID] {
    let deadline = Deadline(after: timeout)
    try stopListening()
    do throws(SCTPError) {
      while case let targets = try requestEndOfAll(with: csctp_SCTP_EOF), !targets.isEmpty {
        for target in targets { try await waitUntilDown(target, until: deadline) }
      }
    } catch {
      return try abortRemaining(after: error)
    }
    return []
  }
}

extension SCTPSocket {
  /// Requests the end of an association, or of all associations, with a flag of sendmsg(2).
  ///
  /// Returns the associations that have not ended yet.
  @discardableResult
  func requestEnd(
    of association: SCTPAssociationID, with flag: UInt16, reason: [UInt8] = []
  ) throws(SCTPError) -> [SCTPAssociationID] {
    if association == .all { return try requestEndOfAll(with: flag, reason: reason) }
    try requireUnreserved(association, "sendmsg")
    try requestEnd(with: flag, reason: reason, on: association)
    return [association]
  }

  /// Requests the end of each association.
  ///
  /// With `SCTP_SENDALL`, the kernel would skip the associations that are being set up or shut down.
  private func requestEndOfAll(with flag: UInt16, reason: [UInt8] = []) throws(SCTPError) -> [SCTPAssociationID] {
    var targets: [SCTPAssociationID] = []
    for target in try associations() {
      do throws(SCTPError) {
        try requestEnd(with: flag, reason: reason, on: target)
        targets.append(target)
      } catch {
        switch error.code {
        // The association is already being shut down.
        case .socketShutdown: targets.append(target)
        // The association has ended in the meantime.
        case .brokenPipe: break
        default: throw error
        }
      }
    }
    return targets
  }

  private func waitUntilDown(
    _ association: SCTPAssociationID, until deadline: Deadline, isNonBlocking: Bool
  ) throws(SCTPError) {
    try attributingErrors(to: association) { () throws(SCTPError) in
      try gate.withDescriptor("shutdown") { descriptor throws(SCTPError) in
        if isNonBlocking, try !isDown(association, descriptor) {
          throw SCTPError(.resourceTemporarilyUnavailable, in: "shutdown")
        }
        try wait(for: association, on: descriptor, in: "shutdown", until: deadline) { () throws(SCTPError) in
          try isDown(association, descriptor)
        }
      }
    }
  }

  private func waitUntilDown(_ association: SCTPAssociationID, until deadline: Deadline) throws(SCTPError) {
    try waitUntilDown(association, until: deadline, isNonBlocking: isNonBlocking)
  }

  private func waitUntilDown(_ association: SCTPAssociationID, until deadline: Deadline) async throws(SCTPError) {
    do throws(SCTPError) {
      try await wait(for: association, in: "shutdown", until: deadline) { descriptor throws(SCTPError) in
        try isDown(association, descriptor)
      }
    } catch {
      throw error.concerning(association)
    }
  }

  private func stopListening() throws(SCTPError) {
    // The kernel rejects a backlog of 0 if the socket does not listen but has associations.
    if try gate.withDescriptor("listen", { DescriptorProbe.isListening($0) }) { try listen(backlog: 0) }
  }

  /// Aborts the remaining associations after the wait has failed; only the end of the time is not an error of the call.
  private func abortRemaining(after error: SCTPError) throws(SCTPError) -> [SCTPAssociationID] {
    let aborted = try requestEndOfAll(with: csctp_SCTP_ABORT)
    if error.reason == .timeout { return aborted }
    throw error
  }
}
#endif
