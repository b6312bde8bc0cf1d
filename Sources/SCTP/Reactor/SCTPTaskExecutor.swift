#if os(Linux)
/// A task executor that runs tasks on the thread that wakes them.
///
/// The thread `sctp-reactor` wakes the tasks that wait for a socket. A woken task usually resumes on a thread of the
/// Swift runtime. On this executor, the task resumes on `sctp-reactor` itself, which saves a switch between threads.
/// Use the executor for servers with many short messages, if one thread can do the work. <doc:Performance> contains
/// measurements.
///
/// ```swift
/// try await withTaskExecutorPreference(try SCTPTaskExecutor.shared) {
///   for try await received in server.received { try await answer(received) }
/// }
/// ```
///
/// Child tasks, and functions and actors without an executor, also run on this thread. Code that runs long or blocks
/// its thread, such as the blocking form of a call, delays every task of the process that waits for a socket. Run such
/// code in a task with another executor preference.
///
/// Like the threads of Swift's own executor, the thread blocks the signals that other threads can handle, such as
/// SIGTERM. A child process that a task starts inherits this signal mask. The thread does not block the signals of
/// faults, such as SIGABRT.
public final class SCTPTaskExecutor: TaskExecutor {
  private static let instance = Locked<SCTPTaskExecutor?>(nil)
  private let reactor: Reactor

  private init(_ reactor: Reactor) {
    self.reactor = reactor
  }

  /// The executor of the process.
  ///
  /// - Throws: ``SCTPError`` with
  ///   - EMFILE or ENFILE if no descriptor is free;
  ///   - ENOMEM if there is not enough memory;
  ///   - EAGAIN if there are too many threads.
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
