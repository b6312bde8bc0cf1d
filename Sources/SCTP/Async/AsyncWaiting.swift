#if os(Linux)
internal import Synchronization

extension SCTPEndpoint {
  /// Repeats an attempt after each change of the socket until it is done, without blocking a thread.
  ///
  /// Throws ECANCELED once the task is canceled, EBADF when the socket is closed meanwhile, ETIMEDOUT at the deadline.
  func untilDone<Value>(
    for interest: Interest, in operation: String, until deadline: Deadline,
    _ attempt: (CInt) throws(SCTPError) -> Attempt<Value>
  ) async throws(SCTPError) -> Value {
    // Lets other tasks run now and then: a call that never has to wait would keep its thread for itself.
    if asyncCalls.add(1, ordering: .relaxed).newValue.isMultiple(of: 64) { await Task.yield() }
    var watch = gate.existingWatch
    var isChosen = false
    defer { if isChosen { watch?.wakeNextTaker() } }
    while true {
      try Self.throwIfCancelled(operation)
      // Read before the attempt, so that a change since then ends the wait at once.
      let seen = watch?.changes(interest.readiness) ?? 0
      if case .done(let value) = try gate.withDescriptor(operation, attempt) { return value }
      isChosen = false
      if deadline.nanosecondsLeft == 0 { throw SCTPError(.timedOut, in: operation, because: .timeout) }
      if let watch, watch.covers(interest.readiness) {
        isChosen = await watch.wait(for: interest, after: seen, until: interest.limit(deadline))
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

extension Interest {
  /// The deadline of one wait: the kernel reports every arrival, but not every other change.
  fileprivate func limit(_ deadline: Deadline) -> Deadline {
    switch self {
    case .arrival: deadline
    case .change: deadline.limitedToPause
    }
  }
}
#endif
