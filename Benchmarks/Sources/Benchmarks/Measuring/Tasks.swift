import Dispatch
import SCTP

/// Measures work that tasks do.
enum Tasks {
  /// Where tasks run.
  enum Place {
    /// In the library's own thread: `SCTPTaskExecutor`.
    case executor
    /// In the threads of Swift's runtime.
    case pool

    var executor: (any TaskExecutor)? {
      get throws {
        switch self {
        case .executor: try SCTPTaskExecutor.shared
        case .pool: nil
        }
      }
    }
  }

  /// How many nanoseconds `body` takes, with what it starts.
  static func time(in place: Place = .pool, _ body: @escaping @Sendable () async throws -> Void) throws -> Double {
    let executor = try place.executor
    let failure = FirstFailure()
    let done = DispatchSemaphore(value: 0)
    let time = Stopwatch.time {
      Task.detached(executorPreference: executor) {
        do { try await body() } catch { failure.note(.failure(error)) }
        done.signal()
      }
      done.wait()
    }
    try failure.rethrow()
    return time
  }
}
