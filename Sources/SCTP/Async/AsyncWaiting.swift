#if os(Linux)
internal import Synchronization

extension SCTPEndpoint {
  /// Makes an attempt, again after each change of the socket, until it is done; meanwhile no thread is blocked.
  ///
  /// Throws ECANCELED once the task is cancelled, EBADF when the socket is closed meanwhile, ETIMEDOUT at the deadline.
  func untilDone<Value>(
    for readiness: Readiness, in operation: String, until deadline: Deadline,
    _ attempt: (CInt) throws(SCTPError) -> Attempt<Value>
  ) async throws(SCTPError) -> Value {
    // Lets other tasks run now and then: a call that never has to wait would keep its thread for itself.
    if asyncCalls.add(1, ordering: .relaxed).newValue.isMultiple(of: 64) { await Task.yield() }
    var watch = gate.existingWatch
    while true {
      try Self.throwIfCancelled(operation)
      // Looked at before the attempt: after a change since then there is nothing to wait for.
      let seen = watch?.changes(readiness) ?? 0
      let isNoticed: Bool
      switch try gate.withDescriptor(operation, attempt) {
      case .done(let value): return value
      case .notYet(let noticed): isNoticed = noticed
      }
      if deadline.nanosecondsLeft == 0 { throw SCTPError(.timedOut, in: operation, because: .timeout) }
      if let watch, watch.covers(readiness) {
        await watch.wait(for: readiness, after: seen, until: isNoticed ? deadline : deadline.orSoon)
      } else {
        watch = try gate.withDescriptor(operation) { descriptor throws(SCTPError) in
          try gate.watch(descriptor, for: readiness)
        }
      }
    }
  }

  static func throwIfCancelled(_ operation: String) throws(SCTPError) {
    if Task.isCancelled { throw SCTPError(.canceled, in: operation) }
  }
}
#endif
