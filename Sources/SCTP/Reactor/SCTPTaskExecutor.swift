#if os(Linux)
internal import CSCTP

/// A task executor that runs tasks on the threads that wake them.
///
/// A task that waits for a socket usually resumes on a thread of the Swift runtime. On this executor, it resumes on the
/// thread that observes the socket, which saves a switch between threads. Use the executor for servers that handle many
/// messages. <doc:Performance> contains measurements.
///
/// ```swift
/// try await withTaskExecutorPreference(try SCTPTaskExecutor.shared) {
///   for try await received in server.received { try await answer(received) }
/// }
/// ```
///
/// Child tasks, and functions and actors without an executor, also run on the executor. Each socket belongs to one of
/// the threads, and a task that has waited for the socket resumes on this thread. The sockets are distributed evenly.
/// A socket belongs to an executor once a task on one of its threads has waited for the socket, and stays there. Any
/// thread runs the other tasks. Of the tasks that a task creates or resumes, the first usually runs on the same thread,
/// after this task has suspended.
///
/// Code that computes for a long time or blocks its thread, such as the blocking form of a call, delays the tasks that
/// wait for the sockets of this thread. Other threads do not run these tasks. Run such code in a task with another
/// executor preference. Tasks that do not run on the executor are not delayed, unless they wait for one of its sockets.
///
/// If every processor is busy, the threads do not preempt other threads (`SCHED_BATCH`). This delays a message by a few
/// milliseconds at most, and allows a thread to handle many messages together.
///
/// Like the threads of Swift's own executor, the threads block the signals that other threads can handle, such as
/// SIGTERM. The threads do not block the signals of faults, such as SIGABRT. A child process that a task starts inherits
/// this signal mask and `SCHED_BATCH`.
///
/// A child of fork(2) does not have the threads. ``shared`` creates new threads in the child.
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
    // A child of fork(2) shares the descriptors with its parent, whose threads must continue.
    if threads.process.isCurrent { threads.stop() }
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
