#if os(Linux)
internal import CSCTP

// Receiving many messages with one call; each is handled as `takePart` handles one.

extension SCTPEndpoint {
  /// Receives as many queued messages, notifications and parts as fit; none when the association of a one-to-one socket
  /// has ended gracefully.
  func receiveBatch(_ batch: inout SCTPReceiveBatch, timeout: Duration?) throws(SCTPError) {
    batch.hideAll()
    try gate.withLock("recvmmsg") { descriptor, state throws(SCTPError) in
      try takeBatch(descriptor, &state, &batch, orWait: !isNonBlocking)
    } orWait: { descriptor, expectation throws(SCTPError) in
      try waitForInput("recvmmsg", descriptor, timeout, expectation) { state throws(SCTPError) in
        try takeBatch(descriptor, &state, &batch, orWait: true)
      }
    }
  }

  /// One attempt to receive what `receiveBatch` receives.
  func takeBatch(
    _ descriptor: CInt, _ state: inout SocketState, _ batch: inout SCTPReceiveBatch, orWait: Bool
  ) throws(SCTPError) -> Attempt<Void> {
    if try state.hasEnded { return .done(()) }
    guard !state.assembly.isGathering, state.openNotification.isEmpty else { throw Self.otherForm("recvmmsg") }
    if unsafe batch.show({ unsafe state.takeNotificationRest(into: $0) }) { return .done(()) }
    var isAlone = false
    while true {
      if let count = try unsafe Self.pull(descriptor, into: &batch.raw, &state) {
        // Whole messages need no inspection, unless one may be the last part of another message.
        let shown = unsafe state.assembly.isEmpty ? Int(batch.raw.leading) : 0
        batch.showFirst(shown)
        let isEnd = sort(shown..<Int(count), of: &batch, descriptor, &state)
        // This call returns the messages before the end. The next call returns the end.
        if isEnd || batch.count > 0 { return .done(()) }
        if try state.hasEnded { return .done(()) }
      } else if try mustWait("recvmmsg", descriptor, &state, &isAlone, orWait: orWait) {
        return .notYet(isReported: state.assembly.isEmpty)
      }
    }
  }

  /// One recvmmsg(2); returns nil if the queue is empty.
  private static func pull(
    _ descriptor: CInt, into batch: inout csctp_batch, _ state: inout SocketState
  ) throws(SCTPError) -> CInt? {
    let result = unsafe pull(descriptor, into: &batch)
    if result == -EAGAIN { return nil }
    guard result < 0, state.pendingError == nil else { return try checked(result, "recvmmsg") }
    // Unlike recvmsg(2), recvmmsg(2) reports the socket's pending error before the messages that precede it.
    let later = unsafe pull(descriptor, into: &batch)
    guard later >= 0 else { return try checked(later == -EAGAIN ? result : later, "recvmmsg") }
    state.pendingError = SCTPError(Errno(negated: result), in: "recvmmsg")
    return later
  }

  private static func pull(_ descriptor: CInt, into batch: inout csctp_batch) -> CInt {
    retryingInterrupts { unsafe csctp_recvmmsg(descriptor, &batch) }
  }

  /// Processes the messages and notifications in some places, and shows those for the caller; returns whether the
  /// association has ended.
  @inline(__always)
  private func sort(
    _ places: Range<Int>, of batch: inout SCTPReceiveBatch, _ descriptor: CInt, _ state: inout SocketState
  ) -> Bool {
    var place = places.lowerBound
    while place < places.upperBound {
      let count = unsafe batch.bytes(at: place).count
      if let error = unsafe batch.raw.incoming[place].validationError("recvmmsg", count) {
        // A later call throws the error: the messages behind this one are intact.
        state.pendingError = state.pendingError ?? error
      } else if unsafe batch.raw.incoming[place].isNotification {
        place = sortNotification(place..<places.upperBound, of: &batch, descriptor, &state)
        continue
      } else if count == 0 {
        return true
      } else {
        unsafe state.assembly.deliver(batch.raw.incoming[place])
        batch.show(place)
      }
      place += 1
    }
    return false
  }

  /// Processes the notification in the first of some places, and returns the place behind it.
  @inline(never)
  private func sortNotification(
    _ places: Range<Int>, of batch: inout SCTPReceiveBatch, _ descriptor: CInt, _ state: inout SocketState
  ) -> Int {
    let last = places.first { unsafe batch.raw.incoming[$0].isEndOfMessage }
    let own = places.lowerBound..<(last.map { $0 + 1 } ?? places.upperBound)
    let isVisible = unsafe follow(batch.bytes(at: own.lowerBound).bytes, descriptor, &state)
    let kernelsRest = last == nil ? Self.pullRest(descriptor, &state) : []
    if isVisible {
      for place in own { batch.show(place) }
      if last == nil {
        let first = own.flatMap { unsafe Array(batch.bytes(at: $0)) }
        state.notificationRest = unsafe NotificationRest(of: first.span.bytes, kernelsRest)
      }
    }
    return own.upperBound
  }
}
#endif
