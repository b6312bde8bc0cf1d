import Dispatch
import Foundation
import Synchronization

/// Measures work that several threads do together.
enum Threads {
  /// How many nanoseconds it takes from when all threads are there until the last one is done.
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

/// The first error that one of several threads came to.
final class FirstFailure: Sendable {
  private let error = Mutex<(any Error)?>(nil)

  func note(_ result: Result<Void, any Error>) {
    if case .failure(let failure) = result { error.withLock { $0 = $0 ?? failure } }
  }

  func rethrow() throws {
    if let error = error.withLock({ $0 }) { throw error }
  }
}
