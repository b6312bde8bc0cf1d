#if os(Linux)
internal import CSCTP

// Receiving whole messages and notifications, into arrays.
//
// What is usual is one inlined piece, with nothing else in it: a whole message comes, and nothing is kept from before.

extension SCTPEndpoint {
  /// A whole message or a notification; nil when the association of a one-to-one socket has ended gracefully.
  @inline(__always)
  func receiveWhole(timeout: Duration?) throws(SCTPError) -> SCTPReceived? {
    var incoming = csctp_incoming()
    let payload = try gate.withLock("recvmsg") { descriptor, state throws(SCTPError) in
      try takeWhole(descriptor, &state, &incoming, orWait: !isNonBlocking)
    } orWait: { descriptor, isNoticed throws(SCTPError) in
      try waitForWhole(descriptor, timeout, isNoticed, &incoming)
    }
    return incoming.isEnd ? nil : SCTPReceived(payload, incoming)
  }

  @inline(never)
  private func waitForWhole(
    _ descriptor: CInt, _ timeout: Duration?, _ isNoticed: Bool, _ incoming: inout csctp_incoming
  ) throws(SCTPError) -> [UInt8] {
    try waitForInput("recvmsg", descriptor, timeout, isNoticed) { state throws(SCTPError) in
      try takeWhole(descriptor, &state, &incoming, orWait: true)
    }
  }

  /// One look for what `receiveWhole` returns; leaves `incoming` empty at the end of the association.
  @inline(__always)
  func takeWhole(
    _ descriptor: CInt, _ state: inout SocketState, _ incoming: inout csctp_incoming, orWait: Bool
  ) throws(SCTPError) -> Attempt<[UInt8]> {
    let buffer = unsafe ScratchBuffer.take()
    defer { unsafe ScratchBuffer.giveBack(buffer) }
    if state.keepsSomething { return try unsafe takeBesideKept(descriptor, &state, buffer, &incoming, orWait: orWait) }
    let result = unsafe Self.pull(descriptor, into: buffer, &incoming)
    guard result > 0, incoming.isWholeMessage, result <= maximumMessageSize else {
      return try unsafe takeRare(result, descriptor, &state, buffer, &incoming, orWait: orWait)
    }
    return .done(unsafe Array(UnsafeRawBufferPointer(rebasing: buffer[..<result])))
  }

  @inline(never)
  private func takeBesideKept(
    _ descriptor: CInt, _ state: inout SocketState, _ buffer: UnsafeMutableRawBufferPointer,
    _ incoming: inout csctp_incoming, orWait: Bool
  ) throws(SCTPError) -> Attempt<[UInt8]> {
    if try state.hasEnded { return .done([]) }
    guard !state.assembly.isTaken, state.notificationRest == nil else { throw Self.otherForm("recvmsg") }
    let result = unsafe Self.pull(descriptor, into: buffer, &incoming)
    return try unsafe takeRare(result, descriptor, &state, buffer, &incoming, orWait: orWait)
  }

  /// What is rare after a recvmsg(2): a notification, a part of a message, an end, an error, or nothing.
  @inline(never)
  private func takeRare(
    _ result: Int, _ descriptor: CInt, _ state: inout SocketState, _ buffer: UnsafeMutableRawBufferPointer,
    _ incoming: inout csctp_incoming, orWait: Bool
  ) throws(SCTPError) -> Attempt<[UInt8]> {
    var result = result
    while let count = try Self.count(result, incoming) {
      let bytes = unsafe UnsafeRawBufferPointer(rebasing: buffer[..<count]).bytes
      if incoming.isNotification {
        if let whole = wholeNotification(bytes, isEnd: incoming.isEndOfMessage, descriptor, &state) {
          return .done(whole)
        }
        incoming = csctp_incoming()
        if try state.hasEnded { return .done([]) }
      } else if count == 0 {
        return .done([])
      } else if let whole = try state.assembly.add(bytes, &incoming, limit: maximumMessageSize) {
        return .done(whole)
      }
      result = unsafe Self.pull(descriptor, into: buffer, &incoming)
    }
    return try nothing("recvmsg", descriptor, &state, orWait: orWait)
  }

  /// The bytes of the notification that `bytes` complete, if the caller asked for it.
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
