#if os(Linux)
internal import CSCTP

// The policy of all forms of receive, which differ only in their destination.
//
// A read and the processing of its pieces are one step under the lock of the gate, so that the parts of a message stay
// in order, whichever thread reads them.

extension Inbox {
  /// The outcome of a receive.
  enum Outcome {
    /// The destination holds a message, a notification, or pieces of them.
    case received
    /// The association of a one-to-one socket has ended gracefully.
    case ended
  }

  /// Receives into `destination` without waiting.
  ///
  /// If `mayWait` is false, throws EAGAIN instead of returning `.notYet`. The usual case is inlined and contains nothing
  /// else: whole messages arrive, and nothing is buffered.
  @inline(__always)
  mutating func receive<Destination: ReceiveDestination & ~Copyable>(
    into destination: inout Destination, from descriptor: CInt, for socket: SCTPEndpoint, mayWait: Bool
  ) throws(SCTPError) -> Attempt<Outcome> {
    if isBuffering { return try receiveBuffered(into: &destination, descriptor, socket, mayWait: mayWait) }
    let result = destination.read(from: descriptor, &pendingError)
    if result > 0, destination.deliverLeadingMessages(upTo: socket.maximumMessageSize) == result {
      return .done(.received)
    }
    return try process(result, of: &destination, descriptor, socket, mayWait: mayWait)
  }

  @inline(never)
  private mutating func receiveBuffered<Destination: ReceiveDestination & ~Copyable>(
    into destination: inout Destination, _ descriptor: CInt, _ socket: SCTPEndpoint, mayWait: Bool
  ) throws(SCTPError) -> Attempt<Outcome> {
    if try hasEnded { return .done(.ended) }
    guard destination.isCompatible(with: self) else {
      throw SCTPError(.resourceBusy, in: Destination.operation, because: .otherForm)
    }
    if destination.deliverRemainder(from: &self) { return .done(.received) }
    let result = destination.read(from: descriptor, &pendingError)
    return try process(result, of: &destination, descriptor, socket, mayWait: mayWait)
  }

  /// Processes the result of a read, and reads again until there is something to deliver or the queue is empty.
  @inline(never)
  private mutating func process<Destination: ReceiveDestination & ~Copyable>(
    _ result: Int, of destination: inout Destination, _ descriptor: CInt, _ socket: SCTPEndpoint, mayWait: Bool
  ) throws(SCTPError) -> Attempt<Outcome> {
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
        guard waitReason == nil else { return .notYet(isReported: assembly.isEmpty) }
        // An association that has just ended may have left its last messages in the queue, so read it once more.
        hasFoundNoWaitReason = true
      } else {
        let count = try checked(result, Destination.operation)
        let reachesEnd = try processPieces(count, of: &destination, descriptor, socket)
        // This call returns the messages before the end, and the next call returns the end.
        if !destination.isEmpty { return .done(.received) }
        if reachesEnd { return .done(.ended) }
        if try hasEnded { return .done(.ended) }
      }
      result = destination.read(from: descriptor, &pendingError)
    }
  }

  /// Processes the pieces of a read, and returns whether they reach the end of the association.
  @inline(__always)
  private mutating func processPieces<Destination: ReceiveDestination & ~Copyable>(
    _ count: Int, of destination: inout Destination, _ descriptor: CInt, _ socket: SCTPEndpoint
  ) throws(SCTPError) -> Bool {
    var error: SCTPError?
    var reachesEnd = false
    // While parts are buffered, a whole message may be the last part of another message.
    var index = assembly.isEmpty ? destination.deliverLeadingMessages(upTo: socket.maximumMessageSize) : 0
    while index < count, !reachesEnd {
      let incoming = destination.incoming(at: index)
      let size = unsafe destination.bytes(at: index).count
      if let invalid = incoming.validationError(Destination.operation, size) {
        error = error ?? invalid
        index += 1
      } else if incoming.isNotification {
        index = processNotification(index..<count, of: &destination, descriptor, socket)
      } else if size == 0 {
        reachesEnd = true
      } else {
        try destination.addMessage(at: index, to: &self, descriptor, socket)
        index += 1
      }
    }
    if let error {
      if destination.isEmpty { throw error }
      pendingError = pendingError ?? error
    }
    return reachesEnd
  }

  /// Processes the notification that begins with the first of `pieces`, and returns the index of the piece after it.
  @inline(never)
  private mutating func processNotification<Destination: ReceiveDestination & ~Copyable>(
    _ pieces: Range<Int>, of destination: inout Destination, _ descriptor: CInt, _ socket: SCTPEndpoint
  ) -> Int {
    let last = pieces.first { destination.incoming(at: $0).isEndOfMessage }
    let own = pieces.lowerBound..<(last.map { $0 + 1 } ?? pieces.upperBound)
    let isVisible = unsafe process(notification: destination.bytes(at: own.lowerBound).bytes, descriptor, socket)
    let remainder = last == nil ? readRemainder(descriptor) : nil
    if isVisible { destination.deliverNotification(at: own, remainder: remainder, &self) }
    return own.upperBound
  }

  /// Adds a part to the message that it belongs to, and returns the message if the part completes it.
  mutating func assemble(
    _ bytes: RawSpan, _ incoming: inout csctp_incoming, _ descriptor: CInt, _ socket: SCTPEndpoint
  ) throws(SCTPError) -> [UInt8]? {
    let limits = socket.limits
    if !assembly.hasSpace(for: bytes.byteCount, limits) { discardPartsOfEndedAssociations(descriptor, socket) }
    return try assembly.add(bytes, &incoming, limits: limits)
  }

  /// Throws the pending error, and discards parts that will never be completed.
  private mutating func handleEmptyQueue(_ descriptor: CInt, _ socket: SCTPEndpoint) throws(SCTPError) {
    if assembly.isEmpty {
      visibility.noteEmptyQueue()
    } else if assembly.hasStalled() {
      discardPartsOfEndedAssociations(descriptor, socket)
      _ = try hasEnded
    }
    if let error = pendingError.take() { throw error }
  }
}
#endif
