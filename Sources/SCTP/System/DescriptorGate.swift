#if os(Linux)
internal import CSCTP
internal import Synchronization

/// The owner of a descriptor, which no call can pass once it is closed, and of what is known beside the descriptor, which
/// one call at a time can see.
///
/// Closing the gate counts as a call; the last call out closes the descriptor.
/// So its number is never used after it may belong to something else.
@safe struct DescriptorGate<State: ~Copyable>: ~Copyable, @unchecked Sendable {
  private let descriptor: CInt
  private let word = GateWord()
  private let state: UnsafeMutablePointer<State>
  /// An eventfd(2) that is readable for as many calls as are to look again; -1 until one has to wait.
  private let waking = Atomic<CInt>(-1)
  /// What tasks wait by; there is none until one has to.
  private let watch = AtomicLazyReference<ReadinessWatch>()

  init(owning descriptor: CInt, guarding state: consuming sending State) {
    self.descriptor = descriptor
    unsafe self.state = .allocate(capacity: 1)
    unsafe self.state.initialize(to: state)
  }

  deinit {
    if !isClosed { _ = closeDescriptors(by: closeWithoutLingering) }
    unsafe state.deinitialize(count: 1)
    unsafe state.deallocate()
  }

  var isClosed: Bool { word.isClosed }

  /// Runs `body` with the descriptor, which stays open until `body` returns.
  ///
  /// Throws EBADF without running `body` if the gate is closed.
  @discardableResult
  func withDescriptor<Result>(
    _ operation: @autoclosure () -> String, _ body: (CInt) throws(SCTPError) -> Result
  ) throws(SCTPError) -> Result {
    guard word.enter() else { throw Self.closed(operation()) }
    defer { leave() }
    return try body(descriptor)
  }

  /// Runs `body` with the state, which no other call sees until `body` returns.
  func withLock<Result, Failure: Error>(
    _ body: (inout State) throws(Failure) -> Result
  ) throws(Failure) -> Result {
    word.lock()
    defer { word.unlock() }
    return try unsafe body(&state.pointee)
  }

  /// As `withDescriptor` and `withLock` at once.
  @inline(__always)
  func withLock<Result>(
    _ operation: @autoclosure () -> String, _ body: (CInt, inout State) throws(SCTPError) -> Result
  ) throws(SCTPError) -> Result {
    guard word.enterLocking() else { throw Self.closed(operation()) }
    defer { leaveUnlocking() }
    return try unsafe body(descriptor, &state.pointee)
  }

  /// As `withDescriptor` and `withLock` at once, but for an attempt that came too early: that leaves `wait` to bring the
  /// value, without the lock, and the descriptor stays open until it returns.
  @inline(__always)
  func withLock<Value>(
    _ operation: @autoclosure () -> String, _ attempt: (CInt, inout State) throws(SCTPError) -> Attempt<Value>,
    orWait wait: (CInt, _ isNoticed: Bool) throws(SCTPError) -> Value
  ) throws(SCTPError) -> Value {
    guard word.enterLocking() else { throw Self.closed(operation()) }
    let outcome: Attempt<Value>
    do throws(SCTPError) {
      outcome = try unsafe attempt(descriptor, &state.pointee)
    } catch {
      leaveUnlocking()
      throw error
    }
    switch consume outcome {
    case .done(let value):
      leaveUnlocking()
      return value
    case .notYet(let isNoticed):
      word.unlock()
      defer { leave() }
      return try wait(descriptor, isNoticed)
    }
  }

  /// Closes the gate, and the descriptor once no call is under way.
  ///
  /// A close(2) that fails is reported if it happens here; the descriptor is gone in any case.
  func close() throws(SCTPError) {
    guard word.enterClosing() else { throw Self.closed("close") }
    let waking = waking.load(ordering: .sequentiallyConsistent)
    // More than there can be calls to take one each.
    if waking >= 0 { _ = csctp_eventfd_signal(waking, UInt64(UInt32.max)) }
    watch.load()?.close()
    // Only here may close(2) wait, for `SO_LINGER`: this thread asked for it.
    let result = word.leave() ? closeDescriptors(by: csctp_close) : 0
    // After EINTR the descriptor is closed all the same: a second call could close a stranger's.
    if result < 0, result != -EINTR { throw SCTPError(Errno(negated: result), in: "close") }
  }

  func throwIfClosed(_ operation: String) throws(SCTPError) {
    if isClosed { throw Self.closed(operation) }
  }

  /// The descriptor for a call under way to wait on beside its own: readable once the gate is closed, and for each call
  /// that ``wakeOthers()`` woke; who finds it so takes one from it.
  func wakingDescriptor() throws(SCTPError) -> CInt {
    let existing = waking.load(ordering: .sequentiallyConsistent)
    if existing >= 0 { return existing }
    let created = try check("eventfd") { csctp_eventfd() }
    let (exchanged, original) = waking.compareExchange(
      expected: -1, desired: created, ordering: .sequentiallyConsistent)
    if exchanged { return created }
    _ = csctp_close(created)
    return original
  }

  /// From a call under way, lets the others that wait, or are about to, look again at what they wait for.
  func wakeOthers() {
    watch.load()?.wakeAll()
    let callsUnderWay = word.callsUnderWay
    guard callsUnderWay > 1, let waking = try? wakingDescriptor() else { return }
    _ = csctp_eventfd_signal(waking, UInt64(callsUnderWay - 1))
  }

  /// What tasks wait by, if one has had to.
  var existingWatch: ReadinessWatch? { watch.load() }

  /// What tasks wait by; for a call under way.
  func watch(_ descriptor: CInt, for readiness: Readiness) throws(SCTPError) -> ReadinessWatch {
    let watch = try Reactor.shared().watch(descriptor, in: watch)
    try watch.cover(readiness, of: descriptor)
    return watch
  }

  @inline(__always)
  private func leave() {
    if word.leave() { _ = closeDescriptors(by: closeWithoutLingering) }
  }

  @inline(__always)
  private func leaveUnlocking() {
    if word.leaveUnlocking() { _ = closeDescriptors(by: closeWithoutLingering) }
  }

  @inline(never)
  private static func closed(_ operation: String) -> SCTPError {
    SCTPError(.badFileDescriptor, in: operation, because: .closed)
  }

  /// What `close`, a form of close(2), returned for the descriptor.
  @inline(never)
  private func closeDescriptors(by close: (CInt) -> CInt) -> CInt {
    watch.load()?.forget(descriptor)
    let waking = waking.load(ordering: .sequentiallyConsistent)
    if waking >= 0 { _ = csctp_close(waking) }
    return close(descriptor)
  }
}
#endif
