#if os(Linux)
// The forms for each destination differ in the type of the payload, and in whether they block.

extension SCTPSocket {
  /// Sends a message to an address, and sets up an association first if necessary.
  ///
  /// The message is sent whole or not at all. The call waits for space in the send buffer, unless the socket is
  /// non-blocking.
  ///
  /// - Parameters:
  ///   - payload: The message: at least 1 byte, and at most as long as the send buffer.
  ///   - address: An address of the peer.
  ///   - options: The stream, the payload protocol, and other properties of the message.
  ///   - timeout: The time to wait for space; nil for no limit.
  /// - Throws: ``SCTPError`` with
  ///   - EMSGSIZE if the message is longer than the send buffer, or does not fit into one packet and
  ///     ``SCTPSocketOption/fragmentationDisabled`` is on;
  ///   - EINVAL for an empty message, a stream that the association does not have, or an address family that the socket
  ///     does not support;
  ///   - EADDRNOTAVAIL for the address of an association that was peeled off;
  ///   - EAGAIN if the socket is non-blocking and the call would block;
  ///   - EMFILE or ENFILE if the call must wait and no descriptor is free;
  ///   - ETIMEDOUT if `timeout` expires;
  ///   - EBADF if the socket is closed before or during the call.
  ///
  /// The corresponding C function is `sendmsg(2)`. See RFC 6458, section 3.1.4.
  @available(
    *, noasync,
    message: "This form blocks its thread. Call the async form from an async function, not from top-level code."
  )
  public func send(
    _ payload: RawSpan, to address: SCTPAddress, options: SCTPSendOptions = .init(), timeout: Duration? = nil
  ) throws(SCTPError) {
    try transmit(payload, OutgoingMessage(to: address, options), timeout: timeout)
  }

  /// Sends a message to an address without blocking a thread, and sets up an association first if necessary.
  ///
  /// The call also waits on a non-blocking socket.
  ///
  /// - Throws: ``SCTPError`` with the errors of the blocking form except EAGAIN, and with
  ///   - ECANCELED if the task is canceled;
  ///   - EMFILE or ENFILE if no descriptor is free when the first waiting task of the process starts the reactor;
  ///   - ENOSPC, ENOMEM or EAGAIN if the kernel has no watch, memory or thread left for the wait.
  public func send(
    _ payload: RawSpan, to address: SCTPAddress, options: SCTPSendOptions = .init(), timeout: Duration? = nil
  ) async throws(SCTPError) {
    try await transmit(payload, OutgoingMessage(to: address, options), timeout: timeout)
  }

  /// Sends a message to an address, and sets up an association first if necessary.
  ///
  /// This form differs from the one with a `RawSpan` only in the type of the payload.
  @available(
    *, noasync,
    message: "This form blocks its thread. Call the async form from an async function, not from top-level code."
  )
  public func send(
    _ payload: [UInt8], to address: SCTPAddress, options: SCTPSendOptions = .init(), timeout: Duration? = nil
  ) throws(SCTPError) {
    try send(unsafe payload.span.bytes, to: address, options: options, timeout: timeout)
  }

  /// Sends a message to an address without blocking a thread, and sets up an association first if necessary.
  ///
  /// This form differs from the one with a `RawSpan` only in the type of the payload.
  public func send(
    _ payload: [UInt8], to address: SCTPAddress, options: SCTPSendOptions = .init(), timeout: Duration? = nil
  ) async throws(SCTPError) {
    try await send(unsafe payload.span.bytes, to: address, options: options, timeout: timeout)
  }

  /// Sends a message to an address, and sets up an association first if necessary.
  ///
  /// This form differs from the one with a `RawSpan` only in the type of the payload.
  @available(
    *, noasync,
    message: "This form blocks its thread. Call the async form from an async function, not from top-level code."
  )
  public func send(
    _ payload: Span<UInt8>, to address: SCTPAddress, options: SCTPSendOptions = .init(), timeout: Duration? = nil
  ) throws(SCTPError) {
    try send(unsafe payload.bytes, to: address, options: options, timeout: timeout)
  }

  /// Sends a message to an address without blocking a thread, and sets up an association first if necessary.
  ///
  /// This form differs from the one with a `RawSpan` only in the type of the payload.
  public func send(
    _ payload: Span<UInt8>, to address: SCTPAddress, options: SCTPSendOptions = .init(), timeout: Duration? = nil
  ) async throws(SCTPError) {
    try await send(unsafe payload.bytes, to: address, options: options, timeout: timeout)
  }
}

extension SCTPSocket {
  /// Sends a message on an association, or with `.all` on each association that is up.
  ///
  /// On an association, the message is sent whole or not at all. The call waits for space in the send buffer, unless the
  /// socket is non-blocking.
  ///
  /// With `.all`, the call skips associations that are being set up, are being shut down, or end. If one has no space or
  /// fails otherwise, the message is still sent on the others. A call that throws may therefore have sent the message on
  /// some associations, and a repetition would send it there again. If ``SCTPError/association`` is not nil, the message
  /// was not sent on this one.
  ///
  /// - Parameters:
  ///   - payload: The message: at least 1 byte, and at most as long as the send buffer.
  ///   - association: The association, or `.all`.
  ///   - options: The stream, the payload protocol, and other properties of the message.
  ///   - timeout: The time to wait for space; nil for no limit.
  /// - Throws: ``SCTPError`` with
  ///   - EPIPE if the socket has no such association, or if it was peeled off during the call; ``SCTPError/reason``
  ///     distinguishes the causes;
  ///   - ESHUTDOWN (`Errno.socketShutdown`) if the association is being shut down;
  ///   - EMSGSIZE if the message is longer than the send buffer, or does not fit into one packet and
  ///     ``SCTPSocketOption/fragmentationDisabled`` is on;
  ///   - EINVAL for an empty message, a reserved identifier, or a stream that the association does not have;
  ///   - EAGAIN if the socket is non-blocking and the call would block;
  ///   - EMFILE or ENFILE if the call must wait and no descriptor is free;
  ///   - ETIMEDOUT if `timeout` expires;
  ///   - EBADF if the socket is closed before or during the call.
  ///
  /// The corresponding C function is `sendmsg(2)`. See RFC 6458, section 3.1.4. The call does not use `SCTP_SENDALL`,
  /// because the kernel does not report on which associations it has sent the message. With `.all`, the call reads the
  /// associations (`SCTP_GET_ASSOC_ID_LIST`) and the state of each one (`SCTP_STATUS`), whose errors it also throws.
  @available(
    *, noasync,
    message: "This form blocks its thread. Call the async form from an async function, not from top-level code."
  )
  public func send(
    _ payload: RawSpan, on association: SCTPAssociationID, options: SCTPSendOptions = .init(), timeout: Duration? = nil
  ) throws(SCTPError) {
    if association == .all { return try transmitToAll(payload, options, timeout: timeout) }
    try requireUnreserved(association, "sendmsg")
    try transmit(payload, OutgoingMessage(on: association, options), timeout: timeout)
  }

  /// Sends a message on an association, or with `.all` on each association that is up, without blocking a thread.
  ///
  /// The call also waits on a non-blocking socket.
  ///
  /// - Throws: ``SCTPError`` with the errors of the blocking form except EAGAIN, and with
  ///   - ECANCELED if the task is canceled;
  ///   - EMFILE or ENFILE if no descriptor is free when the first waiting task of the process starts the reactor;
  ///   - ENOSPC, ENOMEM or EAGAIN if the kernel has no watch, memory or thread left for the wait.
  public func send(
    _ payload: RawSpan, on association: SCTPAssociationID, options: SCTPSendOptions = .init(), timeout: Duration? = nil
  ) async throws(SCTPError) {
    if association == .all { return try await transmitToAll(payload, options, timeout: timeout) }
    try requireUnreserved(association, "sendmsg")
    try await transmit(payload, OutgoingMessage(on: association, options), timeout: timeout)
  }

  /// Sends a message on an association, or with `.all` on each association that is up.
  ///
  /// This form differs from the one with a `RawSpan` only in the type of the payload.
  @available(
    *, noasync,
    message: "This form blocks its thread. Call the async form from an async function, not from top-level code."
  )
  public func send(
    _ payload: [UInt8], on association: SCTPAssociationID, options: SCTPSendOptions = .init(), timeout: Duration? = nil
  ) throws(SCTPError) {
    try send(unsafe payload.span.bytes, on: association, options: options, timeout: timeout)
  }

  /// Sends a message on an association, or with `.all` on each association that is up, without blocking a thread.
  ///
  /// This form differs from the one with a `RawSpan` only in the type of the payload.
  public func send(
    _ payload: [UInt8], on association: SCTPAssociationID, options: SCTPSendOptions = .init(), timeout: Duration? = nil
  ) async throws(SCTPError) {
    try await send(unsafe payload.span.bytes, on: association, options: options, timeout: timeout)
  }

  /// Sends a message on an association, or with `.all` on each association that is up.
  ///
  /// This form differs from the one with a `RawSpan` only in the type of the payload.
  @available(
    *, noasync,
    message: "This form blocks its thread. Call the async form from an async function, not from top-level code."
  )
  public func send(
    _ payload: Span<UInt8>, on association: SCTPAssociationID, options: SCTPSendOptions = .init(),
    timeout: Duration? = nil
  ) throws(SCTPError) {
    try send(unsafe payload.bytes, on: association, options: options, timeout: timeout)
  }

  /// Sends a message on an association, or with `.all` on each association that is up, without blocking a thread.
  ///
  /// This form differs from the one with a `RawSpan` only in the type of the payload.
  public func send(
    _ payload: Span<UInt8>, on association: SCTPAssociationID, options: SCTPSendOptions = .init(),
    timeout: Duration? = nil
  ) async throws(SCTPError) {
    try await send(unsafe payload.bytes, on: association, options: options, timeout: timeout)
  }
}
#endif
