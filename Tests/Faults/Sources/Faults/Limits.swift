import Interposer
import SCTP

extension Runner {
  /// Runs an operation with ever more free descriptors, until it succeeds; returns the number of descriptors that it
  /// needs.
  ///
  /// Each earlier run must fail with EMFILE and leave nothing behind.
  func findDescriptorsNeeded(by operation: Operation) -> (count: UInt, failures: [String]) {
    for free in UInt(0)...64 {
      var failures: [String] = []
      let before = Resources.current
      let isEnough = runWithDescriptors(free, operation, &failures)
      if !waitUntil({ Resources.current.difference(from: before).isEmpty }) {
        failures += Resources.current.difference(from: before)
      }
      if isEnough || !failures.isEmpty { return (free, failures) }
    }
    return (64, ["the operation needs more than 64 descriptors"])
  }

  private func runWithDescriptors(_ free: UInt, _ operation: Operation, _ failures: inout [String]) -> Bool {
    do {
      let trial = try operation.begin()
      let limit = interposer_limit_descriptors(Resources.current.limit(forFreeDescriptors: free))
      let error = Self.observe(trial, nil)
      _ = interposer_limit_descriptors(limit)
      guard let error else {
        try trial.check()
        try trial.close()
        return true
      }
      guard let error = error as? SCTPError, error.code == .tooManyOpenFiles else {
        failures.append("with \(free) descriptors: \(error)")
        return false
      }
      if operation.isRepeatableAfterShortage {
        try trial.repeatBody()
        try trial.check()
      }
      try trial.close()
    } catch {
      failures.append("with \(free) descriptors, afterwards: \(error)")
    }
    return false
  }

  /// Creates an executor and a batch in a process whose address space cannot grow; both must fail without a trace.
  func exhaustMemory() -> [String] {
    var failures: [String] = []
    let before = Resources.current
    // Each thread needs a stack of several megabytes.
    let limit = interposer_limit_memory(interposer_memory_size() + 64 << 20)
    expect(.resourceTemporarilyUnavailable, in: "pthread_create", &failures) {
      _ = try SCTPTaskExecutor(threadCount: 200)
    }
    expect(.noMemory, in: "recvmmsg", &failures) {
      _ = try SCTPReceiveBatch(capacity: 1_024, bytesPerMessage: 1 << 20)
    }
    _ = interposer_limit_memory(limit)
    if !waitUntil({ Resources.current.difference(from: before).isEmpty }) {
      failures += Resources.current.difference(from: before)
    }
    do { _ = try SCTPTaskExecutor(threadCount: 20) } catch { failures.append("afterwards: \(error)") }
    return failures
  }

  private func expect(_ code: Errno, in operation: String, _ failures: inout [String], _ body: () throws -> Void) {
    let outcome = Outcome.fails(code, in: operation)
    do {
      try body()
      failures.append("expected: \(outcome); outcome: success")
    } catch {
      if !outcome.isMatched(by: error) { failures.append("expected: \(outcome); outcome: \(error)") }
    }
  }
}
