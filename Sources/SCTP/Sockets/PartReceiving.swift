#if os(Linux)
internal import CSCTP

// Receiving messages, notifications, and parts of them, into the caller's buffer.
//
// The usual case is inlined and contains nothing else: a whole message arrives, and nothing is buffered.

extension SCTPEndpoint {
  /// Appends a part of a message or of a notification to `buffer`; returns nil in the same cases as `receiveWhole`.
  @inline(__always)
  func receivePart(
    into buffer: inout OutputRawSpan, timeout: Duration?
  ) throws(SCTPError) -> SCTPReceiveInfo? {
    var incoming = csctp_incoming()
    try gate.withLock("recvmsg") { descriptor, state throws(SCTPError) in
      try takePart(descriptor, &state, into: &buffer, &incoming, orWait: !isNonBlocking)
    } orWait: { descriptor, expectation throws(SCTPError) in
      try waitForPart(descriptor, timeout, expectation, into: &buffer, &incoming)
    }
    return incoming.isEnd ? nil : SCTPReceiveInfo(incoming)
  }

  @inline(never)
  private func waitForPart(
    _ descriptor: CInt, _ timeout: Duration?, _ expectation: Expectation, into buffer: inout OutputRawSpan,
    _ incoming: inout csctp_incoming
  ) throws(SCTPError) {
    try waitForInput("recvmsg", descriptor, timeout, expectation) { state throws(SCTPError) in
      try takePart(descriptor, &state, into: &buffer, &incoming, orWait: true)
    }
  }

  /// One attempt to receive what `receivePart` returns; leaves `incoming` empty at the end of the association.
  @inline(__always)
  func takePart(
    _ descriptor: CInt, _ state: inout SocketState, into buffer: inout OutputRawSpan,
    _ incoming: inout csctp_incoming, orWait: Bool
  ) throws(SCTPError) -> Attempt<Void> {
    let room = buffer.freeCapacity
    guard room >= NeededEvent.size else {
      throw SCTPError(.invalidArgument, in: "recvmsg", because: .bufferTooSmall)
    }
    return try unsafe buffer.withUnsafeMutableBytes { bytes, initialized throws(SCTPError) in
      let start = unsafe bytes.baseAddress.map { unsafe $0 + initialized }
      if state.isBuffering {
        let rest = unsafe UnsafeMutableRawBufferPointer(start: start, count: room)
        return try unsafe takeWithBufferedState(descriptor, &state, into: rest, &initialized, &incoming, orWait: orWait)
      }
      let result = retryingInterrupts { unsafe csctp_recvmsg(descriptor, start, room, &incoming) }
      guard result > 0, incoming.isWholeMessage else {
        let rest = unsafe UnsafeMutableRawBufferPointer(start: start, count: room)
        return try unsafe takeRare(result, descriptor, &state, into: rest, &initialized, &incoming, orWait: orWait)
      }
      initialized += result
      return .done(())
    }
  }

  @inline(never)
  private func takeWithBufferedState(
    _ descriptor: CInt, _ state: inout SocketState, into buffer: UnsafeMutableRawBufferPointer,
    _ initialized: inout Int, _ incoming: inout csctp_incoming, orWait: Bool
  ) throws(SCTPError) -> Attempt<Void> {
    if try state.hasEnded { return .done(()) }
    guard !state.assembly.isGathering, state.openNotification.isEmpty else { throw Self.otherForm("recvmsg") }
    if let (count, isEnd) = unsafe state.takeNotificationRest(into: buffer) {
      initialized += count
      incoming = csctp_incoming(ofNotification: isEnd)
      return .done(())
    }
    let result = unsafe Self.pull(descriptor, into: buffer, &incoming)
    return try unsafe takeRare(result, descriptor, &state, into: buffer, &initialized, &incoming, orWait: orWait)
  }

  /// Handles the rare results of a recvmsg(2), like the method for whole messages.
  @inline(never)
  private func takeRare(
    _ result: Int, _ descriptor: CInt, _ state: inout SocketState, into buffer: UnsafeMutableRawBufferPointer,
    _ initialized: inout Int, _ incoming: inout csctp_incoming, orWait: Bool
  ) throws(SCTPError) -> Attempt<Void> {
    var result = result
    var isAlone = false
    while true {
      if let count = try Self.count(result, incoming) {
        let bytes = unsafe UnsafeRawBufferPointer(rebasing: buffer[..<count]).bytes
        if !incoming.isNotification {
          if count > 0 { state.assembly.deliver(incoming) }
          initialized += count
          return .done(())
        }
        if takePartOfNotification(bytes, incoming, descriptor, &state) {
          initialized += count
          return .done(())
        }
        incoming = csctp_incoming()
        if try state.hasEnded { return .done(()) }
      } else if try mustWait("recvmsg", descriptor, &state, &isAlone, orWait: orWait) {
        return .notYet(isReported: state.assembly.isEmpty)
      }
      result = unsafe Self.pull(descriptor, into: buffer, &incoming)
    }
  }

  /// Processes the notification that begins with `bytes`, reads its rest, and returns whether the caller sees it.
  private func takePartOfNotification(
    _ bytes: RawSpan, _ incoming: borrowing csctp_incoming, _ descriptor: CInt, _ state: inout SocketState
  ) -> Bool {
    let isVisible = follow(bytes, descriptor, &state)
    if incoming.isEndOfMessage { return isVisible }
    let rest = Self.pullRest(descriptor, &state)
    if isVisible { state.notificationRest = NotificationRest(of: bytes, rest) }
    return isVisible
  }
}
#endif
