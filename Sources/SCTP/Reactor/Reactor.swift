#if os(Linux)
internal import CSCTP
internal import Synchronization

/// The one thread of the process that waits for sockets, and wakes the tasks that wait for them; it also runs tasks, where
/// that is asked for.
///
/// It is started by the first task that has to wait, and runs until the process ends.
final class Reactor: Sendable {
  /// The process that the thread runs in; a child of fork(2) has no such thread.
  let process = ProcessGeneration.current
  private let epoll: CInt
  /// An eventfd(2) that makes the thread look at the deadlines again; edge-triggered, and so never read.
  private let alarm: CInt
  private let state = Locked(State())

  private struct State {
    var watches: [UInt64: ReadinessWatch] = [:]
    var lastIdentifier = Reactor.alarmIdentifier
    var deadlines = DeadlineQueue()
    /// That of the task that came last, also when it waits no longer.
    var lastDeadline: Int64?
    var sleep = Sleep.none
    var hasCrowd = false
    /// What is to be run in the thread.
    var jobs: [Job] = []
    var hasRunJobs = false
  }

  @safe private struct Job {
    private let job: UnownedJob
    @unsafe private let executor: UnownedTaskExecutor

    init(_ job: UnownedJob, for executor: UnownedTaskExecutor) {
      self.job = job
      unsafe self.executor = unsafe executor
    }

    func run() { unsafe job.runSynchronously(on: executor) }
  }

  /// How long the thread sleeps, if nothing happens.
  private enum Sleep {
    case none
    case until(Int64?)
  }

  private static var alarmIdentifier: UInt64 { 0 }
  private static let running = Locked<Reactor?>(nil)

  /// The process's reactor.
  static func shared() throws(SCTPError) -> Reactor {
    try running.withLock { running throws(SCTPError) in
      if let running, running.process.isCurrent { return running }
      let reactor = try Reactor()
      try DetachedThread.start("sctp-reactor") { reactor.run() }
      running = reactor
      return reactor
    }
  }

  private init() throws(SCTPError) {
    epoll = try check("epoll_create1") { csctp_epoll_create() }
    do throws(SCTPError) {
      alarm = try check("eventfd") { csctp_eventfd() }
    } catch {
      _ = csctp_close(epoll)
      throw error
    }
    try check("epoll_ctl") { csctp_epoll_add(epoll, alarm, EPOLLIN.rawValue | EPOLLET.rawValue, Self.alarmIdentifier) }
  }

  deinit {
    _ = csctp_close(alarm)
    _ = csctp_close(epoll)
  }

  /// Begins to watch a socket for input, unless there is a watch in `place` already; its state of now counts as a change.
  func watch(
    _ descriptor: CInt, in place: borrowing LazyReference<ReadinessWatch>
  ) throws(SCTPError) -> ReadinessWatch {
    try state.withLock { state throws(SCTPError) in
      if let existing = place.load() { return existing }
      state.lastIdentifier += 1
      let watch = ReadinessWatch(state.lastIdentifier, self)
      try check("epoll_ctl") { csctp_epoll_add(epoll, descriptor, Self.inputEvents, watch.identifier) }
      state.watches[watch.identifier] = watch
      return place.storeIfNil(watch)
    }
  }

  /// Watches a socket for output too; its state of now counts as a change.
  func watchOutput(_ descriptor: CInt, _ watch: ReadinessWatch) throws(SCTPError) {
    let events = Self.inputEvents | EPOLLOUT.rawValue
    try check("epoll_ctl") { csctp_epoll_modify(epoll, descriptor, events, watch.identifier) }
  }

  private static var inputEvents: UInt32 { EPOLLIN.rawValue | EPOLLRDHUP.rawValue | EPOLLET.rawValue }

  /// Watches a socket no longer; its descriptor is still open.
  func forget(_ watch: ReadinessWatch, _ descriptor: CInt) {
    state.withLock { $0.watches[watch.identifier] = nil }
    // Not left to close(2), which does not do it if somebody has a duplicate of the descriptor.
    _ = csctp_epoll_remove(epoll, descriptor)
  }

  /// How many tasks wait with a deadline.
  var deadlineCount: Int { state.withLock { $0.deadlines.count } }

  /// Ends the wait of a task at some moment, unless it has ended before.
  func schedule(_ waiter: Waiter, at instant: Int64) {
    awake { state in
      state.deadlines.add(waiter, at: instant)
      state.lastDeadline = instant
      guard case .until(let end) = state.sleep else { return false }
      return end.map { instant < $0 } ?? true
    }
  }

  /// Runs a job in the thread, for an executor.
  func run(_ job: UnownedJob, for executor: UnownedTaskExecutor) {
    awake { state in
      state.jobs.append(unsafe Job(job, for: executor))
      if case .until = state.sleep { return true }
      return false
    }
  }

  /// Changes the state, and ends the thread's sleep if `change` says that it sleeps too long.
  private func awake(_ change: (inout State) -> Bool) {
    let sleepsTooLong = state.withLock { state in
      guard change(&state) else { return false }
      state.sleep = .none
      return true
    }
    if sleepsTooLong { _ = csctp_eventfd_signal(alarm, 1) }
  }

  /// Forgets the deadline of a task that waits no longer.
  func unschedule(_ waiter: Waiter) {
    state.withLock { $0.deadlines.remove(waiter) }
  }

  private func run() {
    let events = UnsafeMutableBufferPointer<csctp_event>.allocate(capacity: Int(csctp_event_capacity))
    var jobs: [Job] = []
    while true {
      switch nextStep() {
      case .end(let waiter): waiter.watch.end(waiter)
      case .sleep(let milliseconds):
        let count = unsafe csctp_epoll_wait(epoll, events.baseAddress, milliseconds)
        for index in 0..<max(0, Int(count)) { unsafe note(events[index]) }
        runJobs(&jobs)
      }
    }
  }

  /// Runs what is to be run by now, in an array that is used again and again.
  private func runJobs(_ jobs: inout [Job]) {
    state.withLock { state in
      state.sleep = .none
      swap(&state.jobs, &jobs)
      if !jobs.isEmpty { state.hasRunJobs = true }
    }
    for job in jobs { job.run() }
    jobs.removeAll(keepingCapacity: true)
  }

  private enum Step {
    case end(Waiter)
    /// -1 is without limit.
    case sleep(milliseconds: CInt)
  }

  private func nextStep() -> Step {
    state.withLock { state in
      Self.adapt(&state)
      // A deadline that nobody waits for any more counts too: the next one is mostly later, and then needs no alarm.
      let end = state.deadlines.earliest ?? state.lastDeadline
      let now = end == nil ? 0 : Deadline.now
      if let waiter = state.deadlines.removeFirst(until: now) { return .end(waiter) }
      if let end, end <= now { state.lastDeadline = nil }
      guard state.jobs.isEmpty else { return .sleep(milliseconds: 0) }
      state.sleep = .until(end)
      // Rounded up: after it, the deadline has passed.
      return .sleep(milliseconds: end.map { CInt(clamping: max(0, $0 - now + 999_999) / 1_000_000) } ?? -1)
    }
  }

  /// With many sockets it is better to look at many changes at once than at each at once: then what wakes the thread does
  /// not interrupt the tasks that run, unless it runs tasks itself.
  private static func adapt(_ state: inout State) {
    guard (state.watches.count >= 16 && !state.hasRunJobs) != state.hasCrowd else { return }
    state.hasCrowd.toggle()
    csctp_interrupts_others(!state.hasCrowd)
  }

  private func note(_ event: csctp_event) {
    let watch = state.withLock { state in
      state.sleep = .none
      return state.watches[event.identifier]
    }
    // Else it is the alarm, or a socket that was closed meanwhile.
    watch?.note(event.events)
  }
}
#endif
