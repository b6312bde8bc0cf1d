#if os(Linux)
internal import CSCTP
internal import Synchronization

/// The thread of the process that waits for sockets and wakes the tasks that wait for them.
///
/// The thread also runs the tasks on ``SCTPTaskExecutor``. The first task that must wait starts it, and it runs until
/// the process ends.
final class Reactor: Sendable {
  /// The process that the thread runs in; a child of fork(2) has no such thread.
  let process = ProcessGeneration.current
  private let epoll: CInt
  /// An eventfd(2) that ends the thread's sleep; it is edge-triggered, so the thread never reads it.
  private let alarm: CInt
  private let state = Locked(State())

  private struct State {
    var watches: [UInt64: ReadinessWatch] = [:]
    var lastIdentifier = Reactor.alarmIdentifier
    var deadlines = DeadlineQueue()
    /// The deadline of the task that was scheduled last, even if it no longer waits.
    var lastDeadline: Int64?
    var sleep = Sleep.none
    var usesBatchScheduling = false
    /// The jobs that the thread must run.
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

  /// The end of the thread's sleep if no event occurs.
  private enum Sleep {
    case none
    case until(Int64?)
  }

  private static var alarmIdentifier: UInt64 { 0 }
  private static let running = Locked<Reactor?>(nil)

  /// Returns the reactor of the process, and starts it if necessary.
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

  /// Starts to watch a socket for input, unless `place` already has a watch; the current state counts as a change.
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

  /// Starts to watch a socket for output too; the current state counts as a change.
  func watchOutput(_ descriptor: CInt, _ watch: ReadinessWatch) throws(SCTPError) {
    let events = Self.inputEvents | EPOLLOUT.rawValue
    try check("epoll_ctl") { csctp_epoll_modify(epoll, descriptor, events, watch.identifier) }
  }

  private static var inputEvents: UInt32 { EPOLLIN.rawValue | EPOLLRDHUP.rawValue | EPOLLET.rawValue }

  /// Stops watching a socket, whose descriptor is still open.
  func remove(_ watch: ReadinessWatch, _ descriptor: CInt) {
    state.withLock { $0.watches[watch.identifier] = nil }
    // close(2) does not remove the socket if the descriptor has a duplicate.
    _ = csctp_epoll_remove(epoll, descriptor)
  }

  /// The number of tasks that wait with a deadline.
  var deadlineCount: Int { state.withLock { $0.deadlines.count } }

  /// Ends the wait of a task at `instant`, unless it has already ended.
  func schedule(_ waiter: Waiter, at instant: Int64) {
    update { state in
      state.deadlines.add(waiter, at: instant)
      state.lastDeadline = instant
      guard case .until(let end) = state.sleep else { return false }
      return end.map { instant < $0 } ?? true
    }
  }

  /// Runs a job in the thread, for an executor.
  func run(_ job: UnownedJob, for executor: UnownedTaskExecutor) {
    update { state in
      state.jobs.append(unsafe Job(job, for: executor))
      if case .until = state.sleep { return true }
      return false
    }
  }

  /// Changes the state, and ends the thread's sleep if `change` returns true.
  private func update(_ change: (inout State) -> Bool) {
    let mustEndSleep = state.withLock { state in
      guard change(&state) else { return false }
      state.sleep = .none
      return true
    }
    if mustEndSleep { _ = csctp_eventfd_signal(alarm, 1) }
  }

  /// Removes the deadline of a task that no longer waits.
  func unschedule(_ waiter: Waiter) {
    state.withLock { $0.deadlines.remove(waiter) }
  }

  private func run() {
    let events = UnsafeMutableBufferPointer<csctp_event>.allocate(capacity: Int(csctp_event_capacity))
    var jobs: [Job] = []
    while true {
      switch nextStep() {
      case .endWait(let waiter): waiter.watch.endWait(of: waiter)
      case .sleep(let milliseconds):
        let count = unsafe csctp_epoll_wait(epoll, events.baseAddress, milliseconds)
        for index in 0..<max(0, Int(count)) { unsafe report(events[index]) }
        runJobs(&jobs)
      }
    }
  }

  /// Runs the queued jobs; `jobs` is an empty array whose storage is reused.
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
    case endWait(Waiter)
    /// A time of -1 has no limit.
    case sleep(milliseconds: CInt)
  }

  private func nextStep() -> Step {
    state.withLock { state in
      Self.updateWakeUpPreemption(&state)
      // Sleep until the last deadline even if no task waits for it: the next deadline is usually later, and then does
      // not need the alarm.
      let end = state.deadlines.earliest ?? state.lastDeadline
      let now = end == nil ? 0 : Deadline.now
      if let waiter = state.deadlines.removeFirst(until: now) { return .endWait(waiter) }
      if let end, end <= now { state.lastDeadline = nil }
      guard state.jobs.isEmpty else { return .sleep(milliseconds: 0) }
      state.sleep = .until(end)
      // Round up, so that the deadline has passed afterwards.
      return .sleep(milliseconds: end.map { CInt(clamping: max(0, $0 - now + 999_999) / 1_000_000) } ?? -1)
    }
  }

  /// Sets whether a wake-up of the thread preempts the running thread.
  ///
  /// With many sockets, handling many changes together is faster than handling each change immediately, unless the
  /// thread itself runs tasks.
  private static func updateWakeUpPreemption(_ state: inout State) {
    guard (state.watches.count >= 16 && !state.hasRunJobs) != state.usesBatchScheduling else { return }
    state.usesBatchScheduling.toggle()
    csctp_set_wakeup_preemption(!state.usesBatchScheduling)
  }

  private func report(_ event: csctp_event) {
    let watch = state.withLock { state in
      state.sleep = .none
      return state.watches[event.identifier]
    }
    // An event without a watch is the alarm, or its socket was closed in the meantime.
    watch?.recordEvents(event.events)
  }
}
#endif
