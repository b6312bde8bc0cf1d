#if os(Linux)
internal import CSCTP

/// The state of a thread of an executor that no other thread accesses.
final class ReactorThread {
  let reactor: Reactor
  let group: ReactorGroup
  /// Whether the thread is waking tasks.
  private var isWakingTasks = false
  /// The jobs that only this thread runs.
  private var jobs: [Job] = []
  /// The jobs that it is running; empty otherwise.
  private var runningJobs: [Job] = []

  /// The key of the thread-specific value; nil if the process has too many keys.
  private static let key = ThreadKey.create()

  init(_ reactor: Reactor, of group: ReactorGroup) {
    self.reactor = reactor
    self.group = group
  }

  /// The state of this thread; nil if the thread does not belong to an executor.
  ///
  /// It is also nil in a child of fork(2), which shares the epoll(7) instance with its parent.
  static var current: ReactorThread? {
    guard let key, let address = unsafe pthread_getspecific(key) else { return nil }
    let thread = unsafe Unmanaged<ReactorThread>.fromOpaque(address).takeUnretainedValue()
    return thread.group.process.isCurrent ? thread : nil
  }

  /// Runs `body` as the body of this thread.
  func run(_ body: () -> Void) {
    guard let key = Self.key else { return body() }
    withExtendedLifetime(self) {
      unsafe pthread_setspecific(key, Unmanaged.passUnretained(self).toOpaque())
      body()
      pthread_setspecific(key, nil)
    }
  }

  var hasJobs: Bool { !jobs.isEmpty }

  /// Adds a job that this thread adds, if the thread should run it itself; returns false otherwise.
  ///
  /// The thread runs the tasks that it wakes. It also runs a single other job, which is faster than to wake another
  /// thread.
  func take(_ job: Job) -> Bool {
    guard isWakingTasks || jobs.isEmpty else { return false }
    jobs.append(job)
    return true
  }

  /// Runs the queued jobs; the jobs that they add must wait until the thread has looked at its sockets.
  func runJobs() {
    swap(&jobs, &runningJobs)
    for job in runningJobs { job.run() }
    runningJobs.removeAll(keepingCapacity: true)
  }

  /// Runs `body`, which wakes tasks.
  func wakeTasks(_ body: () -> Void) {
    isWakingTasks = true
    body()
    isWakingTasks = false
  }
}
#endif
