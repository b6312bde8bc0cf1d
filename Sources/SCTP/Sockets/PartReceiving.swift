#if os(Linux)
internal import CSCTP

// Receiving messages, notifications and parts of them into a buffer of the caller's.
//
// What is usual is one inlined piece, with nothing else in it: a whole message comes, and nothing is kept from before.

extension SCTPEndpoint {
  /// A part of a message or of a notification, appended to `buffer`; nil as for `receiveWhole`.
  @inline(__always)
  func receivePart(
    into buffer: inout OutputRawSpan, timeout: Duration?
  ) throws(SCTPError) -> SCTPReceiveInfo? {
    var incoming = csctp_incoming()
    try gate.withLock("recvmsg") { descriptor, state throws(SCTPError) in
      try takePart(descriptor, &state, into: &buffer, &incoming, orWait: !isNonBlocking)
    } orWait: { descriptor, isNoticed throws(SCTPError) in
      try waitForPart(descriptor, timeout, isNoticed, into: &buffer, &incoming)
    }
    return incoming.isEnd ? nil : SCTPReceiveInfo(incoming)
  }

  @inline(never)
  private func waitForPart(
    _ descriptor: CInt, _ timeout: Duration?, _ isNoticed: Bool, into buffer: inout OutputRawSpan,
    _ incoming: inout csctp_incoming
  ) throws(SCTPError) {
    try waitForInput("recvmsg", descriptor, timeout, isNoticed) { state throws(SCTPError) in
      try takePart(descriptor, &state, into: &buffer, &incoming, orWait: true)
    }
  }

  /// One look for what `receivePart` returns; leaves `incoming` empty at the end of the association.
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
      if state.keepsSomething {
        let rest = unsafe UnsafeMutableRawBufferPointer(start: start, count: room)
        return try unsafe takeBesideKept(descriptor, &state, into: rest, &initialized, &incoming, orWait: orWait)
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
  private func takeBesideKept(
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

  /// What is rare after a recvmsg(2), as for a whole message.
  @inline(never)
  private func takeRare(
    _ result: Int, _ descriptor: CInt, _ state: inout SocketState, into buffer: UnsafeMutableRawBufferPointer,
    _ initialized: inout Int, _ incoming: inout csctp_incoming, orWait: Bool
  ) throws(SCTPError) -> Attempt<Void> {
    var result = result
    while let count = try Self.count(result, incoming) {
      if incoming.isNotification {
        let bytes = unsafe UnsafeRawBufferPointer(rebasing: buffer[..<count]).bytes
        let rest = try incoming.isEndOfMessage ? nil : NotificationRest(of: bytes, Self.pullRest(descriptor))
        guard follow(bytes, descriptor, &state) else {
          incoming = csctp_incoming()
          if try state.hasEnded { return .done(()) }
          result = unsafe Self.pull(descriptor, into: buffer, &incoming)
          continue
        }
        state.notificationRest = rest
      } else if count == 0 {
        return .done(())
      } else {
        state.assembly.take(incoming)
      }
      initialized += count
      return .done(())
    }
    return try nothing("recvmsg", descriptor, &state, orWait: orWait)
  }
}
#endif
