#if os(Linux)
internal import CSCTP

// Setting up the associations of a one-to-many socket.

extension SCTPSocket {
  /// Sets up an association, and waits until it is up.
  ///
  /// On a non-blocking socket, the call returns immediately. ``SCTPAssociationChange/State/communicationUp`` reports
  /// that the association is up.
  ///
  /// - Parameters:
  ///   - addresses: One or more addresses of the peer, all with the same port.
  ///   - timeout: The time to wait; nil for the time that ``SCTPSocketOption/initialMessage`` allows.
  /// - Returns: The association.
  /// - Throws: ``SCTPError`` with the following errors, after which no new association exists:
  ///   - ECONNREFUSED if the peer refuses or aborts the association, or does not respond;
  ///   - ETIMEDOUT if `timeout` expires;
  ///   - EISCONN or EALREADY if there is an association with the peer, or one is being set up;
  ///   - EADDRNOTAVAIL for the address of an association that was peeled off;
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
      let association = try beginConnecting(descriptor, to: addresses)
      if isNonBlocking { return association }
      do throws(SCTPError) {
        try wait(for: association, on: descriptor, in: "sctp_connectx", until: deadline) { () throws(SCTPError) in
          try isUp(association, descriptor)
        }
      } catch {
        abandonSetup(association, descriptor)
        throw error.concerning(addresses)
      }
      return association
    }
  }

  /// Sets up an association, and waits until it is up, without blocking a thread.
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
      try beginConnecting(descriptor, to: addresses)
    }
    do throws(SCTPError) {
      try await wait(for: association, in: "sctp_connectx", until: deadline) { descriptor throws(SCTPError) in
        try isUp(association, descriptor)
      }
    } catch {
      _ = try? gate.withDescriptor("sendmsg") { abandonSetup(association, $0) }
      throw error.concerning(addresses)
    }
    return association
  }

  /// Sets up an association with a peer that has one address, and waits until it is up.
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

  /// Sets up an association with a peer that has one address, and waits until it is up, without blocking a thread.
  ///
  /// The call is the same as `connect(to:timeout:)` with a list of one address.
  @discardableResult
  public func connect(
    to address: SCTPAddress, timeout: Duration? = nil
  ) async throws(SCTPError) -> SCTPAssociationID {
    try await connect(to: [address], timeout: timeout)
  }

  /// Aborts the association that a failed `connect` began.
  ///
  /// Otherwise the kernel would continue to set it up, and the next `connect` would fail with EALREADY or EISCONN.
  func abandonSetup(_ association: SCTPAssociationID, _ descriptor: CInt) {
    var message = OutgoingMessage(on: association)
    message.raw.info.snd_flags |= csctp_SCTP_ABORT
    _ = try? sendWithoutWaiting(unsafe [UInt8]().span.bytes, message, [], descriptor)
  }
}
#endif
