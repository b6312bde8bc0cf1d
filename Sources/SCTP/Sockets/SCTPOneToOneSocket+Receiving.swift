#if os(Linux)
extension SCTPOneToOneSocket {
  /// Receives a whole message, or a notification to which the caller subscribed.
  ///
  /// The call waits until one arrives, unless the socket is non-blocking.
  ///
  /// When the peer shuts down while it has not yet acknowledged all messages of this socket, a connected or accepted
  /// socket returns nil before it returns the notification of the end. Later calls return that notification.
  ///
  /// - Parameter timeout: The time to wait; nil for no limit.
  /// - Returns: The message or the notification; nil when the association has ended gracefully.
  /// - Throws: ``SCTPError`` with
  ///   - ECONNRESET if the peer aborted the association, or ECONNABORTED if it did so before the socket was accepted;
  ///   - ETIMEDOUT and the reason ``SCTPError/Reason/endedAssociation`` if the peer no longer responds;
  ///   - ETIMEDOUT and the reason ``SCTPError/Reason/timeout`` if `timeout` expires;
  ///   - EMSGSIZE for a message that exceeds ``SCTPEndpoint/maximumMessageSize`` or
  ///     ``SCTPEndpoint/maximumReassemblySize``;
  ///   - ENOTCONN if the socket was never connected;
  ///   - EAGAIN if the socket is non-blocking and the call would block;
  ///   - EMFILE or ENFILE if the call must wait and no descriptor is free;
  ///   - EBUSY if `receive(into:)` has delivered a part of a message;
  ///   - EBADF if the socket is closed before or during the call.
  ///
  /// The corresponding C function is `recvmsg(2)`. See RFC 6458, section 4.1.8.
  @available(
    *, noasync,
    message: "This form blocks its thread. Call the async form from an async function, not from top-level code."
  )
  public func receive(timeout: Duration? = nil) throws(SCTPError) -> SCTPReceived? {
    try receiveWhole(timeout: timeout)
  }

  /// Receives a whole message or a notification without blocking a thread.
  ///
  /// If several tasks wait, each message is delivered to one of them.
  ///
  /// The call also waits on a non-blocking socket.
  ///
  /// - Throws: ``SCTPError`` with the errors of the blocking form except EAGAIN, and with
  ///   - ECANCELED if the task is canceled;
  ///   - EMFILE or ENFILE if no descriptor is free when the first waiting task of the process starts the reactor;
  ///   - ENOSPC, ENOMEM or EAGAIN if the kernel has no watch, memory or thread left for the wait.
  public func receive(timeout: Duration? = nil) async throws(SCTPError) -> SCTPReceived? {
    try await receiveWhole(timeout: timeout)
  }

  /// Receives a message, a notification, or a part of one into a buffer, without allocating memory.
  ///
  /// The call appends the bytes to `buffer`. ``SCTPReceiveInfo/isEndOfMessage`` reports whether they are the last part
  /// of the message, and ``SCTPReceiveInfo/isNotification`` whether they belong to a notification. ``SCTPNotification``
  /// parses the bytes of a notification. All parts of a message must be received with the same form of `receive`.
  ///
  /// - Parameters:
  ///   - buffer: The buffer, with free space for at least 24 bytes.
  ///   - timeout: The time to wait; nil for no limit.
  /// - Returns: The receive information of the bytes; nil when the association has ended gracefully.
  /// - Throws: ``SCTPError`` with EINVAL if the buffer has too little space, with EBUSY if `receive()` is
  ///   reassembling a message, and with the other errors of `receive(timeout:)`.
  ///
  /// The corresponding C function is `recvmsg(2)`. See RFC 6458, section 4.1.8.
  @available(
    *, noasync,
    message: "This form blocks its thread. Call the async form from an async function, not from top-level code."
  )
  public func receive(
    into buffer: inout OutputRawSpan, timeout: Duration? = nil
  ) throws(SCTPError) -> SCTPReceiveInfo? {
    try receivePart(into: &buffer, timeout: timeout)
  }

  /// Receives a message, a notification, or a part of one into a buffer without blocking a thread.
  ///
  /// The call also waits on a non-blocking socket.
  ///
  /// - Throws: ``SCTPError`` with the errors of the blocking form except EAGAIN, and with
  ///   - ECANCELED if the task is canceled;
  ///   - EMFILE or ENFILE if no descriptor is free when the first waiting task of the process starts the reactor;
  ///   - ENOSPC, ENOMEM or EAGAIN if the kernel has no watch, memory or thread left for the wait.
  public func receive(
    into buffer: inout OutputRawSpan, timeout: Duration? = nil
  ) async throws(SCTPError) -> SCTPReceiveInfo? {
    try await receivePart(into: &buffer, timeout: timeout)
  }

  /// Receives as many queued messages, notifications, and parts of them as fit, without allocating memory.
  ///
  /// The call waits for the first of them, unless the socket is non-blocking.
  /// All parts of a message must be received with the same form of `receive`. This form counts as
  /// `receive(into:timeout:)` with a buffer.
  ///
  /// - Parameters:
  ///   - batch: The batch, whose contents are replaced.
  ///   - timeout: The time to wait for the first; nil for no limit.
  /// - Returns: The number of messages, notifications and parts; 0 when the association has ended gracefully.
  /// - Throws: ``SCTPError`` with EBUSY if `receive()` is reassembling a message, and with the other errors of
  ///   `receive(timeout:)`.
  ///
  /// The corresponding C function is `recvmmsg(2)`. See RFC 6458, section 4.1.8.
  @available(
    *, noasync,
    message: "This form blocks its thread. Call the async form from an async function, not from top-level code."
  )
  @discardableResult
  public func receive(into batch: inout SCTPReceiveBatch, timeout: Duration? = nil) throws(SCTPError) -> Int {
    try receiveBatch(&batch, timeout: timeout)
    return batch.count
  }

  /// Receives as many queued messages, notifications, and parts of them as fit, without blocking a thread.
  ///
  /// The call also waits on a non-blocking socket.
  ///
  /// - Throws: ``SCTPError`` with the errors of the blocking form except EAGAIN, and with
  ///   - ECANCELED if the task is canceled;
  ///   - EMFILE or ENFILE if no descriptor is free when the first waiting task of the process starts the reactor;
  ///   - ENOSPC, ENOMEM or EAGAIN if the kernel has no watch, memory or thread left for the wait.
  @discardableResult
  public func receive(into batch: inout SCTPReceiveBatch, timeout: Duration? = nil) async throws(SCTPError) -> Int {
    try await receiveBatch(&batch, timeout: timeout)
    return batch.count
  }
}
#endif
