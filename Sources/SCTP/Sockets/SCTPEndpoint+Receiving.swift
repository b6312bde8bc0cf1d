#if os(Linux)
internal import CSCTP

// Each form creates its destination; the inbox does the rest.

extension SCTPEndpoint {
  /// Receives a whole message or a notification; returns nil when the association of a one-to-one socket has ended
  /// gracefully.
  @inline(__always)
  func receiveWhole(timeout: Duration?) throws(SCTPError) -> SCTPReceived? {
    var message = WholeMessage()
    let outcome = try gate.repeatWithLock(WholeMessage.operation, timeout: timeout) {
      descriptor, state, step throws(SCTPError) in
      try receive(into: &message, descriptor, &state.inbox, &step, mayWait: !isNonBlocking)
    }
    return outcome.value.map { SCTPReceived($0, message.piece.incoming) }
  }

  @inline(__always)
  func receiveWhole(timeout: Duration?) async throws(SCTPError) -> SCTPReceived? {
    var message = WholeMessage()
    let outcome = try await repeatUntilDone(for: .arrival, in: WholeMessage.operation, until: Deadline(after: timeout))
    {
      descriptor throws(SCTPError) in
      try gate.withLock { state throws(SCTPError) in
        var step = AttemptStep.repeated
        return try receive(into: &message, descriptor, &state.inbox, &step, mayWait: true)
      }
    }
    return outcome.value.map { SCTPReceived($0, message.piece.incoming) }
  }

  /// Appends a part of a message or of a notification to `buffer`; returns nil in the same case as `receiveWhole`.
  @inline(__always)
  func receivePart(into buffer: inout OutputRawSpan, timeout: Duration?) throws(SCTPError) -> SCTPReceiveInfo? {
    var part = MessagePart()
    let outcome = try gate.repeatWithLock(MessagePart.operation, timeout: timeout) {
      descriptor, state, step throws(SCTPError) in
      try receive(&part, into: &buffer, descriptor, &state.inbox, &step, mayWait: !isNonBlocking)
    }
    return outcome.value.map { _ in SCTPReceiveInfo(part.piece.incoming) }
  }

  @inline(__always)
  func receivePart(into buffer: inout OutputRawSpan, timeout: Duration?) async throws(SCTPError) -> SCTPReceiveInfo? {
    var part = MessagePart()
    let outcome = try await repeatUntilDone(for: .arrival, in: MessagePart.operation, until: Deadline(after: timeout)) {
      descriptor throws(SCTPError) in
      try gate.withLock { state throws(SCTPError) in
        var step = AttemptStep.repeated
        return try receive(&part, into: &buffer, descriptor, &state.inbox, &step, mayWait: true)
      }
    }
    return outcome.value.map { _ in SCTPReceiveInfo(part.piece.incoming) }
  }

  /// Receives as many queued messages, notifications and parts as fit; none in the same case as `receiveWhole`.
  func receiveBatch(_ batch: inout SCTPReceiveBatch, timeout: Duration?) throws(SCTPError) {
    batch.hideAll()
    _ = try gate.repeatWithLock(SCTPReceiveBatch.operation, timeout: timeout) {
      descriptor, state, step throws(SCTPError) -> Attempt<Inbox.Outcome<Delivered>> in
      if state.inbox.skipsFirstAttempt(&step, mayWait: !isNonBlocking) { return .notYet(isReported: true) }
      return try state.inbox.receive(into: &batch, from: descriptor, for: self, step, mayWait: !isNonBlocking)
    }
  }

  @inline(__always)
  func receiveBatch(_ batch: inout SCTPReceiveBatch, timeout: Duration?) async throws(SCTPError) {
    batch.hideAll()
    _ = try await repeatUntilDone(for: .arrival, in: SCTPReceiveBatch.operation, until: Deadline(after: timeout)) {
      descriptor throws(SCTPError) in
      try gate.withLock { state throws(SCTPError) in
        try state.inbox.receive(into: &batch, from: descriptor, for: self, .repeated, mayWait: true)
      }
    }
  }

  @inline(__always)
  private func receive(
    into message: inout WholeMessage, _ descriptor: CInt, _ inbox: inout Inbox, _ step: inout AttemptStep,
    mayWait: @autoclosure () -> Bool
  ) throws(SCTPError) -> Attempt<Inbox.Outcome<[UInt8]>> {
    if inbox.skipsFirstAttempt(&step, mayWait: mayWait()) { return .notYet(isReported: true) }
    let buffer = unsafe ScratchBuffer.acquire()
    defer { unsafe ScratchBuffer.release(buffer) }
    unsafe message.piece.start = buffer.baseAddress
    message.piece.capacity = ScratchBuffer.size
    message.limit = maximumMessageSize
    return try inbox.receive(into: &message, from: descriptor, for: self, step, mayWait: mayWait())
  }

  @inline(__always)
  private func receive(
    _ part: inout MessagePart, into buffer: inout OutputRawSpan, _ descriptor: CInt, _ inbox: inout Inbox,
    _ step: inout AttemptStep, mayWait: @autoclosure () -> Bool
  ) throws(SCTPError) -> Attempt<Inbox.Outcome<Delivered>> {
    let capacity = buffer.freeCapacity
    guard capacity >= ReadPiece.minimumCapacity else {
      throw SCTPError(.invalidArgument, in: MessagePart.operation, because: .bufferTooSmall)
    }
    if inbox.skipsFirstAttempt(&step, mayWait: mayWait()) { return .notYet(isReported: true) }
    return try unsafe buffer.withUnsafeMutableBytes { bytes, initialized throws(SCTPError) in
      unsafe part.piece.start = bytes.baseAddress.map { unsafe $0 + initialized }
      part.piece.capacity = capacity
      let outcome = try inbox.receive(into: &part, from: descriptor, for: self, step, mayWait: mayWait())
      if case .done(.received) = outcome { initialized += part.piece.count }
      return outcome
    }
  }
}
#endif
