#if os(Linux)
internal import CSCTP

// The policy for all forms of receive. A form differs in its destination: where the bytes go, and whether the caller
// receives parts.
//
// A read and the processing of its pieces are one step under the lock of the gate, so that the parts of a message stay
// in order, whichever thread reads them.

extension Inbox {
  /// The outcome of a receive.
  enum Outcome<Value> {
    /// The destination has a message, a notification, or pieces of them.
    case received(Value)
    /// The association of a one-to-one socket has ended gracefully.
    case ended

    /// The value that was received; nil at the end.
    @inline(__always)
    var value: Value? {
      if case .received(let value) = self { value } else { nil }
    }
  }

  /// Skips the first attempt of a receive if the queue is probably empty; returns whether it does.
  ///
  /// Reading an empty queue would then have no effect.
  @inline(__always)
  mutating func skipsFirstAttempt(_ step: inout AttemptStep, mayWait: @autoclosure () -> Bool) -> Bool {
    guard !simplyReads, step == .first, canWaitFirst, mayWait(), prediction.waitsFirst() else { return false }
    step = .skipped
    return true
  }

  @inline(__always)
  private var canWaitFirst: Bool {
    waitReason != nil && !isBuffering && !hasPendingError && visibility.formerlyWatchedCount == 0
  }

  /// Receives into `destination` without waiting.
  ///
  /// If `mayWait()` is false, throws EAGAIN instead of returning `.notYet`. Only the usual case is inlined: whole
  /// messages arrive, and nothing is buffered or predicted.
  @inline(__always)
  mutating func receive<Destination: ReceiveDestination & ~Copyable>(
    into destination: inout Destination, from descriptor: CInt, for socket: SCTPEndpoint, _ step: AttemptStep,
    mayWait: @autoclosure () -> Bool
  ) throws(SCTPError) -> Attempt<Outcome<Destination.Value>> {
    guard simplyReads else {
      return try receiveAsPredicted(into: &destination, descriptor, socket, step, mayWait: mayWait())
    }
    let result = destination.read(from: descriptor, &self)
    if result > 0 {
      let (count, value) = destination.deliverLeadingMessages(of: &self)
      if count == result, let value { return .done(.received(value)) }
    }
    return try processUntilDelivery(result, of: &destination, descriptor, socket, step, mayWait: mayWait())
  }

  /// Receives in the other cases: state is buffered, or something is predicted.
  @inline(never)
  private mutating func receiveAsPredicted<Destination: ReceiveDestination & ~Copyable>(
    into destination: inout Destination, _ descriptor: CInt, _ socket: SCTPEndpoint, _ step: AttemptStep, mayWait: Bool
  ) throws(SCTPError) -> Attempt<Outcome<Destination.Value>> {
    if isBuffering { return try receiveBuffered(into: &destination, descriptor, socket, step, mayWait: mayWait) }
    let (result, value) = destination.readAsPredicted(from: descriptor, &self)
    if result > 0 {
      if step == .first { prediction.recordFirstRead(foundSomething: true) }
      if let value { return .done(.received(value)) }
      let (count, value) = destination.deliverLeadingMessages(of: &self)
      if count == result, let value { return .done(.received(value)) }
    }
    return try processUntilDelivery(result, of: &destination, descriptor, socket, step, mayWait: mayWait)
  }

  @inline(never)
  private mutating func receiveBuffered<Destination: ReceiveDestination & ~Copyable>(
    into destination: inout Destination, _ descriptor: CInt, _ socket: SCTPEndpoint, _ step: AttemptStep, mayWait: Bool
  ) throws(SCTPError) -> Attempt<Outcome<Destination.Value>> {
    if try hasEnded { return .done(.ended) }
    guard destination.isCompatible(with: self) else {
      throw SCTPError(.resourceBusy, in: Destination.operation, because: .mixedReceiveForms)
    }
    if let value = destination.deliverRemainder(from: &self) { return .done(.received(value)) }
    let result = destination.read(from: descriptor, &self)
    return try processUntilDelivery(result, of: &destination, descriptor, socket, step, mayWait: mayWait)
  }

  /// Processes the result of a read, and reads again until there is something to deliver or the queue is empty.
  @inline(never)
  private mutating func processUntilDelivery<Destination: ReceiveDestination & ~Copyable>(
    _ result: Int, of destination: inout Destination, _ descriptor: CInt, _ socket: SCTPEndpoint, _ step: AttemptStep,
    mayWait: Bool
  ) throws(SCTPError) -> Attempt<Outcome<Destination.Value>> {
    var result = result
    var hasFoundNoWaitReason = false
    while true {
      if result == -Int(EAGAIN) {
        try handleEmptyQueue(descriptor, socket)
        guard mayWait else { throw SCTPError(.resourceTemporarilyUnavailable, in: Destination.operation) }
        if waitReason == nil {
          if hasFoundNoWaitReason {
            throw SCTPError(.socketNotConnected, in: Destination.operation, because: .notConnected)
          }
          try findWaitReason(descriptor, socket)
        }
        if let waitReason {
          if step == .first { prediction.recordFirstRead(foundSomething: false) }
          guard waitReason == .setup else { return .notYet(isReported: assembly.isEmpty) }
          // The next attempt finds out how the setup proceeds.
          self.waitReason = nil
          return .notYet(isReported: false)
        }
        // An association that has just ended may have left its last messages in the queue, so read it once more.
        hasFoundNoWaitReason = true
      } else {
        let count = try checked(result, Destination.operation)
        let outcome = try processPieces(count, of: &destination, descriptor, socket)
        if let outcome { return .done(outcome) }
      }
      result = destination.read(from: descriptor, &self)
    }
  }

  /// Processes the pieces of a read; returns nil if none of them is for the caller.
  @inline(__always)
  private mutating func processPieces<Destination: ReceiveDestination & ~Copyable>(
    _ count: Int, of destination: inout Destination, _ descriptor: CInt, _ socket: SCTPEndpoint
  ) throws(SCTPError) -> Outcome<Destination.Value>? {
    var (index, value): (Int, Destination.Value?) = (0, nil)
    // While parts are buffered, a whole message may be the last part of another message.
    if assembly.isEmpty { (index, value) = destination.deliverLeadingMessages(of: &self) }
    var error: SCTPError?
    var reachesEnd = false
    while index < count, !reachesEnd {
      let incoming = destination.incoming(at: index)
      let size = unsafe destination.bytes(at: index).count
      if let invalid = incoming.validationError(Destination.operation, size) {
        error = error ?? invalid
        index += 1
      } else if incoming.isNotification {
        let (next, notification) = processNotification(index..<count, of: &destination, descriptor, socket)
        (index, value) = (next, notification ?? value)
      } else if size == 0 {
        reachesEnd = true
      } else {
        value = try destination.addMessage(at: index, to: &self, descriptor, socket) ?? value
        index += 1
      }
    }
    if let error, value == nil, !reachesEnd, end == nil { throw error }
    pendingError = pendingError ?? error
    // This call returns the messages before the end, and the next call returns the end.
    if let value { return .received(value) }
    if reachesEnd { return .ended }
    return try hasEnded ? .ended : nil
  }

  /// Processes the notification that begins with the first of `pieces`, and returns the index of the piece after it.
  @inline(never)
  private mutating func processNotification<Destination: ReceiveDestination & ~Copyable>(
    _ pieces: Range<Int>, of destination: inout Destination, _ descriptor: CInt, _ socket: SCTPEndpoint
  ) -> (next: Int, value: Destination.Value?) {
    let last = pieces.first { destination.incoming(at: $0).isEndOfMessage }
    let notificationPieces = pieces.lowerBound..<(last.map { $0 + 1 } ?? pieces.upperBound)
    let isVisible = unsafe recordNotification(
      destination.bytes(at: notificationPieces.lowerBound).bytes, descriptor, socket)
    let remainder = last == nil ? takeRemainder(descriptor) : nil
    let value = isVisible ? destination.deliverNotification(at: notificationPieces, remainder: remainder, &self) : nil
    return (notificationPieces.upperBound, value)
  }

  /// Adds a part to the message that it belongs to, and returns the message if the part completes it.
  mutating func assemble(
    _ bytes: RawSpan, _ incoming: inout csctp_incoming, _ descriptor: CInt, _ socket: SCTPEndpoint
  ) throws(SCTPError) -> [UInt8]? {
    let limits = socket.limits
    removeEndedRecords(descriptor, socket)
    if assembly.lacksSpace(for: bytes, incoming, limits), assembly.beginSearch() {
      let ended = assembly.bufferedAssociations(besides: incoming).filter { !socket.style.exists($0, on: descriptor) }
      assembly.abandonMessages(of: ended)
    }
    return try assembly.add(bytes, &incoming, limits: limits)
  }

  /// Throws the pending error, and discards parts that will never be completed.
  private mutating func handleEmptyQueue(_ descriptor: CInt, _ socket: SCTPEndpoint) throws(SCTPError) {
    if assembly.isEmpty {
      visibility.recordEmptyQueue()
    } else if assembly.hasStalled(), assembly.beginSearch() {
      discardPartsOfEndedAssociations(descriptor, socket)
      // If the only association has ended, this throws the reason.
      _ = try hasEnded
    }
    if hasPendingError, let error = pendingError.take() { throw error }
  }
}
#endif
