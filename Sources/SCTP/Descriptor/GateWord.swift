#if os(Linux)
internal import CSCTP
internal import Synchronization

/// The number of calls that use a descriptor, whether one of them holds the lock, and whether the descriptor is closed.
///
/// One word holds all three, so that a call that needs the descriptor and the lock enters and leaves with one atomic
/// operation each. A count and a pthread mutex would need four.
struct GateWord: ~Copyable, Sendable {
  private let word = Atomic<UInt32>(0)

  private static var closed: UInt32 { 1 << 31 }
  private static var locked: UInt32 { 1 << 30 }
  /// Another call waits for the lock in futex(2).
  private static var awaited: UInt32 { 1 << 29 }
  /// The call that releases the lock must wake the calls that wait on the descriptor.
  private static var wakes: UInt32 { 1 << 28 }

  var isClosed: Bool { word.load(ordering: .sequentiallyConsistent) & Self.closed != 0 }

  var callsUnderWay: UInt32 { word.load(ordering: .sequentiallyConsistent) & (Self.wakes - 1) }

  /// Counts a call; returns false if the gate is closed.
  @inline(__always)
  func enter() -> Bool { enter(setting: 0) }

  /// Atomically closes the gate and counts a call; returns false if the gate is already closed.
  func enterClosing() -> Bool { enter(setting: Self.closed) }

  /// Counts a call and acquires the lock for it; returns false if the gate is closed.
  @inline(__always)
  func enterLocking() -> Bool {
    let current = word.load(ordering: .relaxed)
    if current & (Self.closed | Self.locked) == 0, exchange(current, for: (current + 1) | Self.locked) { return true }
    return enterWaitingForLock()
  }

  /// Closes the gate for a call that holds the lock; returns false if another call is under way.
  func closeIfAlone() -> Bool {
    while true {
      let current = word.load(ordering: .relaxed)
      guard current & (Self.wakes - 1) == 1, current & Self.closed == 0 else { return false }
      if exchange(current, for: current | Self.closed) { return true }
    }
  }

  /// The duties of a call after it has released the lock.
  struct Duties {
    /// Whether the call must close the descriptor: it was the last call of a closed gate.
    var closes: Bool
    /// Whether the call must wake others: a holder of the lock called ``requestWakeUp()``.
    var wakes: Bool

    @inline(__always)
    static var none: Duties { Duties(closes: false, wakes: false) }
  }

  /// Ends a call; returns whether it was the last call of a closed gate.
  @inline(__always)
  func leave() -> Bool {
    Self.closes(subtract(1))
  }

  /// Ends a call that holds the lock.
  @inline(__always)
  func leaveUnlocking() -> Duties { duties(after: subtract(Self.locked + 1)) }

  func lock() {
    while true {
      let current = word.load(ordering: .relaxed)
      if current & Self.locked == 0 {
        if exchange(current, for: current | Self.locked) { return }
      } else if current & Self.awaited != 0 || exchange(current, for: current | Self.awaited) {
        // Returns immediately if the word has changed in the meantime.
        unsafe withUnsafePointer(to: word) { unsafe csctp_futex_wait($0, current | Self.awaited) }
      }
    }
  }

  /// Releases the lock; returns whether the holder called ``requestWakeUp()``.
  @inline(__always)
  func unlock() -> Bool { duties(after: subtract(Self.locked)).wakes }

  /// Requests that the holder of the lock wake the calls that wait on the descriptor, after it has released the lock.
  func requestWakeUp() {
    word.bitwiseOr(Self.wakes, ordering: .sequentiallyConsistent)
  }

  @inline(__always)
  private func duties(after word: UInt32) -> Duties {
    word & (Self.awaited | Self.wakes | Self.closed) == 0 ? .none : clearMarks(of: word)
  }

  /// Wakes the calls that wait for the lock, and returns the duties; `word` is the word after the lock was released.
  @inline(never)
  private func clearMarks(of word: UInt32) -> Duties {
    let marks = word & (Self.awaited | Self.wakes)
    if marks != 0 {
      // Clear the marks before waking the waiters: the next holder of the lock wakes calls that set them from now on.
      // Clear only these marks: another call may already hold the lock, and may have set the other mark.
      self.word.bitwiseAnd(~marks, ordering: .sequentiallyConsistent)
    }
    if word & Self.awaited != 0 { unsafe withUnsafePointer(to: self.word) { unsafe csctp_futex_wake_all($0) } }
    return Duties(closes: Self.closes(word), wakes: word & Self.wakes != 0)
  }

  /// Returns whether the gate is closed and no call is under way.
  ///
  /// A holder of the lock that is not counted does not use the descriptor.
  @inline(__always)
  private static func closes(_ word: UInt32) -> Bool {
    word & ~(locked | awaited | wakes) == closed
  }

  @inline(never)
  private func enterWaitingForLock() -> Bool {
    guard enter() else { return false }
    lock()
    return true
  }

  @inline(__always)
  private func enter(setting bits: UInt32) -> Bool {
    while true {
      let current = word.load(ordering: .relaxed)
      if current & Self.closed != 0 { return false }
      if exchange(current, for: (current + 1) | bits) { return true }
    }
  }

  @inline(__always)
  private func exchange(_ current: UInt32, for new: UInt32) -> Bool {
    word.weakCompareExchange(expected: current, desired: new, ordering: .sequentiallyConsistent).exchanged
  }

  @inline(__always)
  private func subtract(_ difference: UInt32) -> UInt32 {
    word.wrappingSubtract(difference, ordering: .sequentiallyConsistent).newValue
  }
}
#endif
