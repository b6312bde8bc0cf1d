#if os(Linux)
internal import CSCTP

// Receiving many messages at once, as `takePart` receives one.

extension SCTPEndpoint {
  /// As many messages, notifications and parts as are there and have room; none when the association of a one-to-one
  /// socket has ended gracefully.
  func receiveBatch(_ batch: inout SCTPReceiveBatch, timeout: Duration?) throws(SCTPError) {
    batch.hideAll()
    try gate.withLock("recvmmsg") { descriptor, state throws(SCTPError) in
      try takeBatch(descriptor, &state, &batch, orWait: !isNonBlocking)
    } orWait: { descriptor, isNoticed throws(SCTPError) in
      try waitForInput("recvmmsg", descriptor, timeout, isNoticed) { state throws(SCTPError) in
        try takeBatch(descriptor, &state, &batch, orWait: true)
      }
    }
  }

  /// One look for what `receiveBatch` receives.
  func takeBatch(
    _ descriptor: CInt, _ state: inout SocketState, _ batch: inout SCTPReceiveBatch, orWait: Bool
  ) throws(SCTPError) -> Attempt<Void> {
    if try state.hasEnded { return .done(()) }
    guard !state.assembly.isGathering, state.openNotification.isEmpty else { throw Self.otherForm("recvmmsg") }
    if unsafe batch.show({ unsafe state.takeNotificationRest(into: $0) }) { return .done(()) }
    while let count = try unsafe Self.pull(descriptor, into: &batch.raw, &state) {
      // Whole messages need no more looking at, unless one could be the last part of another.
      let shown = unsafe state.assembly.isEmpty ? Int(batch.raw.leading) : 0
      batch.showFirst(shown)
      let isEnd = try sort(shown..<Int(count), of: &batch, descriptor, &state)
      // What was received before the end is for the caller; the end shows again.
      if isEnd || batch.count > 0 { return .done(()) }
      if try state.hasEnded { return .done(()) }
    }
    return try nothing("recvmmsg", descriptor, &state, orWait: orWait)
  }

  /// recvmmsg(2); nil if nothing is there.
  private static func pull(
    _ descriptor: CInt, into batch: inout csctp_batch, _ state: inout SocketState
  ) throws(SCTPError) -> CInt? {
    let result = unsafe pull(descriptor, into: &batch)
    if result == -EAGAIN { return nil }
    guard result < 0, state.pendingError == nil else { return try check("recvmmsg") { result } }
    // Unlike recvmsg(2), it tells of a socket's pending error before what has arrived until then.
    let later = unsafe pull(descriptor, into: &batch)
    guard later >= 0 else { return try check("recvmmsg") { later == -EAGAIN ? result : later } }
    state.pendingError = Errno(negated: result)
    return later
  }

  private static func pull(_ descriptor: CInt, into batch: inout csctp_batch) -> CInt {
    retryingInterrupts { unsafe csctp_recvmmsg(descriptor, &batch) }
  }

  /// Follows what has come to some places, and shows what is for the caller; true at the end of the association.
  @inline(__always)
  private func sort(
    _ places: Range<Int>, of batch: inout SCTPReceiveBatch, _ descriptor: CInt, _ state: inout SocketState
  ) throws(SCTPError) -> Bool {
    var place = places.lowerBound
    while place < places.upperBound {
      let count = unsafe batch.bytes(at: place).count
      try unsafe batch.raw.incoming[place].validate("recvmmsg", count)
      if unsafe batch.raw.incoming[place].isNotification {
        place = try sortNotification(place..<places.upperBound, of: &batch, descriptor, &state)
        continue
      }
      if count == 0 { return true }
      unsafe state.assembly.take(batch.raw.incoming[place])
      batch.show(place)
      place += 1
    }
    return false
  }

  /// Follows the notification at the first of some places, and returns the place behind it.
  @inline(never)
  private func sortNotification(
    _ places: Range<Int>, of batch: inout SCTPReceiveBatch, _ descriptor: CInt, _ state: inout SocketState
  ) throws(SCTPError) -> Int {
    let last = places.first { unsafe batch.raw.incoming[$0].isEndOfMessage }
    let own = places.lowerBound..<(last.map { $0 + 1 } ?? places.upperBound)
    let isShown = unsafe follow(batch.bytes(at: own.lowerBound).bytes, descriptor, &state)
    let kernelsRest = last == nil ? try Self.pullRest(descriptor) : []
    if isShown {
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
