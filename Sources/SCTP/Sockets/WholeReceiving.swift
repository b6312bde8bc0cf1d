#if os(Linux)
internal import CSCTP

// Receiving whole messages and notifications, into arrays.
//
// The usual case is inlined and contains nothing else: a whole message arrives, and nothing is buffered.

extension SCTPEndpoint {
  /// Receives a whole message or a notification; returns nil when the association of a one-to-one socket has ended
  /// gracefully.
  @inline(__always)
  func receiveWhole(timeout: Duration?) throws(SCTPError) -> SCTPReceived? {
    var incoming = csctp_incoming()
    let payload = try gate.withLock("recvmsg") { descriptor, state throws(SCTPError) in
      try takeWhole(descriptor, &state, &incoming, orWait: !isNonBlocking)
    } orWait: { descriptor, expectation throws(SCTPError) in
      try waitForWhole(descriptor, timeout, expectation, &incoming)
    }
    return incoming.isEnd ? nil : SCTPReceived(payload, incoming)
  }

  @inline(never)
  private func waitForWhole(
    _ descriptor: CInt, _ timeout: Duration?, _ expectation: Expectation, _ incoming: inout csctp_incoming
  ) throws(SCTPError) -> [UInt8] {
    try waitForInput("recvmsg", descriptor, timeout, expectation) { state throws(SCTPError) in
      try takeWhole(descriptor, &state, &incoming, orWait: true)
    }
  }

  /// One attempt to receive what `receiveWhole` returns; leaves `incoming` empty at the end of the association.
  @inline(__always)
  func takeWhole(
    _ descriptor: CInt, _ state: inout SocketState, _ incoming: inout csctp_incoming, orWait: Bool
  ) throws(SCTPError) -> Attempt<[UInt8]> {
    let buffer = unsafe ScratchBuffer.take()
    defer { unsafe ScratchBuffer.giveBack(buffer) }
    if state.isBuffering {
      return try unsafe takeWithBufferedState(descriptor, &state, buffer, &incoming, orWait: orWait)
    }
    let result = unsafe Self.pull(descriptor, into: buffer, &incoming)
    guard result > 0, incoming.isWholeMessage, result <= maximumMessageSize else {
      return try unsafe takeRare(result, descriptor, &state, buffer, &incoming, orWait: orWait)
    }
    return .done(unsafe Array(UnsafeRawBufferPointer(rebasing: buffer[..<result])))
  }

  @inline(never)
  private func takeWithBufferedState(
    _ descriptor: CInt, _ state: inout SocketState, _ buffer: UnsafeMutableRawBufferPointer,
    _ incoming: inout csctp_incoming, orWait: Bool
  ) throws(SCTPError) -> Attempt<[UInt8]> {
    if try state.hasEnded { return .done([]) }
    guard !state.assembly.isDelivering, state.notificationRest == nil else { throw Self.otherForm("recvmsg") }
    let result = unsafe Self.pull(descriptor, into: buffer, &incoming)
    return try unsafe takeRare(result, descriptor, &state, buffer, &incoming, orWait: orWait)
  }

  /// Handles the rare results of a recvmsg(2): a notification, a part of a message, an end, an error, an empty queue.
  @inline(never)
  private func takeRare(
    _ result: Int, _ descriptor: CInt, _ state: inout SocketState, _ buffer: UnsafeMutableRawBufferPointer,
    _ incoming: inout csctp_incoming, orWait: Bool
  ) throws(SCTPError) -> Attempt<[UInt8]> {
    var result = result
    var isAlone = false
    while true {
      if let count = try Self.count(result, incoming) {
        let bytes = unsafe UnsafeRawBufferPointer(rebasing: buffer[..<count]).bytes
        if incoming.isNotification {
          if let whole = wholeNotification(bytes, isEnd: incoming.isEndOfMessage, descriptor, &state) {
            return .done(whole)
          }
          incoming = csctp_incoming()
          if try state.hasEnded { return .done([]) }
        } else if count == 0 {
          return .done([])
        } else if let whole = try add(bytes, &incoming, descriptor, &state) {
          return .done(whole)
        }
      } else if try mustWait("recvmsg", descriptor, &state, &isAlone, orWait: orWait) {
        return .notYet(isReported: state.assembly.isEmpty)
      }
      result = unsafe Self.pull(descriptor, into: buffer, &incoming)
    }
  }

  /// Adds a part, and returns the message if this part completes it.
  private func add(
    _ bytes: RawSpan, _ incoming: inout csctp_incoming, _ descriptor: CInt, _ state: inout SocketState
  ) throws(SCTPError) -> [UInt8]? {
    let limits = limits
    if !state.assembly.hasSpace(for: bytes.byteCount, limits) { discardPartsOfEndedAssociations(descriptor, &state) }
    return try state.assembly.add(bytes, &incoming, limits: limits)
  }

  /// The bytes of the notification that `bytes` complete, if the caller subscribed to it.
  private func wholeNotification(
    _ bytes: RawSpan, isEnd: Bool, _ descriptor: CInt, _ state: inout SocketState
  ) -> [UInt8]? {
    state.openNotification += Array(bytes)
    guard isEnd else { return nil }
    let whole = state.openNotification
    state.openNotification = []
    return unsafe follow(whole.span.bytes, descriptor, &state) ? whole : nil
  }
}
#endif
