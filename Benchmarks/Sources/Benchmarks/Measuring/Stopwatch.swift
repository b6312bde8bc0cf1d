import CBenchmarks
import Dispatch
import Foundation
import SCTP
import Synchronization

/// Measures time in nanoseconds, and counts allocations meanwhile.
enum Stopwatch {
  static func time(_ body: () throws -> Void) rethrows -> Double {
    allocation_counter_set_counting(true)
    defer { allocation_counter_set_counting(false) }
    let start = workload_clock()
    try body()
    return Double(workload_clock() - start)
  }

  /// Measures `body` several times, without the time of `before` and `after`.
  static func time(
    rounds: Int, before: () throws -> Void = {}, _ body: () throws -> Void, after: () throws -> Void = {}
  ) rethrows -> Double {
    var sum = 0.0
    for _ in 0..<rounds {
      try before()
      sum += try time(body)
      try after()
    }
    return sum
  }

  /// Counts the blocks that are allocated in the measured part of `body`.
  static func allocations(in body: () throws -> Double) rethrows -> Int {
    let before = allocation_counter_count()
    _ = try body()
    return Int(allocation_counter_count() - before)
  }
}

/// Measures work that several threads do together.
enum Threads {
  /// Returns the nanoseconds from the start of all threads to the end of the last.
  static func time(_ bodies: [@Sendable () throws -> Void]) throws -> Double {
    let ready = DispatchSemaphore(value: 0)
    let start = DispatchSemaphore(value: 0)
    let done = DispatchSemaphore(value: 0)
    let failure = FirstFailure()
    for body in bodies {
      Thread.detachNewThread {
        ready.signal()
        start.wait()
        failure.note(Result { try body() })
        done.signal()
      }
    }
    for _ in bodies { ready.wait() }
    let time = Stopwatch.time {
      for _ in bodies { start.signal() }
      for _ in bodies { done.wait() }
    }
    try failure.rethrow()
    return time
  }
}

/// Measures work that tasks do.
enum Tasks {
  /// Returns the nanoseconds that a task and its child tasks take.
  static func time(
    onTaskExecutor: Bool = false, _ body: @escaping @Sendable () async throws -> Void
  ) throws -> Double {
    let executor: (any TaskExecutor)? = onTaskExecutor ? try SCTPTaskExecutor.shared : nil
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

/// The first error of several threads.
final class FirstFailure: Sendable {
  private let error = Mutex<(any Error)?>(nil)

  func note(_ result: Result<Void, any Error>) {
    if case .failure(let failure) = result { error.withLock { $0 = $0 ?? failure } }
  }

  func rethrow() throws {
    if let error = error.withLock({ $0 }) { throw error }
  }
}
