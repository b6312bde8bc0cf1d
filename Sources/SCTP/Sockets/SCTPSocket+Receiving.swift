#if os(Linux)
extension SCTPSocket {
  /// Receives a whole message, or a notification to which the caller subscribed.
  ///
  /// The call waits until one arrives, unless the socket is non-blocking.
  ///
  /// - Parameter timeout: The time to wait; nil for no limit.
  /// - Returns: The message or the notification.
  /// - Throws: ``SCTPError`` with the following errors, of which only EMSGSIZE discards a message:
  ///   - EMSGSIZE for a message that exceeds ``SCTPEndpoint/maximumMessageSize`` or
  ///     ``SCTPEndpoint/maximumReassemblySize``;
  ///   - ENOTCONN if the socket has no association and does not listen;
  ///   - EAGAIN if the socket is non-blocking and the call would block;
  ///   - EMFILE or ENFILE if the call must wait and no descriptor is free;
  ///   - ETIMEDOUT if `timeout` expires;
  ///   - EBUSY if `receive(into:)` has delivered a part of a message;
  ///   - EBADF if the socket is closed before or during the call.
  ///
  /// The corresponding C function is `recvmsg(2)`. See RFC 6458, section 3.1.4.
  @available(
    *, noasync,
    message: "This form blocks its thread. Call the async form from an async function, not from top-level code."
  )
  public func receive(timeout: Duration? = nil) throws(SCTPError) -> SCTPReceived {
    guard let received = try receiveWhole(timeout: timeout) else { throw Self.endOfOneToOneDescriptor }
    return received
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
  public func receive(timeout: Duration? = nil) async throws(SCTPError) -> SCTPReceived {
    guard let received = try await receiveWhole(timeout: timeout) else { throw Self.endOfOneToOneDescriptor }
    return received
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
  /// - Returns: The receive information of the bytes.
  /// - Throws: ``SCTPError`` with the following errors, none of which discards a message:
  ///   - EINVAL if the buffer has too little space;
  ///   - ENOTCONN if the socket has no association and does not listen;
  ///   - EAGAIN if the socket is non-blocking and the call would block;
  ///   - EMFILE or ENFILE if the call must wait and no descriptor is free;
  ///   - ETIMEDOUT if `timeout` expires;
  ///   - EBUSY if `receive()` is reassembling a message;
  ///   - EBADF if the socket is closed before or during the call.
  ///
  /// The corresponding C function is `recvmsg(2)`. See RFC 6458, section 3.1.4.
  @available(
    *, noasync,
    message: "This form blocks its thread. Call the async form from an async function, not from top-level code."
  )
  public func receive(
    into buffer: inout OutputRawSpan, timeout: Duration? = nil
  ) throws(SCTPError) -> SCTPReceiveInfo {
    guard let info = try receivePart(into: &buffer, timeout: timeout) else { throw Self.endOfOneToOneDescriptor }
    return info
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
  ) async throws(SCTPError) -> SCTPReceiveInfo {
    guard let info = try await receivePart(into: &buffer, timeout: timeout) else {
      throw Self.endOfOneToOneDescriptor
    }
    return info
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
  /// - Returns: The number of messages, notifications and parts: 1 or more.
  /// - Throws: ``SCTPError`` with the following errors, none of which discards a message:
  ///   - ENOTCONN if the socket has no association and does not listen;
  ///   - EAGAIN if the socket is non-blocking and the call would block;
  ///   - EMFILE or ENFILE if the call must wait and no descriptor is free;
  ///   - ETIMEDOUT if `timeout` expires;
  ///   - EBUSY if `receive()` is reassembling a message;
  ///   - EBADF if the socket is closed before or during the call.
  ///
  /// The corresponding C function is `recvmmsg(2)`. See RFC 6458, section 3.1.4.
  @available(
    *, noasync,
    message: "This form blocks its thread. Call the async form from an async function, not from top-level code."
  )
  @discardableResult
  public func receive(into batch: inout SCTPReceiveBatch, timeout: Duration? = nil) throws(SCTPError) -> Int {
    try receiveBatch(&batch, timeout: timeout)
    guard batch.count > 0 else { throw Self.endOfOneToOneDescriptor }
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
    guard batch.count > 0 else { throw Self.endOfOneToOneDescriptor }
    return batch.count
  }

  /// The error for the end of an association, which only an adopted one-to-one descriptor reports.
  static var endOfOneToOneDescriptor: SCTPError {
    SCTPError(.socketNotConnected, in: "recvmsg", because: .oneToOne)
  }
}
#endif
