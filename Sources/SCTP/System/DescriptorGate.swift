#if os(Linux)
internal import CSCTP
internal import Synchronization

/// The owner of a descriptor, which no call can pass once it is closed.
///
/// One word holds a closed bit and the number of calls under way.
/// Closing sets the bit and counts as a call, in one step; the last call out closes the descriptor.
/// So its number is never used after it may belong to something else.
struct DescriptorGate: ~Copyable, Sendable {
  private let descriptor: CInt
  private let word = Atomic<UInt64>(0)
  /// An eventfd(2) that is readable for as many calls as are to look again; -1 until one has to wait.
  private let waking = Atomic<CInt>(-1)
  /// What tasks wait by; there is none until one has to.
  private let watch = AtomicLazyReference<ReadinessWatch>()

  private static var closedBit: UInt64 { 1 << 63 }

  init(owning descriptor: CInt) {
    self.descriptor = descriptor
  }

  deinit {
    if !isClosed { _ = closeDescriptors() }
  }

  var isClosed: Bool {
    word.load(ordering: .sequentiallyConsistent) & Self.closedBit != 0
  }

  /// Runs `body` with the descriptor, which stays open until `body` returns.
  ///
  /// Throws EBADF without running `body` if the gate is closed.
  @discardableResult
  func withDescriptor<Result>(
    _ operation: @autoclosure () -> String, _ body: (CInt) throws(SCTPError) -> Result
  ) throws(SCTPError) -> Result {
    guard enter(closing: false) else {
      throw SCTPError(.badFileDescriptor, in: operation(), because: .closed)
    }
    defer { _ = leave() }
    return try body(descriptor)
  }

  /// Closes the gate, and the descriptor once no call is under way.
  ///
  /// A close(2) that fails is reported if it happens here; the descriptor is gone in any case.
  func close() throws(SCTPError) {
    guard enter(closing: true) else {
      throw SCTPError(.badFileDescriptor, in: "close", because: .closed)
    }
    let waking = waking.load(ordering: .sequentiallyConsistent)
    // More than there can be calls to take one each.
    if waking >= 0 { _ = csctp_eventfd_signal(waking, UInt64(UInt32.max)) }
    watch.load()?.close()
    let result = leave()
    // After EINTR the descriptor is closed all the same: a second call could close a stranger's.
    if result < 0, result != -EINTR { throw SCTPError(Errno(negated: result), in: "close") }
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
    let callsUnderWay = word.load(ordering: .sequentiallyConsistent) & ~Self.closedBit
    guard callsUnderWay > 1, let waking = try? wakingDescriptor() else { return }
    _ = csctp_eventfd_signal(waking, callsUnderWay - 1)
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
  private func enter(closing: Bool) -> Bool {
    let closedBit = closing ? Self.closedBit : 0
    var current = word.load(ordering: .relaxed)
    while current & Self.closedBit == 0 {
      let (exchanged, original) = word.weakCompareExchange(
        expected: current, desired: (current + 1) | closedBit, ordering: .sequentiallyConsistent)
      if exchanged { return true }
      current = original
    }
    return false
  }

  @inline(__always)
  private func leave() -> CInt {
    let (_, after) = word.wrappingSubtract(1, ordering: .sequentiallyConsistent)
    return after == Self.closedBit ? closeDescriptors() : 0
  }

  @inline(never)
  private func closeDescriptors() -> CInt {
    watch.load()?.forget(descriptor)
    let waking = waking.load(ordering: .sequentiallyConsistent)
    if waking >= 0 { _ = csctp_close(waking) }
    return csctp_close(descriptor)
  }
}
#endif
