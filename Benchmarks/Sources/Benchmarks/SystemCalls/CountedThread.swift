import CBenchmarks
import Foundation
import Synchronization

/// The thread that performs the operations whose system calls are counted.
struct CountedThread {
  private let thread = TaskThread()
  private let tracepoint: UInt64
  private let own: CallCounter
  private let shared: CallCounter

  init() throws {
    let tracepoint = try Tracepoint.end.identifier()
    self.tracepoint = tracepoint
    (own, shared) = try thread.perform {
      (try CallCounter(tracepoint), try CallCounter(tracepoint, filter: "id != \(SYS_futex)", inherits: true))
    }
    try verify()
  }

  /// Creates a tally of the calls of this thread.
  func tally() throws -> CallTally {
    try thread.perform { [own] in try CallTally(own) }
  }

  /// Creates a tally of the calls of this thread and of the threads that it started, such as the library's reactor.
  ///
  /// It excludes futex(2), with which threads wait for tasks: the library does not make those calls.
  func asyncTally() throws -> CallTally {
    try thread.perform { [shared] in try CallTally(shared) }
  }

  /// Creates a counter of the calls with this number that fail with EAGAIN in this thread.
  func waits(in call: CInt) throws -> CallCounter {
    try thread.perform { [tracepoint] in
      try CallCounter(tracepoint, filter: "id == \(call) && ret == \(-EAGAIN)")
    }
  }

  /// Creates a counter of the calls of poll(2) in this thread that have started.
  func polls() throws -> CallCounter {
    try thread.perform { try CallCounter(Tracepoint.start.identifier(), filter: "id == \(SYS_ppoll)") }
  }

  /// Adds to a tally in this thread, and runs `meanwhile` in the caller's thread.
  func extend(
    _ tally: inout CallTally, _ body: @escaping @Sendable (inout CallTally) async throws -> Void,
    meanwhile: () throws -> Void = {}
  ) throws {
    tally = try thread.perform { [tally] in
      var tally = tally
      try await body(&tally)
      return tally
    } meanwhile: {
      try meanwhile()
    }
  }

  /// Throws unless the counters work, because a counter that stays at 0 would be within every limit.
  private func verify() throws {
    let known = 100
    var tally = try tally()
    var asyncTally = try asyncTally()
    try extend(&tally) { tally in
      for _ in 0..<2 { try await tally.add(known) { Self.call(known) } }
    }
    try extend(&asyncTally) { tally in
      for _ in 0..<2 { try await tally.add(known) { Self.callInThread(known) } }
    }
    // The calls that start the thread count too.
    guard tally.calls == known, asyncTally.calls >= known else {
      throw Failure("system calls are miscounted: \(tally.calls) and \(asyncTally.calls) instead of \(known)")
    }
  }

  private static func call(_ count: Int) {
    for _ in 0..<count { _ = getppid() }
  }

  private static func callInThread(_ count: Int) {
    let done = DispatchSemaphore(value: 0)
    Thread.detachNewThread {
      call(count)
      done.signal()
    }
    done.wait()
  }
}

/// A thread that runs tasks and adds no system calls to theirs except futex(2), with which it waits for them.
///
/// Swift's thread pool starts and ends threads, whose system calls would be counted.
@safe private final class TaskThread: TaskExecutor, @unchecked Sendable {
  // Not a `Mutex`: it calls gettid(2) when a thread first has to wait for it.
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
      // A failure in the task may have caused this one.
      if case .failure(let cause) = pending.outcome { throw cause }
      throw error
    }
    return try pending.wait()
  }
}

/// The result of a task.
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
    guard let outcome else { throw Failure("a task ended without a result") }
    return try outcome.get()
  }
}
