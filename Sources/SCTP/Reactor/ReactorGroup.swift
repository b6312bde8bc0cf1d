#if os(Linux)
internal import CSCTP
internal import Synchronization

/// The threads of an executor.
///
/// Each socket belongs to one of the threads. The thread wakes the tasks that wait for the socket, and runs them itself.
/// Any of the threads runs the other jobs.
final class ReactorGroup: Sendable {
  /// The process that the threads run in; a child of fork(2) does not have them.
  let process = ProcessGeneration.current
  private let reactors: [Reactor]
  /// The jobs that any thread may run.
  private let jobs = Locked(JobQueue())
  private let jobCount = Atomic<Int>(0)
  /// Locked while a reactor is chosen, so that two threads do not choose the same one.
  private let isStopped = Locked(false)

  /// The number of these jobs that a thread runs before it looks at its sockets again.
  private static var jobsPerTurn: Int { 16 }

  init(threadCount: Int) throws(SCTPError) {
    var reactors: [Reactor] = []
    for _ in 0..<threadCount { reactors.append(try Reactor(isOnExecutor: true)) }
    self.reactors = reactors
    do throws(SCTPError) {
      for reactor in reactors { try reactor.start("sctp-executor", for: self) }
    } catch {
      stop()
      throw error
    }
  }

  var threadCount: Int { reactors.count }

  /// Chooses the reactor with the fewest sockets for one more; the caller must add the socket.
  ///
  /// After the release of the executor, the other threads may have ended, so the reactor is that of the calling thread.
  func chooseReactor(in thread: ReactorThread) -> Reactor {
    isStopped.withLock { isStopped in
      let reactor = isStopped ? thread.reactor : reactorWithFewestSockets
      reactor.countChosenSocket()
      return reactor
    }
  }

  private var reactorWithFewestSockets: Reactor {
    reactors.dropFirst().reduce(reactors[0]) { $1.watchCount < $0.watchCount ? $1 : $0 }
  }

  /// Ends each thread once it has no socket and no job.
  func stop() {
    isStopped.withLock { $0 = true }
    for reactor in reactors { reactor.stop() }
  }

  /// Adds a job.
  func add(_ job: Job) {
    if let thread = ReactorThread.current, thread.group === self, thread.take(job) { return }
    jobs.withLock { jobs in
      jobs.append(job)
      jobCount.store(jobs.count, ordering: .sequentiallyConsistent)
    }
    wakeSleepingThread()
  }

  /// Whether a job is queued that any thread may run.
  var hasJobs: Bool { jobCount.load(ordering: .sequentiallyConsistent) > 0 }

  /// Runs some of the jobs that any thread may run.
  func runJobs() {
    for _ in 0..<Self.jobsPerTurn {
      guard hasJobs else { return }
      let job = jobs.withLock { jobs in
        defer { jobCount.store(jobs.count, ordering: .sequentiallyConsistent) }
        return jobs.removeFirst()
      }
      guard let job else { return }
      if hasJobs { wakeSleepingThread() }
      job.run()
    }
  }

  private func wakeSleepingThread() {
    // The first reactors have the most sockets.
    for reactor in reactors.reversed() where reactor.wakeIfAsleep() { return }
  }
}
#endif
