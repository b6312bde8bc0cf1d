#if os(Linux)
/// Runs tasks in the thread that wakes them.
///
/// A task that waits for a socket is woken by one thread, `sctp-reactor`, and then runs in one of Swift's own threads. On
/// this executor it runs in the thread that woke it, which saves the way from the one to the other: a server of many short
/// messages is fastest here, as long as it is one thread's work. The figures are in <doc:Performance>.
///
/// ```swift
/// try await withTaskExecutorPreference(try SCTPTaskExecutor.shared) {
///   for try await received in server.received { try await answer(received) }
/// }
/// ```
///
/// Child tasks, and functions and actors without an executor of their own, run here too. What takes long, or blocks its
/// thread, as the calls without `await` do, holds up every task of the process that waits for a socket: give it to a task
/// with another preference.
///
/// Like the threads of Swift's own executor, the thread blocks the signals that other threads can handle, such as
/// SIGTERM. A child process that a task starts inherits this mask. The thread does not block SIGABRT or the signals of
/// other faults.
public final class SCTPTaskExecutor: TaskExecutor {
  private static let one = Locked<SCTPTaskExecutor?>(nil)
  private let reactor: Reactor

  private init(_ reactor: Reactor) {
    self.reactor = reactor
  }

  /// The process's only one.
  ///
  /// - Throws: ``SCTPError`` with EMFILE, ENFILE or ENOMEM if the thread cannot be started, EAGAIN if there are too many.
  public static var shared: SCTPTaskExecutor {
    get throws(SCTPError) {
      try one.withLock { one throws(SCTPError) in
        if let one, one.reactor.process.isCurrent { return one }
        let executor = SCTPTaskExecutor(try Reactor.shared())
        one = executor
        return executor
      }
    }
  }

  /// Runs a job; for Swift's runtime.
  public func enqueue(_ job: consuming ExecutorJob) {
    unsafe reactor.run(UnownedJob(job), for: asUnownedTaskExecutor())
  }
}
#endif
