#if os(Linux)
// Sending to a peer with several addresses.

extension SCTPSocket {
  /// Sends a message to a peer with several addresses, and sets up an association first if necessary.
  ///
  /// - Parameters:
  ///   - payload: The message: at least 1 byte, and at most as long as the send buffer.
  ///   - addresses: One or more addresses of the peer, all with the same port.
  ///   - initialMessage: The parameters of the INIT chunk; nil for the socket's ``SCTPSocketOption/initialMessage``.
  ///   - options: The stream, the payload protocol, and other properties of the message.
  ///   - timeout: The time to wait for space; nil for no limit.
  /// - Throws: ``SCTPError`` with the errors of `send(_:to:options:timeout:)`, and with
  ///   - EINVAL for an empty list or different ports;
  ///   - ENOBUFS and the reason ``SCTPError/Reason/tooManyAddresses`` for more addresses than the kernel accepts. The
  ///     sysctl `net.core.optmem_max` limits the memory for their control messages: a value of 20,480 allows about 850
  ///     IPv4 or 640 IPv6 addresses.
  ///
  /// The corresponding C call is `sendmsg(2)` with `SCTP_DSTADDRV4`, `SCTP_DSTADDRV6` and `SCTP_INIT`. See RFC 6458,
  /// sections 5.3.1, 5.3.9 and 5.3.10.
  @available(
    *, noasync,
    message: "This form blocks its thread. Call the async form from an async function, not from top-level code."
  )
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

  /// Sends a message to a peer with several addresses without blocking a thread, and sets up an association first if
  /// necessary.
  ///
  /// The call also waits on a non-blocking socket.
  ///
  /// - Throws: ``SCTPError`` with the errors of the blocking form except EAGAIN, and with
  ///   - ECANCELED if the task is canceled;
  ///   - EMFILE or ENFILE if no descriptor is free when the first waiting task of the process starts the reactor;
  ///   - ENOSPC, ENOMEM or EAGAIN if the kernel has no watch, memory or thread left for the wait.
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

  /// Sends a message to a peer with several addresses, and sets up an association first if necessary.
  ///
  /// This form differs from the one with a `RawSpan` only in the type of the payload.
  @available(
    *, noasync,
    message: "This form blocks its thread. Call the async form from an async function, not from top-level code."
  )
  public func send(
    _ payload: [UInt8], to addresses: [SCTPAddress], initialMessage: SCTPInitialMessage? = nil,
    options: SCTPSendOptions = .init(), timeout: Duration? = nil
  ) throws(SCTPError) {
    try send(
      unsafe payload.span.bytes, to: addresses, initialMessage: initialMessage, options: options, timeout: timeout)
  }

  /// Sends a message to a peer with several addresses without blocking a thread, and sets up an association first if
  /// necessary.
  ///
  /// This form differs from the one with a `RawSpan` only in the type of the payload.
  public func send(
    _ payload: [UInt8], to addresses: [SCTPAddress], initialMessage: SCTPInitialMessage? = nil,
    options: SCTPSendOptions = .init(), timeout: Duration? = nil
  ) async throws(SCTPError) {
    try await send(
      unsafe payload.span.bytes, to: addresses, initialMessage: initialMessage, options: options, timeout: timeout)
  }

  /// Sends a message to a peer with several addresses, and sets up an association first if necessary.
  ///
  /// This form differs from the one with a `RawSpan` only in the type of the payload.
  @available(
    *, noasync,
    message: "This form blocks its thread. Call the async form from an async function, not from top-level code."
  )
  public func send(
    _ payload: Span<UInt8>, to addresses: [SCTPAddress], initialMessage: SCTPInitialMessage? = nil,
    options: SCTPSendOptions = .init(), timeout: Duration? = nil
  ) throws(SCTPError) {
    try send(
      unsafe payload.bytes, to: addresses, initialMessage: initialMessage, options: options, timeout: timeout)
  }

  /// Sends a message to a peer with several addresses without blocking a thread, and sets up an association first if
  /// necessary.
  ///
  /// This form differs from the one with a `RawSpan` only in the type of the payload.
  public func send(
    _ payload: Span<UInt8>, to addresses: [SCTPAddress], initialMessage: SCTPInitialMessage? = nil,
    options: SCTPSendOptions = .init(), timeout: Duration? = nil
  ) async throws(SCTPError) {
    try await send(
      unsafe payload.bytes, to: addresses, initialMessage: initialMessage, options: options, timeout: timeout)
  }
}
#endif
