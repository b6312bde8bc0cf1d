#if os(Linux)
internal import CSCTP
internal import Synchronization

/// The interface between the gate of a descriptor and the tasks that wait for it.
protocol DescriptorObserver: AnyObject, Sendable {
  /// Wakes every task that waits, or is about to wait, so that it repeats its call.
  func wakeAll()

  /// The number of tasks that wait.
  var waitingTaskCount: Int { get }

  /// Ends every wait, now and later.
  func close()

  /// Stops observing the descriptor, which is still open.
  func stopObserving(_ descriptor: CInt)
}

/// The owner of a descriptor, and of the state that belongs to it.
///
/// No call passes a closed gate. One call at a time accesses the state. Closing the gate counts as a call. The last
/// call that leaves a closed gate closes the descriptor, so the library never uses a number that has been reused.
///
/// After fork(2), the gate is closed to the child process, which has neither the threads of the calls that the gate
/// counts nor the reactor.
@safe struct DescriptorGate<State: ~Copyable, Observer: DescriptorObserver>: ~Copyable, @unchecked Sendable {
  private let descriptor: CInt
  private let process = ProcessGeneration.current
  private let word = GateWord()
  private let state: UnsafeMutablePointer<State>
  /// Wakes threads that wait for a change of the state.
  private let stateEvent = LazyEvent()
  /// Wakes threads that wait for the descriptor alone when the gate is closed.
  private let closeEvent = LazyEvent()
  /// The number of wake-ups so far; a call that finds it changed has missed a signal.
  private let wakeUpCount = Atomic<UInt32>(0)
  /// The tasks that wait; nil until a task must wait.
  let observer = LazyReference<Observer>()

  init(owning descriptor: CInt, guarding state: consuming sending State) {
    self.descriptor = descriptor
    unsafe self.state = .allocateByMalloc()
    unsafe self.state.initialize(to: state)
  }

  deinit {
    if !isClosed { closeWithoutWaiting() }
    unsafe state.deinitialize(count: 1)
    unsafe free(state)
  }

  var isClosed: Bool { word.isClosed }

  /// Runs `body` with the descriptor, which stays open until `body` returns.
  ///
  /// Throws EBADF without running `body` if the gate is closed.
  @discardableResult
  func withDescriptor<Result>(
    _ operation: @autoclosure () -> String, _ body: (CInt) throws(SCTPError) -> Result
  ) throws(SCTPError) -> Result {
    guard process.isCurrent, word.enter() else { throw closedError(operation()) }
    defer { leave() }
    return try body(descriptor)
  }

  /// Runs `body` with the state, which no other call sees until `body` returns.
  func withLock<Result, Failure: Error>(
    _ body: (inout State) throws(Failure) -> Result
  ) throws(Failure) -> Result {
    word.lock()
    defer { unlock() }
    return try unsafe body(&state.pointee)
  }

  /// Runs `body` with the descriptor and the state, as `withDescriptor` and `withLock` do.
  @inline(__always)
  func withLock<Result>(
    _ operation: @autoclosure () -> String, _ body: (CInt, inout State) throws(SCTPError) -> Result
  ) throws(SCTPError) -> Result {
    guard process.isCurrent, word.enterLocking() else { throw closedError(operation()) }
    defer { leaveUnlocking() }
    return try unsafe body(descriptor, &state.pointee)
  }

  /// Runs `attempt` with the descriptor and the state until it is done, and waits for input without the lock between
  /// two attempts.
  ///
  /// The descriptor stays open until the call returns. Throws EBADF if the gate is closed meanwhile, and ETIMEDOUT at
  /// the end of `timeout`. The first attempt may skip itself; the call then waits first.
  @inline(__always)
  func repeatWithLock<Value>(
    _ operation: @autoclosure () -> String, timeout: Duration?,
    _ attempt: (CInt, inout State, inout AttemptStep) throws(SCTPError) -> Attempt<Value>
  ) throws(SCTPError) -> Value {
    guard process.isCurrent, word.enterLocking() else { throw closedError(operation()) }
    let outcome: Attempt<Value>
    var step = AttemptStep.first
    do throws(SCTPError) {
      outcome = try unsafe attempt(descriptor, &state.pointee, &step)
    } catch {
      leaveUnlocking()
      throw error
    }
    switch consume outcome {
    case .done(let value):
      leaveUnlocking()
      return value
    case .notYet(let isReported):
      let wakeUps = wakeUps
      unlock()
      defer { leave() }
      return try waitAndRepeat(operation(), timeout, after: wakeUps, isReported: isReported, step, attempt)
    }
  }

  @inline(never)
  private func waitAndRepeat<Value>(
    _ operation: String, _ timeout: Duration?, after wakeUps: UInt32, isReported: Bool, _ step: AttemptStep,
    _ attempt: (CInt, inout State, inout AttemptStep) throws(SCTPError) -> Attempt<Value>
  ) throws(SCTPError) -> Value {
    let deadline = Deadline(after: timeout)
    var (wakeUps, isReported, step) = (wakeUps, isReported, step)
    while true {
      try wait(
        for: .input, of: descriptor, until: deadline, in: operation, after: wakeUps,
        pause: isReported ? nil : .shortPause, hasAttempted: step != .skipped)
      wakeUps = self.wakeUps
      step = .repeated
      switch try withLock({ state throws(SCTPError) in try attempt(descriptor, &state, &step) }) {
      case .done(let value): return value
      case .notYet(let reported): isReported = reported
      }
    }
  }

  /// Closes the gate, and the descriptor once no call is under way.
  ///
  /// If this call closes the descriptor, throws the error of close(2). The descriptor is closed even then.
  func close() throws(SCTPError) {
    guard word.enterClosing() else { throw closedError("close") }
    let result: CInt
    if process.isCurrent {
      // The count exceeds the number of calls that can consume a signal.
      stateEvent.signal(UInt64(UInt32.max))
      closeEvent.signal(1)
      observer.load()?.close()
      // close(2) may wait for `SO_LINGER` only here, in the thread that called `close()`.
      result = word.leave() ? closeDescriptors(by: csctp_close) : 0
    } else {
      // The calls that the gate counts run in the parent process.
      result = closeDescriptors(by: csctp_close)
    }
    // After EINTR, the descriptor is closed; a second close(2) could close a reused number.
    if result < 0, result != -EINTR { try checked(result, "close") }
  }

  /// Closes the gate, and returns the descriptor, which stays open.
  ///
  /// Runs `validate`, and then `prepare` once no other call can enter. Throws EBUSY if another call is under way.
  func release(
    _ operation: String, validate: (borrowing State) throws(SCTPError) -> Void, prepare: (CInt, inout State) -> Void
  ) throws(SCTPError) -> CInt {
    guard process.isCurrent, word.enterLocking() else { throw closedError(operation) }
    do throws(SCTPError) {
      try unsafe validate(state.pointee)
      guard observer.load()?.waitingTaskCount ?? 0 == 0, word.closeIfAlone() else {
        throw isClosed ? closedError(operation) : SCTPError(.resourceBusy, in: operation, because: .inUse)
      }
    } catch {
      leaveUnlocking()
      throw error
    }
    unsafe prepare(descriptor, &state.pointee)
    observer.load()?.close()
    closeEvents()
    // This call never leaves the gate, so that no call closes the descriptor.
    unlock()
    return descriptor
  }

  func throwIfClosed(_ operation: String) throws(SCTPError) {
    if isClosed { throw closedError(operation) }
  }

  /// Returns the descriptor that a call waits on, in addition to the socket, if it depends on the state.
  ///
  /// It is readable after the gate is closed. A wake-up makes it readable once for each call to wake, and each of these
  /// calls consumes one signal.
  func stateEventDescriptor() throws(SCTPError) -> CInt { try stateEvent.descriptor() }

  /// Returns the descriptor that a call waits on, in addition to the socket, if it does not depend on the state.
  ///
  /// It is readable after the gate is closed. On ``stateEventDescriptor()``, such a call could consume a signal for a
  /// call that depends on the state.
  func closeEventDescriptor() throws(SCTPError) -> CInt { try closeEvent.descriptor() }

  /// The number of wake-ups so far.
  var wakeUps: UInt32 { wakeUpCount.load(ordering: .sequentiallyConsistent) }

  /// Wakes all other calls that wait, or are about to wait, after the caller releases the lock that it holds.
  ///
  /// A task may continue in the thread that wakes it and acquire the lock, so the lock must be free.
  func wakeOthersAfterUnlocking() {
    word.requestWakeUp()
  }
}

extension DescriptorGate where State: ~Copyable {
  @inline(__always)
  private func unlock() {
    if word.unlock() { wakeAll() }
  }

  @inline(__always)
  private func leave() {
    if word.leave() { closeWithoutWaiting() }
  }

  @inline(__always)
  private func leaveUnlocking() {
    let duties = word.leaveUnlocking()
    if duties.wakes { wakeAll() }
    if duties.closes { closeWithoutWaiting() }
  }

  @inline(never)
  private func wakeAll() {
    // Enter the gate, so that the eventfd(2) stays open. If the gate is closed, `close()` wakes all calls.
    guard word.enter() else { return }
    defer { leave() }
    // Count first: a call that has not created its eventfd(2) yet reads the count.
    wakeUpCount.add(1, ordering: .sequentiallyConsistent)
    stateEvent.signal(UInt64(word.callsUnderWay))
    observer.load()?.wakeAll()
  }

  @inline(never)
  private func closedError(_ operation: String) -> SCTPError {
    SCTPError(.badFileDescriptor, in: operation, because: process.isCurrent ? .closed : .createdBeforeFork)
  }

  /// Closes the descriptor without waiting, in a thread that did not call `close()`.
  @inline(never)
  private func closeWithoutWaiting() {
    // A child of fork(2) shares the socket's options with its parent, and its close(2) does not wait.
    _ = closeDescriptors(by: process.isCurrent ? closeWithoutLingering : csctp_close)
  }

  /// Closes the descriptors, and returns the result of `close`, a form of close(2), for the socket.
  private func closeDescriptors(by close: (CInt) -> CInt) -> CInt {
    closeEvents()
    return close(descriptor)
  }

  /// Stops observing the descriptor, and closes the descriptors of the events.
  private func closeEvents() {
    // In a child of fork(2), the reactor and its registration of the descriptor belong to the parent.
    if process.isCurrent { observer.load()?.stopObserving(descriptor) }
    stateEvent.close()
    closeEvent.close()
  }
}
#endif
