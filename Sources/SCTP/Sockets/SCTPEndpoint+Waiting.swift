#if os(Linux)
internal import Synchronization

extension SCTPEndpoint {
  /// Repeats an attempt after each change of the socket until it is done, without blocking a thread.
  ///
  /// Throws ECANCELED once the task is canceled, EBADF when the socket is closed meanwhile, ETIMEDOUT at the deadline.
  /// Each async call that is not inlined costs hundreds of instructions when it returns, even if it did not wait.
  @inline(__always)
  func repeatUntilDone<Value>(
    for interest: Interest, in operation: String, until deadline: Deadline,
    _ attempt: (CInt) throws(SCTPError) -> Attempt<Value>
  ) async throws(SCTPError) -> Value {
    // A task whose calls never have to wait would not let other tasks run.
    if asyncCallCount.add(1, ordering: .relaxed).newValue.isMultiple(of: 256) { await Task.yield() }
    var watch = gate.existingWatch
    var isWokenForArrival = false
    try Self.throwIfCancelled(operation)
    defer { if isWokenForArrival { watch?.wakeNextArrivalWaiter() } }
    while true {
      // Read the count before the attempt, so that a later change ends the wait immediately.
      let changes = watch?.changes(interest.readiness) ?? 0
      let isReported: Bool
      switch try gate.withDescriptor(operation, attempt) {
      case .done(let value):
        if interest.readiness == .input { watch?.recordReceipt() }
        return value
      case .notYet(let reported): isReported = reported
      }
      isWokenForArrival = false
      if deadline.nanosecondsLeft == 0 { throw SCTPError(.timedOut, in: operation, because: .timeout) }
      if let watch, watch.isPrepared(for: interest.readiness) {
        let end = isReported ? deadline : deadline.limited(to: .shortPause)
        let isCanceled: Bool
        (isWokenForArrival, isCanceled) = await watch.wait(for: interest, after: changes, until: end)
        if isCanceled { throw SCTPError(.canceled, in: operation) }
      } else {
        watch = try gate.withDescriptor(operation) { descriptor throws(SCTPError) in
          try gate.watch(descriptor, for: interest.readiness)
        }
      }
    }
  }

  static func throwIfCancelled(_ operation: String) throws(SCTPError) {
    if Task.isCancelled { throw SCTPError(.canceled, in: operation) }
  }
}
#endif
