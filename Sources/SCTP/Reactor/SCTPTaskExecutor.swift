#if os(Linux)
/// Runs tasks in the thread that wakes them.
///
/// The thread `sctp-reactor` wakes the tasks that wait for a socket. A woken task usually continues in one of Swift's
/// own threads. On this executor, it continues in `sctp-reactor`, which saves the switch between threads: a server with
/// many short messages is fastest here, if one thread can do its work. The figures are in <doc:Performance>.
///
/// ```swift
/// try await withTaskExecutorPreference(try SCTPTaskExecutor.shared) {
///   for try await received in server.received { try await answer(received) }
/// }
/// ```
///
/// Child tasks, and functions and actors without an executor, run here too. Code that takes long or blocks its thread,
/// such as the calls without `await`, delays every task of the process that waits for a socket: run it in a task with
/// another preference.
///
/// Like the threads of Swift's own executor, the thread blocks the signals that other threads can handle, such as
/// SIGTERM. A child process that a task starts inherits this mask. The thread does not block SIGABRT or the signals of
/// other faults.
public final class SCTPTaskExecutor: TaskExecutor {
  private static let instance = Locked<SCTPTaskExecutor?>(nil)
  private let reactor: Reactor

  private init(_ reactor: Reactor) {
    self.reactor = reactor
  }

  /// The executor of the process.
  ///
  /// - Throws: ``SCTPError`` with EMFILE, ENFILE or ENOMEM if the thread cannot be started, EAGAIN if there are too
  ///   many.
  public static var shared: SCTPTaskExecutor {
    get throws(SCTPError) {
      try instance.withLock { instance throws(SCTPError) in
        if let instance, instance.reactor.process.isCurrent { return instance }
        let executor = SCTPTaskExecutor(try Reactor.shared())
        instance = executor
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
