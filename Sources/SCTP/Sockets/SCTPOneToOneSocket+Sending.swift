#if os(Linux)
extension SCTPOneToOneSocket {
  /// Sends a message.
  ///
  /// The message is sent whole or not at all. The call waits for space in the send buffer, unless the socket is
  /// non-blocking.
  ///
  /// - Parameters:
  ///   - payload: The message: at least 1 byte, and at most as long as the send buffer.
  ///   - options: The stream, the payload protocol, and other properties of the message.
  ///   - timeout: The time to wait for space; nil for no limit.
  /// - Throws: ``SCTPError`` with
  ///   - EPIPE if the association has ended, or the socket has no association;
  ///   - ESHUTDOWN (`Errno.socketShutdown`) if the association is being shut down;
  ///   - EMSGSIZE if the message is longer than the send buffer, or does not fit into one packet and
  ///     ``SCTPSocketOption/fragmentationDisabled`` is on;
  ///   - EINVAL for an empty message, or a stream that the association does not have;
  ///   - EAGAIN if the socket is non-blocking and the call would block;
  ///   - EMFILE or ENFILE if the call must wait and no descriptor is free;
  ///   - ETIMEDOUT if `timeout` expires;
  ///   - EBADF if the socket is closed before or during the call.
  ///
  /// The corresponding C function is `sendmsg(2)`. See RFC 6458, section 4.1.8.
  @available(
    *, noasync,
    message: "This form blocks its thread. Call the async form from an async function, not from top-level code."
  )
  public func send(
    _ payload: RawSpan, options: SCTPSendOptions = .init(), timeout: Duration? = nil
  ) throws(SCTPError) {
    try transmit(payload, OutgoingMessage(options), timeout: timeout)
  }

  /// Sends a message without blocking a thread.
  ///
  /// The call also waits on a non-blocking socket.
  ///
  /// - Throws: ``SCTPError`` with the errors of the blocking form except EAGAIN, and with
  ///   - ECANCELED if the task is canceled;
  ///   - EMFILE or ENFILE if no descriptor is free when the first waiting task of the process starts the reactor;
  ///   - ENOSPC, ENOMEM or EAGAIN if the kernel has no watch, memory or thread left for the wait.
  public func send(
    _ payload: RawSpan, options: SCTPSendOptions = .init(), timeout: Duration? = nil
  ) async throws(SCTPError) {
    try await transmit(payload, OutgoingMessage(options), timeout: timeout)
  }

  /// Sends a message.
  ///
  /// This form differs from the one with a `RawSpan` only in the type of the payload.
  @available(
    *, noasync,
    message: "This form blocks its thread. Call the async form from an async function, not from top-level code."
  )
  public func send(
    _ payload: [UInt8], options: SCTPSendOptions = .init(), timeout: Duration? = nil
  ) throws(SCTPError) {
    try send(unsafe payload.span.bytes, options: options, timeout: timeout)
  }

  /// Sends a message without blocking a thread.
  ///
  /// This form differs from the one with a `RawSpan` only in the type of the payload.
  public func send(
    _ payload: [UInt8], options: SCTPSendOptions = .init(), timeout: Duration? = nil
  ) async throws(SCTPError) {
    try await transmit(unsafe payload.span.bytes, OutgoingMessage(options), timeout: timeout)
  }

  /// Sends a message.
  ///
  /// This form differs from the one with a `RawSpan` only in the type of the payload.
  @available(
    *, noasync,
    message: "This form blocks its thread. Call the async form from an async function, not from top-level code."
  )
  public func send(
    _ payload: Span<UInt8>, options: SCTPSendOptions = .init(), timeout: Duration? = nil
  ) throws(SCTPError) {
    try send(unsafe payload.bytes, options: options, timeout: timeout)
  }

  /// Sends a message without blocking a thread.
  ///
  /// This form differs from the one with a `RawSpan` only in the type of the payload.
  public func send(
    _ payload: Span<UInt8>, options: SCTPSendOptions = .init(), timeout: Duration? = nil
  ) async throws(SCTPError) {
    try await transmit(unsafe payload.bytes, OutgoingMessage(options), timeout: timeout)
  }
}
#endif
