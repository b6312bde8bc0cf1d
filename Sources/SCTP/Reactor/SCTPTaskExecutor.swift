#if os(Linux)
internal import CSCTP

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
  private let threads: ReactorGroup

  /// Creates an executor with threads of its own.
  ///
  /// The threads end when the executor has been released, and the sockets that they watch have been closed.
  ///
  /// - Parameter threadCount: The number of threads, from 1 to 1,024.
  /// - Throws: ``SCTPError`` with
  ///   - EINVAL if the number is outside its range;
  ///   - EMFILE or ENFILE if too few descriptors are free: each thread needs two;
  ///   - ENOMEM if there is not enough memory;
  ///   - EAGAIN if there are too many threads.
  public init(threadCount: Int) throws(SCTPError) {
    guard 1...1_024 ~= threadCount else {
      throw SCTPError(.invalidArgument, in: "pthread_create", because: .outOfRange)
    }
    threads = try ReactorGroup(threadCount: threadCount)
  }

  deinit {
    threads.stop()
  }

  /// The executor of the process, with as many threads as there are processors that the process may use.
  ///
  /// - Throws: ``SCTPError`` as ``init(threadCount:)`` does.
  public static var shared: SCTPTaskExecutor {
    get throws(SCTPError) {
      try instance.withLock { instance throws(SCTPError) in
        if let instance, instance.threads.process.isCurrent { return instance }
        let executor = try SCTPTaskExecutor(threadCount: Int(csctp_processor_count()))
        instance = executor
        return executor
      }
    }
  }

  /// The number of threads.
  public var threadCount: Int { threads.threadCount }

  /// Runs a job; for Swift's runtime.
  public func enqueue(_ job: consuming ExecutorJob) {
    threads.add(unsafe Job(UnownedJob(job), for: asUnownedTaskExecutor()))
  }
}
#endif
