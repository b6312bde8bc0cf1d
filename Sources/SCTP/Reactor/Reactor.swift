#if os(Linux)
internal import CSCTP
internal import Synchronization

/// A thread that waits for sockets and wakes the tasks that wait for them.
///
/// The first task of the process that must wait starts the thread `sctp-reactor`, which runs until the process ends.
/// An executor has reactors of its own, which also run its jobs.
final class Reactor: Sendable {
  /// Whether the thread also runs the jobs of an executor.
  let isOnExecutor: Bool
  private let epoll: CInt
  /// An eventfd(2) that ends the thread's sleep; it is edge-triggered, so the thread never reads it.
  private let alarm: CInt
  private let state = Locked(State())
  /// The moment at which the thread's sleep ends if no event occurs.
  ///
  /// The thread sets it under the lock before it sleeps. Whoever ends the sleep earlier sets it to ``awake``.
  private let sleepEnd = Atomic<Int64>(Reactor.awake)
  private let watches = Atomic<Int>(0)

  private struct State {
    var deadlines = DeadlineQueue()
    /// The deadline of the task that was scheduled last, even if it no longer waits.
    var lastDeadline: Int64?
    /// The watches of closed sockets, for which the kernel may already have reported an event.
    var removedWatches: [ReadinessWatch] = []
    var mustStop = false
  }

  private static var awake: Int64 { .min }
  private static var alarmIdentifier: UInt64 { 0 }
  /// The number of watches of closed sockets that are kept until the thread wakes.
  private static var removedWatchLimit: Int { 64 }

  init(isOnExecutor: Bool) throws(SCTPError) {
    self.isOnExecutor = isOnExecutor
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

  /// Starts the thread, whose name has at most 15 bytes.
  func start(_ name: String, for group: ReactorGroup?) throws(SCTPError) {
    try DetachedThread.start(name) { [self] in
      if let group {
        let thread = ReactorThread(self, of: group)
        thread.run { run(thread) }
      } else {
        run(nil)
      }
    }
  }

  /// Ends the thread once it has no socket and no job.
  func stop() {
    state.withLock { $0.mustStop = true }
    wakeIfAsleep()
  }
}

// Sockets.
extension Reactor {
  private static var inputEvents: UInt32 { EPOLLIN.rawValue | EPOLLRDHUP.rawValue | EPOLLET.rawValue }

  /// The number of sockets that the thread watches or has been chosen for.
  var watchCount: Int { watches.load(ordering: .relaxed) }

  /// Counts a socket for which the reactor has been chosen; the caller must add the socket.
  func countChosenSocket() { watches.add(1, ordering: .relaxed) }

  /// Starts to watch a socket for input, and for output if the watch counts it; the current state counts as a change.
  ///
  /// The socket must have been counted.
  func add(_ watch: ReadinessWatch, _ descriptor: CInt) throws(SCTPError) {
    let events = Self.inputEvents | (watch.counts(.output) ? EPOLLOUT.rawValue : 0)
    do throws(SCTPError) {
      try check("epoll_ctl") { csctp_epoll_add(epoll, descriptor, events, watch.identifier) }
    } catch {
      uncountSocket()
      throw error
    }
  }

  /// Starts to watch a socket for output too; the current state counts as a change.
  func watchOutput(_ watch: ReadinessWatch, _ descriptor: CInt) throws(SCTPError) {
    let events = Self.inputEvents | EPOLLOUT.rawValue
    try check("epoll_ctl") { csctp_epoll_modify(epoll, descriptor, events, watch.identifier) }
  }

  /// Stops watching a socket, whose descriptor is still open.
  func remove(_ watch: ReadinessWatch, _ descriptor: CInt) {
    // close(2) does not remove the socket if the descriptor has a duplicate.
    _ = csctp_epoll_remove(epoll, descriptor)
    uncountSocket(of: watch)
  }

  private func uncountSocket(of watch: ReadinessWatch? = nil) {
    let mustWake = state.withLock { state in
      if let watch { state.removedWatches.append(watch) }
      watches.subtract(1, ordering: .relaxed)
      return state.mustStop || state.removedWatches.count == Self.removedWatchLimit
    }
    if mustWake { wakeIfAsleep() }
  }
}

// Deadlines.
extension Reactor {
  /// The number of tasks that wait with a deadline.
  var deadlineCount: Int { state.withLock { $0.deadlines.count } }

  /// Ends the wait of a task at `instant`, unless it has already ended.
  func schedule(_ waiter: Waiter, at instant: Int64) {
    let mustWake = state.withLock { state in
      state.deadlines.add(waiter, at: instant)
      state.lastDeadline = instant
      return instant < sleepEnd.load(ordering: .relaxed)
    }
    if mustWake { wakeIfAsleep() }
  }

  /// Removes the deadline of a task that no longer waits.
  func unschedule(_ waiter: Waiter) {
    let mustWake = state.withLock { state in
      state.deadlines.remove(waiter)
      return state.mustStop
    }
    if mustWake { wakeIfAsleep() }
  }

  /// Whether the thread sleeps, or is about to, and nothing has ended its sleep.
  var isAsleep: Bool { sleepEnd.load(ordering: .sequentiallyConsistent) != Self.awake }

  /// Ends the sleep of the thread; returns whether it slept.
  @discardableResult
  func wakeIfAsleep() -> Bool {
    guard isAsleep, sleepEnd.exchange(Self.awake, ordering: .sequentiallyConsistent) != Self.awake else { return false }
    _ = csctp_eventfd_signal(alarm, 1)
    return true
  }
}

// The thread.
extension Reactor {
  private func run(_ thread: ReactorThread?) {
    let events = UnsafeMutableBufferPointer<csctp_event>.allocate(capacity: Int(csctp_event_capacity))
    defer { unsafe events.deallocate() }
    var preemption = WakeUpPreemption()
    csctp_set_wakeup_preemption(preemption.isOn)
    while let milliseconds = prepareToSleep(thread) {
      let count = unsafe csctp_epoll_wait(epoll, events.baseAddress, milliseconds)
      sleepEnd.store(Self.awake, ordering: .relaxed)
      var tally = (events: 0, receipts: 0)
      wakeTasks(thread) {
        for index in 0..<max(0, Int(count)) { unsafe Self.report(events[index], &tally) }
      }
      guard let thread else {
        updatePreemption(&preemption, tally)
        continue
      }
      thread.runJobs()
      thread.group.runJobs()
    }
  }

  private func wakeTasks(_ thread: ReactorThread?, _ body: () -> Void) {
    if let thread { thread.wakeTasks(body) } else { body() }
  }

  /// Wakes the tasks whose deadline has passed, and returns how long the thread may sleep, in milliseconds; -1 means
  /// without a limit.
  ///
  /// Returns nil if the thread must end.
  private func prepareToSleep(_ thread: ReactorThread?) -> CInt? {
    var (expired, removed): ([Waiter], [ReadinessWatch]) = ([], [])
    var milliseconds = state.withLock { state -> CInt? in
      swap(&removed, &state.removedWatches)
      let end = state.deadlines.earliest ?? state.lastDeadline
      let now = end == nil ? 0 : Deadline.now
      while let waiter = state.deadlines.removeFirst(until: now) { expired.append(waiter) }
      if let end, end <= now { state.lastDeadline = nil }
      if thread?.hasJobs == true || thread?.group.hasJobs == true || !expired.isEmpty { return 0 }
      if state.mustStop, watchCount == 0, state.deadlines.count == 0 { return nil }
      // Sleep until the last deadline even if no task waits for it: the next deadline is usually later, and then does
      // not need the alarm.
      sleepEnd.store(end ?? .max, ordering: .sequentiallyConsistent)
      // Round up, so that the deadline has passed afterwards.
      return end.map { CInt(clamping: max(0, $0 - now + 999_999) / 1_000_000) } ?? -1
    }
    // Release the watches without the lock.
    removed = []
    wakeTasks(thread) {
      for waiter in expired { waiter.watch.endWait(of: waiter) }
    }
    if milliseconds != nil, thread?.group.hasJobs == true {
      sleepEnd.store(Self.awake, ordering: .relaxed)
      milliseconds = 0
    }
    return milliseconds
  }

  /// Wakes the tasks that an event concerns, and adds the event and the receipts before it to the tally.
  private static func report(_ event: csctp_event, _ tally: inout (events: Int, receipts: Int)) {
    // The alarm has no watch.
    guard let address = unsafe UnsafeRawPointer(bitPattern: UInt(event.identifier)) else { return }
    let watch = unsafe Unmanaged<ReadinessWatch>.fromOpaque(address).takeUnretainedValue()
    tally.events += 1
    tally.receipts += watch.takeReceipts()
    watch.recordEvents(event.events)
  }

  private func updatePreemption(_ preemption: inout WakeUpPreemption, _ tally: (events: Int, receipts: Int)) {
    guard tally.events > 0 else { return }
    let wasOn = preemption.isOn
    preemption.record(events: tally.events, receipts: tally.receipts)
    if preemption.isOn != wasOn { csctp_set_wakeup_preemption(preemption.isOn) }
  }
}

// The reactor of tasks that run on other executors.
extension Reactor {
  private static let running = Locked<(reactor: Reactor, process: ProcessGeneration)?>(nil)

  /// Returns the reactor of the process, and starts it if necessary.
  static func shared() throws(SCTPError) -> Reactor {
    try running.withLock { running throws(SCTPError) in
      // A child of fork(2) does not have the thread.
      if let running, running.process.isCurrent { return running.reactor }
      let reactor = try Reactor(isOnExecutor: false)
      try reactor.start("sctp-reactor", for: nil)
      running = (reactor, .current)
      return reactor
    }
  }

  /// Chooses the reactor for a socket on which a task waits in this thread; the caller must add the socket.
  static func chooseForWaitInThisThread() throws(SCTPError) -> Reactor {
    if let thread = ReactorThread.current { return thread.group.chooseReactor(in: thread) }
    let reactor = try shared()
    reactor.countChosenSocket()
    return reactor
  }
}
#endif
