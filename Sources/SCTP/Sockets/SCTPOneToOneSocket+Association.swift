#if os(Linux)
internal import CSCTP

// Setting up and ending the association of a one-to-one socket.

extension SCTPOneToOneSocket {
  /// Sets up the association, and waits until it is up.
  ///
  /// On a non-blocking socket, the call returns immediately; the association is up when the socket becomes writable.
  ///
  /// - Parameters:
  ///   - addresses: One or more addresses of the peer, all with the same port.
  ///   - timeout: The time to wait; nil for the time that ``SCTPSocketOption/initialMessage`` allows.
  /// - Returns: The association.
  /// - Throws: ``SCTPError``. EISCONN, EALREADY and EINVAL leave the socket unchanged. After any other error, close the
  ///   socket: the setup was abandoned, or an association that had just come up is shut down. The errors are:
  ///   - ECONNREFUSED if the peer refuses the association or does not respond;
  ///   - ENOPROTOOPT if the peer's host reports by ICMP that it has no SCTP;
  ///   - ECONNRESET if the peer aborts the association;
  ///   - ETIMEDOUT if the peer does not respond, or `timeout` expires;
  ///   - EISCONN or EALREADY if the socket has an association, or one is being set up;
  ///   - EMFILE or ENFILE if the call must wait and no descriptor is free;
  ///   - EINVAL for an empty list, different ports, or an address family that the socket does not support;
  ///   - EBADF if the socket is closed before or during the call.
  ///
  /// The corresponding C function is `sctp_connectx(3)`. See RFC 6458, section 9.9.
  @available(
    *, noasync,
    message: "This form blocks its thread. Call the async form from an async function, not from top-level code."
  )
  @discardableResult
  public func connect(
    to addresses: [SCTPAddress], timeout: Duration? = nil
  ) throws(SCTPError) -> SCTPAssociationID {
    let deadline = Deadline(after: timeout)
    return try gate.withDescriptor("sctp_connectx") { descriptor throws(SCTPError) in
      let association = try beginAssociation(descriptor, to: addresses)
      if isNonBlocking { return association }
      do throws(SCTPError) {
        try waitUntilUp(descriptor, until: deadline)
      } catch {
        abandonSetup(descriptor, because: error)
        throw error.concerning(addresses)
      }
      return association
    }
  }

  /// Sets up the association, and waits until it is up, without blocking a thread.
  ///
  /// The call also waits on a non-blocking socket.
  ///
  /// - Throws: ``SCTPError`` with the errors of the blocking form, and with
  ///   - ECANCELED if the task is canceled;
  ///   - EMFILE or ENFILE if no descriptor is free when the first waiting task of the process starts the reactor;
  ///   - ENOSPC, ENOMEM or EAGAIN if the kernel has no watch, memory or thread left for the wait.
  @discardableResult
  public func connect(
    to addresses: [SCTPAddress], timeout: Duration? = nil
  ) async throws(SCTPError) -> SCTPAssociationID {
    try Self.throwIfCancelled("sctp_connectx")
    let deadline = Deadline(after: timeout)
    let association = try gate.withDescriptor("sctp_connectx") { descriptor throws(SCTPError) in
      try beginAssociation(descriptor, to: addresses)
    }
    do throws(SCTPError) {
      try await repeatUntilDone(for: .change(.input), in: "sctp_connectx", until: deadline) {
        descriptor throws(SCTPError) in
        try isUp(descriptor) ? .done(()) : .notYet(isReported: false)
      }
    } catch {
      _ = try? gate.withDescriptor("shutdown") { abandonSetup($0, because: error) }
      throw error.concerning(addresses)
    }
    return association
  }

  /// Sets up the association with a peer that has one address, and waits until it is up.
  ///
  /// The call is the same as `connect(to:timeout:)` with a list of one address.
  @available(
    *, noasync,
    message: "This form blocks its thread. Call the async form from an async function, not from top-level code."
  )
  @discardableResult
  public func connect(
    to address: SCTPAddress, timeout: Duration? = nil
  ) throws(SCTPError) -> SCTPAssociationID {
    try connect(to: [address], timeout: timeout)
  }

  /// Sets up the association with a peer that has one address, and waits until it is up, without blocking a thread.
  ///
  /// The call is the same as `connect(to:timeout:)` with a list of one address.
  @discardableResult
  public func connect(
    to address: SCTPAddress, timeout: Duration? = nil
  ) async throws(SCTPError) -> SCTPAssociationID {
    try await connect(to: [address], timeout: timeout)
  }

  func beginAssociation(
    _ descriptor: CInt, to addresses: [SCTPAddress]
  ) throws(SCTPError) -> SCTPAssociationID {
    let association = try beginConnecting(descriptor, to: addresses)
    gate.withLock { state in
      state.inbox.beginSetup(of: association)
      // This call does not wait, so it cannot know whether the association comes up.
      state.hasHadAssociation = true
    }
    return association
  }

  /// Ends the association that a failed `connect` began.
  func abandonSetup(_ descriptor: CInt, because error: SCTPError) {
    // shutdown(2) releases an association that is not up yet.
    _ = csctp_shutdown_write(descriptor)
    gate.withLock { $0.hasHadAssociation = error.reason == .endedAssociation }
  }

  /// Starts to shut down the association gracefully.
  ///
  /// The peer receives every message that was sent before, and this side can still receive the peer's messages. The
  /// call does not wait. When the association is down, `receive` returns nil. To wait until then, call
  /// `shutdownAndWait(timeout:)`. If the association has ended or is being shut down, the call does nothing.
  ///
  /// - Throws: ``SCTPError`` with
  ///   - ENOTCONN if the socket never had an association;
  ///   - EBADF if the socket is closed.
  ///
  /// The corresponding C call is `shutdown(2)` with `SHUT_WR`. On a peeled-off socket, where `shutdown(2)` does
  /// nothing, it is `sendmsg(2)` with `SCTP_EOF`. See RFC 6458, section 4.1.7.
  public func shutdown() throws(SCTPError) {
    try beginShutdown()
  }

  /// Shuts down the association gracefully, and waits until it is down.
  ///
  /// The peer receives every message that was sent before. This side can still receive the peer's messages. `receive`
  /// also reports whether the association was lost instead.
  ///
  /// - Parameter timeout: The time to wait; nil for no limit.
  /// - Throws: ``SCTPError`` with
  ///   - ENOTCONN if the socket never had an association;
  ///   - ETIMEDOUT if `timeout` expires; the shutdown continues;
  ///   - EAGAIN if the socket is non-blocking and the association is not down yet; the shutdown continues;
  ///   - EMFILE or ENFILE if the call must wait and no descriptor is free; the shutdown continues;
  ///   - EBADF if the socket is closed before or during the call.
  ///
  /// The corresponding C call is `shutdown(2)` with `SHUT_WR`. On a peeled-off socket, where `shutdown(2)` does
  /// nothing, it is `sendmsg(2)` with `SCTP_EOF`. See RFC 6458, section 4.1.7.
  @available(
    *, noasync,
    message: "This form blocks its thread. Call the async form from an async function, not from top-level code."
  )
  public func shutdownAndWait(timeout: Duration? = nil) throws(SCTPError) {
    let deadline = Deadline(after: timeout)
    try beginShutdown()
    try gate.withDescriptor("shutdown") { descriptor throws(SCTPError) in
      if try isDown(.future, descriptor) { return }
      if isNonBlocking { throw SCTPError(.resourceTemporarilyUnavailable, in: "shutdown") }
      try gate.waitForChanges(of: descriptor, until: deadline, in: "shutdown") { () throws(SCTPError) in
        try isDown(.future, descriptor) ? () : nil
      }
    }
  }

  /// Shuts down the association gracefully, and waits until it is down, without blocking a thread.
  ///
  /// The call also waits on a non-blocking socket.
  ///
  /// - Throws: ``SCTPError`` with the errors of the blocking form except EAGAIN, and with
  ///   - ECANCELED if the task is canceled; the shutdown continues;
  ///   - EMFILE or ENFILE if no descriptor is free when the first waiting task of the process starts the reactor;
  ///   - ENOSPC, ENOMEM or EAGAIN if the kernel has no watch, memory or thread left for the wait.
  public func shutdownAndWait(timeout: Duration? = nil) async throws(SCTPError) {
    let deadline = Deadline(after: timeout)
    try beginShutdown()
    try await repeatUntilDone(for: .change(.input), in: "shutdown", until: deadline) { descriptor throws(SCTPError) in
      try isDown(.future, descriptor) ? .done(()) : .notYet(isReported: false)
    }
  }

  func beginShutdown() throws(SCTPError) {
    do throws(SCTPError) {
      if isStream {
        try gate.withDescriptor("shutdown") { descriptor throws(SCTPError) in
          try check("shutdown") { csctp_shutdown_write(descriptor) }
        }
      } else {
        try requestEnd(with: csctp_SCTP_EOF, on: nil)
      }
    } catch {
      let isEnded = [.socketNotConnected, .brokenPipe, .socketShutdown].contains(error.code)
      guard isEnded, error.reason != .wrongStyle else { throw error }
      // The association has ended or is being shut down, so nothing is left to do.
      if gate.withLock({ $0.hasHadAssociation }) { return }
      throw SCTPError(.socketNotConnected, in: error.operation, because: .notConnected)
    }
  }

  /// Aborts the association with an ABORT chunk, and closes the socket.
  ///
  /// The kernel discards unacknowledged messages.
  ///
  /// - Parameter reason: Bytes that the peer receives in ``SCTPAssociationChange/abortReason``. Only a peeled-off
  ///   socket can send them. At most 65,492 bytes fit into an IPv4 packet. If packets are encapsulated in UDP or ABORT
  ///   chunks are authenticated, use at most 65,444 bytes: the kernel silently discards a packet that is too long.
  /// - Throws: ``SCTPError``. EOPNOTSUPP and EMSGSIZE leave the socket and its association unchanged. After the other
  ///   errors, the socket is closed. The errors are:
  ///   - EOPNOTSUPP for a reason on a connected or accepted socket;
  ///   - EMSGSIZE and the reason ``SCTPError/Reason/abortReasonTooLong`` for a reason of more than 65,492 bytes;
  ///   - EPIPE if the association of a peeled-off socket has ended;
  ///   - EBADF if the socket is closed.
  ///
  /// The corresponding C call is `close(2)` after `SO_LINGER` with a time of 0, or on a peeled-off socket `sendmsg(2)`
  /// with `SCTP_ABORT`. See RFC 6458, sections 4.1.7 and 5.3.4.
  public func abort(reason: [UInt8] = []) throws(SCTPError) {
    if isStream {
      guard reason.isEmpty else {
        throw SCTPError(.notSupportedOnSocket, in: "sendmsg", because: .abortReasonUnsupported)
      }
      try gate.withDescriptor("setsockopt(SO_LINGER)") { descriptor throws(SCTPError) in
        try SCTPSocketOption.linger.write(descriptor, .zero)
      }
    } else {
      do throws(SCTPError) {
        try requestEnd(with: csctp_SCTP_ABORT, reason: reason, on: nil)
      } catch let error where error.reason == .abortReasonTooLong {
        throw error
      } catch {
        try? close()
        throw error
      }
    }
    try close()
  }
}
#endif
