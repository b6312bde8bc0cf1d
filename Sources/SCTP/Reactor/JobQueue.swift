#if os(Linux)
/// A job of Swift's runtime, and the executor that it runs on.
@safe struct Job {
  private let job: UnownedJob
  @unsafe private let executor: UnownedTaskExecutor

  init(_ job: UnownedJob, for executor: UnownedTaskExecutor) {
    self.job = job
    unsafe self.executor = unsafe executor
  }

  func run() { unsafe job.runSynchronously(on: executor) }
}

/// Jobs in the order in which they were added.
struct JobQueue {
  private var jobs: [Job] = []
  /// The index of the first job that was not removed.
  private var head = 0

  var count: Int { jobs.count - head }

  mutating func append(_ job: Job) { jobs.append(job) }

  mutating func removeFirst() -> Job? {
    guard head < jobs.count else { return nil }
    defer { releaseSpace() }
    head += 1
    return jobs[head - 1]
  }

  /// Reuses the space of removed jobs once they are at least half of the array, so that a removal takes constant time on
  /// average.
  private mutating func releaseSpace() {
    if head == jobs.count {
      jobs.removeAll(keepingCapacity: true)
      head = 0
    } else if head >= 64, head * 2 >= jobs.count {
      jobs.removeFirst(head)
      head = 0
    }
  }
}
#endif
