#if os(Linux)
internal import CSCTP

// Receiving on sockets of every kind. A recvmsg(2) and the processing of its result are one step under the socket's
// lock, so that the parts of a message stay in order whichever thread reads them. Calls wait without the lock.

extension SCTPEndpoint {
  /// Repeats `attempt` after each change of the socket until it is done, in this thread.
  func waitForInput<Value>(
    _ operation: String, _ descriptor: CInt, _ timeout: Duration?, _ expectation: Expectation,
    _ attempt: (inout SocketState) throws(SCTPError) -> Attempt<Value>
  ) throws(SCTPError) -> Value {
    let deadline = Deadline(after: timeout)
    var expectation = expectation
    while true {
      try gate.wait(
        for: .input, of: descriptor, until: deadline, in: operation, after: expectation.wakeUps,
        pause: expectation.isReported ? nil : .shortPause)
      expectation.wakeUps = gate.wakeUps
      switch try gate.withLock(attempt) {
      case .done(let value): return value
      case .notYet(let isReported): expectation.isReported = isReported
      }
    }
  }

  /// Returns whether a call that found the queue empty must wait; if not, it must read the queue once more.
  ///
  /// Throws the pending error, EAGAIN for a call that cannot wait, and ENOTCONN if nothing can ever arrive, as a
  /// waiting recvmsg(2) does.
  ///
  /// The caller keeps `isAlone` between its attempts. It becomes true when the socket has no association. An
  /// association that has just ended may have left its last messages in the queue, so the call throws ENOTCONN only if
  /// the queue is then empty again.
  func mustWait(
    _ operation: String, _ descriptor: CInt, _ state: inout SocketState, _ isAlone: inout Bool, orWait: Bool
  ) throws(SCTPError) -> Bool {
    if state.assembly.isEmpty {
      state.visibility.noteEmptyQueue()
    } else if state.assembly.hasStalled() {
      discardPartsOfEndedAssociations(descriptor, &state)
      if try state.hasEnded { return false }
    }
    if let error = state.pendingError.take() { throw error }
    guard orWait else { throw SCTPError(.resourceTemporarilyUnavailable, in: operation) }
    if state.waitReason != nil { return true }
    if isAlone { throw SCTPError(.socketNotConnected, in: operation, because: .notConnected) }
    state.beforeWaitReason?()
    state.waitReason = try findWaitReason(descriptor, &state)
    isAlone = state.waitReason == nil
    return !isAlone
  }

  /// Processes a notification, and returns whether the caller sees it.
  func follow(_ bytes: RawSpan, _ descriptor: CInt, _ state: inout SocketState) -> Bool {
    guard let event = NeededEvent(bytes) else { return true }
    // A socket that was accepted after its association had ended learns the identifier only here.
    if isOneToOne, state.association == nil { state.association = event.association }
    let error = state.pendingError
    let isVisible = state.follow(event) { Self.endError(error, descriptor) }
    // The other waiting calls would not learn of the end: this call has removed its notification from the queue.
    if case .ended = event, isOneToOne || state.waitReason == nil { gate.wakeOthersAfterUnlocking() }
    return isVisible
  }
}

extension SCTPEndpoint {
  /// Discards the parts of messages whose associations have ended.
  ///
  /// In the middle of a message, the kernel withholds the notifications of the association, including that of its end,
  /// unless it aborts the association itself. Without this method, the parts of a peer that shuts down in the middle of
  /// a message would stay forever.
  func discardPartsOfEndedAssociations(_ descriptor: CInt, _ state: inout SocketState) {
    for association in state.assembly.associations
    where (try? SCTPStatus(of: isOneToOne ? .future : association, on: descriptor)) == nil {
      let error = state.pendingError
      _ = state.follow(.ended(association, gracefully: false)) { Self.endError(error, descriptor) }
      gate.wakeOthersAfterUnlocking()
    }
  }

  /// One recvmsg(2), whose result is for `count` to read.
  @inline(__always)
  static func pull(
    _ descriptor: CInt, into buffer: UnsafeMutableRawBufferPointer, _ incoming: inout csctp_incoming
  ) -> Int {
    retryingInterrupts { unsafe csctp_recvmsg(descriptor, buffer.baseAddress, buffer.count, &incoming) }
  }

  /// The number of bytes received; nil if the queue is empty.
  static func count(_ result: Int, _ incoming: borrowing csctp_incoming) throws(SCTPError) -> Int? {
    if result == -Int(EAGAIN) { return nil }
    let count = try checked(result, "recvmsg")
    try incoming.validate("recvmsg", count)
    return count
  }

  /// Reads the rest of a notification of which a part was read; the queue holds all of it.
  ///
  /// The event has happened even if the rest cannot be read, so a later call throws the error.
  static func pullRest(_ descriptor: CInt, _ state: inout SocketState) -> [UInt8] {
    let buffer = unsafe ScratchBuffer.take()
    defer { unsafe ScratchBuffer.giveBack(buffer) }
    var rest: [UInt8] = []
    var incoming = csctp_incoming()
    do throws(SCTPError) {
      while let count = try count(unsafe pull(descriptor, into: buffer, &incoming), incoming) {
        unsafe rest.append(contentsOf: buffer[..<count])
        if incoming.isEndOfMessage { break }
      }
    } catch {
      state.pendingError = state.pendingError ?? error
    }
    return rest
  }

  /// Returns the error of a lost association: the one that the kernel has already reported, or its pending error.
  private static func endError(_ known: SCTPError?, _ descriptor: CInt) -> SCTPError {
    let code = known?.code ?? (try? SCTPReadOnlyOption.pendingError.read(descriptor))
    return SCTPError(code ?? .connectionAbort, in: "recvmsg", because: .endedAssociation)
  }

  static func otherForm(_ operation: String) -> SCTPError {
    SCTPError(.resourceBusy, in: operation, because: .otherForm)
  }
}
#endif
