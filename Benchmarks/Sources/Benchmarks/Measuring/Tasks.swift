import Dispatch

/// Measures work that tasks do.
enum Tasks {
  /// How many nanoseconds `body` takes, with what it starts.
  static func time(_ body: @escaping @Sendable () async throws -> Void) throws -> Double {
    let failure = FirstFailure()
    let done = DispatchSemaphore(value: 0)
    let time = Stopwatch.time {
      Task.detached {
        do { try await body() } catch { failure.note(.failure(error)) }
        done.signal()
      }
      done.wait()
    }
    try failure.rethrow()
    return time
  }
}
