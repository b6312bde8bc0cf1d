import Foundation
import Synchronization

/// A thread that runs tasks, and makes no system calls for it but those by which it waits for them: futex(2).
///
/// The threads of Swift's own pool come and go, and so do their calls.
@safe final class TaskThread: TaskExecutor, @unchecked Sendable {
  // Not a `Mutex`, which asks for the number of a thread, gettid(2), when that first has to wait for it.
  private let lock = NSLock()
  private var jobs: [UnownedJob] = []
  private let ready = DispatchSemaphore(value: 0)

  init() {
    Thread.detachNewThread { [self] in run() }
  }

  func enqueue(_ job: consuming ExecutorJob) {
    let job = UnownedJob(job)
    lock.withLock { jobs.append(job) }
    ready.signal()
  }

  private func run() {
    while true {
      ready.wait()
      let job = lock.withLock { jobs.removeFirst() }
      unsafe job.runSynchronously(on: asUnownedTaskExecutor())
    }
  }

  /// Runs `body` as a task in the thread, and `meanwhile` in the caller's.
  func perform<Value: Sendable>(
    _ body: @escaping @Sendable () async throws -> Value, meanwhile: () throws -> Void = {}
  ) throws -> Value {
    let pending = Pending<Value>()
    Task.detached(executorPreference: self) {
      do { pending.end(.success(try await body())) } catch { pending.end(.failure(error)) }
    }
    do {
      try meanwhile()
    } catch {
      // What the two were to do together may have failed here because it failed there.
      if case .failure(let cause) = pending.outcome { throw cause }
      throw error
    }
    return try pending.wait()
  }
}

/// What a task is going to come to.
private final class Pending<Value: Sendable>: Sendable {
  private let result = Mutex<Result<Value, any Error>?>(nil)
  private let done = DispatchSemaphore(value: 0)

  var outcome: Result<Value, any Error>? { result.withLock { $0 } }

  func end(_ outcome: Result<Value, any Error>) {
    result.withLock { $0 = outcome }
    done.signal()
  }

  func wait() throws -> Value {
    done.wait()
    guard let outcome else { throw Failure(sentence: "a task ended without a result") }
    return try outcome.get()
  }
}
