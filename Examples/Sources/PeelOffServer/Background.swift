import Foundation
import Synchronization

/// A call in a thread of its own.
final class Background<Value: Sendable>: Sendable {
  private let done = DispatchSemaphore(value: 0)
  private let result = Mutex<Result<Value, any Error>?>(nil)

  init(_ body: @escaping @Sendable () throws -> Value) {
    Thread.detachNewThread { [self] in
      let outcome = Result { try body() }
      result.withLock { $0 = outcome }
      done.signal()
    }
  }

  /// Waits for the call's end; what it returned or threw.
  func value() throws -> Value {
    done.wait()
    defer { done.signal() }
    guard let outcome = result.withLock({ $0 }) else { throw Failure("a thread ended without a result") }
    return try outcome.get()
  }
}
