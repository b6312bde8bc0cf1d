#if os(Linux)
extension SCTPSocket {
  /// Sends a message to an address, and first sets up an association if necessary.
  ///
  /// The message is sent whole or not at all. The call waits for space in the send buffer, unless the socket is
  /// non-blocking.
  ///
  /// - Parameters:
  ///   - payload: The message: 1 byte or more, and no longer than the send buffer.
  ///   - address: An address of the peer.
  ///   - options: How to send it.
  ///   - timeout: How long to wait for space; no limit if nil.
  /// - Throws: ``SCTPError`` with
  ///   - EMSGSIZE if the message is longer than the send buffer, or does not fit into one packet and
  ///     ``SCTPSocketOption/fragmentationDisabled`` is set;
  ///   - EINVAL for an empty message, or a stream that the association does not have;
  ///   - EADDRNOTAVAIL for the address of an association that was peeled off;
  ///   - EAGAIN if the socket is non-blocking and the call would block;
  ///   - EMFILE or ENFILE if the call must wait and no descriptor is free;
  ///   - ETIMEDOUT at the end of `timeout`;
  ///   - EBADF if the socket is closed, also while the call waits.
  ///
  /// The corresponding C function is `sendmsg(2)`. See RFC 6458, section 3.1.4.
  public func send(
    _ payload: RawSpan, to address: SCTPAddress, options: SCTPSendOptions = .init(), timeout: Duration? = nil
  ) throws(SCTPError) {
    try transmit(payload, OutgoingMessage(to: address, options), timeout: timeout)
  }

  /// Sends a message to an address without blocking a thread; first sets up an association if necessary.
  ///
  /// The call also waits on a non-blocking socket.
  ///
  /// - Throws: ``SCTPError`` as the blocking form, but never with EAGAIN, and with
  ///   - ECANCELED if the task is canceled;
  ///   - EMFILE or ENFILE if no descriptor is free when the first waiting task of the process starts the reactor.
  public func send(
    _ payload: RawSpan, to address: SCTPAddress, options: SCTPSendOptions = .init(), timeout: Duration? = nil
  ) async throws(SCTPError) {
    try await transmit(payload, OutgoingMessage(to: address, options), timeout: timeout)
  }

  /// Sends a message to an address, and first sets up an association if necessary.
  ///
  /// Like the form with a `RawSpan`.
  public func send(
    _ payload: [UInt8], to address: SCTPAddress, options: SCTPSendOptions = .init(), timeout: Duration? = nil
  ) throws(SCTPError) {
    try send(unsafe payload.span.bytes, to: address, options: options, timeout: timeout)
  }

  /// Sends a message to an address without blocking a thread; first sets up an association if necessary.
  ///
  /// Like the form with a `RawSpan`.
  public func send(
    _ payload: [UInt8], to address: SCTPAddress, options: SCTPSendOptions = .init(), timeout: Duration? = nil
  ) async throws(SCTPError) {
    try await send(unsafe payload.span.bytes, to: address, options: options, timeout: timeout)
  }

  /// Sends a message to a peer with several addresses, and first sets up an association if necessary.
  ///
  /// - Parameters:
  ///   - payload: The message: 1 byte or more, and no longer than the send buffer.
  ///   - addresses: One or more addresses of the peer, all with the same port.
  ///   - initialMessage: The parameters of the INIT chunk; the socket's ``SCTPSocketOption/initialMessage`` if nil.
  ///   - options: How to send it.
  ///   - timeout: How long to wait for space; no limit if nil.
  /// - Throws: ``SCTPError`` as `send(_:to:options:timeout:)`, and with
  ///   - EINVAL for an empty list or different ports;
  ///   - ENOBUFS and the reason ``SCTPError/Reason/tooManyAddresses`` for more addresses than the kernel accepts. The
  ///     sysctl `net.core.optmem_max` limits the memory for their control messages: a value of 20,480 allows about 850
  ///     IPv4 or 640 IPv6 addresses.
  ///
  /// The corresponding C call is `sendmsg(2)` with `SCTP_DSTADDRV4`, `SCTP_DSTADDRV6` and `SCTP_INIT`. See RFC 6458,
  /// sections 5.3.1, 5.3.9 and 5.3.10.
  public func send(
    _ payload: RawSpan, to addresses: [SCTPAddress], initialMessage: SCTPInitialMessage? = nil,
    options: SCTPSendOptions = .init(), timeout: Duration? = nil
  ) throws(SCTPError) {
    do throws(SCTPError) {
      let outgoing = try OutgoingMessage(to: addresses, options)
      let control = try ControlMessages(initialMessage, addresses).bytes
      try transmit(payload, outgoing, control, timeout: timeout)
    } catch {
      throw error.concerning(addresses)
    }
  }

  /// Sends a message to a peer with several addresses without blocking a thread; sets up an association first.
  ///
  /// The call also waits on a non-blocking socket.
  ///
  /// - Throws: ``SCTPError`` as the blocking form, but never with EAGAIN, and with
  ///   - ECANCELED if the task is canceled;
  ///   - EMFILE or ENFILE if no descriptor is free when the first waiting task of the process starts the reactor.
  public func send(
    _ payload: RawSpan, to addresses: [SCTPAddress], initialMessage: SCTPInitialMessage? = nil,
    options: SCTPSendOptions = .init(), timeout: Duration? = nil
  ) async throws(SCTPError) {
    do throws(SCTPError) {
      let outgoing = try OutgoingMessage(to: addresses, options)
      let control = try ControlMessages(initialMessage, addresses).bytes
      try await transmit(payload, outgoing, control, timeout: timeout)
    } catch {
      throw error.concerning(addresses)
    }
  }

  /// Sends a message on an association, or with `.all` on every one that the socket has (`SCTP_SENDALL`).
  ///
  /// The message is sent whole or not at all. The call waits for space in the send buffer, unless the socket is
  /// non-blocking.
  ///
  /// - Parameters:
  ///   - payload: The message: 1 byte or more, and no longer than the send buffer.
  ///   - association: The association.
  ///   - options: How to send it.
  ///   - timeout: How long to wait for space; no limit if nil.
  /// - Throws: ``SCTPError`` with
  ///   - EPIPE if the socket has no such association; the reason explains why;
  ///   - ESHUTDOWN (`Errno.socketShutdown`) if the association is being shut down;
  ///   - EMSGSIZE if the message is longer than the send buffer, or does not fit into one packet and
  ///     ``SCTPSocketOption/fragmentationDisabled`` is set;
  ///   - EINVAL for an empty message, a reserved identifier, or a stream that the association does not have;
  ///   - EAGAIN if the socket is non-blocking and the call would block;
  ///   - EMFILE or ENFILE if the call must wait and no descriptor is free;
  ///   - ETIMEDOUT at the end of `timeout`;
  ///   - EBADF if the socket is closed, also while the call waits.
  ///
  /// The corresponding C function is `sendmsg(2)`. See RFC 6458, section 3.1.4.
  public func send(
    _ payload: RawSpan, on association: SCTPAssociationID, options: SCTPSendOptions = .init(), timeout: Duration? = nil
  ) throws(SCTPError) {
    try requireUnreservedOrAll(association, "sendmsg")
    try transmit(payload, OutgoingMessage(on: association, options), timeout: timeout)
  }

  /// Sends a message on an association, or with `.all` on each of them, without blocking a thread.
  ///
  /// The call also waits on a non-blocking socket.
  ///
  /// - Throws: ``SCTPError`` as the blocking form, but never with EAGAIN, and with
  ///   - ECANCELED if the task is canceled;
  ///   - EMFILE or ENFILE if no descriptor is free when the first waiting task of the process starts the reactor.
  public func send(
    _ payload: RawSpan, on association: SCTPAssociationID, options: SCTPSendOptions = .init(), timeout: Duration? = nil
  ) async throws(SCTPError) {
    try requireUnreservedOrAll(association, "sendmsg")
    try await transmit(payload, OutgoingMessage(on: association, options), timeout: timeout)
  }

  /// Sends a message on an association.
  ///
  /// Like the form with a `RawSpan`.
  public func send(
    _ payload: [UInt8], on association: SCTPAssociationID, options: SCTPSendOptions = .init(),
    timeout: Duration? = nil
  ) throws(SCTPError) {
    try send(unsafe payload.span.bytes, on: association, options: options, timeout: timeout)
  }

  /// Sends a message on an association without blocking a thread.
  ///
  /// Like the form with a `RawSpan`.
  public func send(
    _ payload: [UInt8], on association: SCTPAssociationID, options: SCTPSendOptions = .init(),
    timeout: Duration? = nil
  ) async throws(SCTPError) {
    try await send(unsafe payload.span.bytes, on: association, options: options, timeout: timeout)
  }

  /// Receives a whole message, or a notification to which the caller subscribed.
  ///
  /// The call waits for one, unless the socket is non-blocking.
  ///
  /// - Parameter timeout: How long to wait; no limit if nil.
  /// - Returns: The message or the notification.
  /// - Throws: ``SCTPError``; of these errors, only EMSGSIZE discards a message:
  ///   - EMSGSIZE for a message that exceeds ``SCTPEndpoint/maximumMessageSize`` or
  ///     ``SCTPEndpoint/maximumReassemblySize``;
  ///   - ENOTCONN if the socket has no association and does not listen;
  ///   - EAGAIN if the socket is non-blocking and the call would block;
  ///   - EMFILE or ENFILE if the call must wait and no descriptor is free;
  ///   - ETIMEDOUT at the end of `timeout`;
  ///   - EBUSY if `receive(into:)` has delivered a part of a message;
  ///   - EBADF if the socket is closed, also while the call waits.
  ///
  /// The corresponding C function is `recvmsg(2)`. See RFC 6458, section 3.1.4.
  public func receive(timeout: Duration? = nil) throws(SCTPError) -> SCTPReceived {
    guard let received = try receiveWhole(timeout: timeout) else { throw Self.endOfOneToOneDescriptor }
    return received
  }

  /// Receives a whole message or a notification without blocking a thread.
  ///
  /// If several tasks wait, each message goes to one of them.
  ///
  /// The call also waits on a non-blocking socket.
  ///
  /// - Throws: ``SCTPError`` as the blocking form, but never with EAGAIN, and with
  ///   - ECANCELED if the task is canceled;
  ///   - EMFILE or ENFILE if no descriptor is free when the first waiting task of the process starts the reactor.
  public func receive(timeout: Duration? = nil) async throws(SCTPError) -> SCTPReceived {
    guard let received = try await receiveWhole(timeout: timeout) else { throw Self.endOfOneToOneDescriptor }
    return received
  }

  /// Receives a message, a notification or a part of one into a buffer, without an allocation.
  ///
  /// The bytes are appended to `buffer`. ``SCTPReceiveInfo/isEndOfMessage`` reports whether they are the last of their
  /// message, ``SCTPReceiveInfo/isNotification`` whether they are a notification; ``SCTPNotification/init(parsing:)``
  /// reads it.
  /// A message that was begun with one form of `receive` must be finished with the same form.
  ///
  /// - Parameters:
  ///   - buffer: The buffer, with free space for at least 24 bytes.
  ///   - timeout: How long to wait; no limit if nil.
  /// - Returns: The receive information of the bytes.
  /// - Throws: ``SCTPError``; none of these errors discards a message:
  ///   - EINVAL if the buffer has too little space;
  ///   - ENOTCONN if the socket has no association and does not listen;
  ///   - EAGAIN if the socket is non-blocking and the call would block;
  ///   - EMFILE or ENFILE if the call must wait and no descriptor is free;
  ///   - ETIMEDOUT at the end of `timeout`;
  ///   - EBUSY if `receive()` is reassembling a message;
  ///   - EBADF if the socket is closed, also while the call waits.
  ///
  /// The corresponding C function is `recvmsg(2)`. See RFC 6458, section 3.1.4.
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
  /// - Throws: ``SCTPError`` as the blocking form, but never with EAGAIN, and with
  ///   - ECANCELED if the task is canceled;
  ///   - EMFILE or ENFILE if no descriptor is free when the first waiting task of the process starts the reactor.
  public func receive(
    into buffer: inout OutputRawSpan, timeout: Duration? = nil
  ) async throws(SCTPError) -> SCTPReceiveInfo {
    guard let info = try await receivePart(into: &buffer, timeout: timeout) else {
      throw Self.endOfOneToOneDescriptor
    }
    return info
  }

  /// Receives as many queued messages, notifications, and parts of them as fit, without an allocation.
  ///
  /// The call waits for the first, unless the socket is non-blocking.
  /// A message that was begun with one form of `receive` must be finished with the same form; this one counts as
  /// `receive(into:timeout:)` with a buffer.
  ///
  /// - Parameters:
  ///   - batch: The batch, whose contents are replaced.
  ///   - timeout: How long to wait for the first; no limit if nil.
  /// - Returns: The number of messages, notifications and parts: 1 or more.
  /// - Throws: ``SCTPError``; none of these errors discards a message:
  ///   - ENOTCONN if the socket has no association and does not listen;
  ///   - EAGAIN if the socket is non-blocking and the call would block;
  ///   - EMFILE or ENFILE if the call must wait and no descriptor is free;
  ///   - ETIMEDOUT at the end of `timeout`;
  ///   - EBUSY if `receive()` is reassembling a message;
  ///   - EBADF if the socket is closed, also while the call waits.
  ///
  /// The corresponding C function is `recvmmsg(2)`. See RFC 6458, section 3.1.4.
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
  /// - Throws: ``SCTPError`` as the blocking form, but never with EAGAIN, and with
  ///   - ECANCELED if the task is canceled;
  ///   - EMFILE or ENFILE if no descriptor is free when the first waiting task of the process starts the reactor.
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
