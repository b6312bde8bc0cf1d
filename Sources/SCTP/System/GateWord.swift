#if os(Linux)
internal import CSCTP
internal import Synchronization

/// How many calls use a descriptor, whether one of them has the lock, and whether the descriptor is closed.
///
/// All in one word, so that a call that needs both comes in and goes out by one atomic step each, where a count and a
/// pthread mutex would take four.
struct GateWord: ~Copyable, Sendable {
  private let word = Atomic<UInt32>(0)

  private static var closed: UInt32 { 1 << 31 }
  private static var locked: UInt32 { 1 << 30 }
  /// Set for the one that unlocks: somebody waits in futex(2).
  private static var awaited: UInt32 { 1 << 29 }

  var isClosed: Bool { word.load(ordering: .sequentiallyConsistent) & Self.closed != 0 }

  var callsUnderWay: UInt32 { word.load(ordering: .sequentiallyConsistent) & (Self.awaited - 1) }

  /// Counts a call; false if the gate is closed.
  @inline(__always)
  func enter() -> Bool { enter(setting: 0) }

  /// Closes the gate and counts a call, in one step; false if it is closed already.
  func enterClosing() -> Bool { enter(setting: Self.closed) }

  /// Counts a call and gives it the lock; false if the gate is closed.
  @inline(__always)
  func enterLocking() -> Bool {
    let current = word.load(ordering: .relaxed)
    if current & (Self.closed | Self.locked) == 0, exchange(current, for: (current + 1) | Self.locked) { return true }
    return enterWaitingForLock()
  }

  /// The end of a call; true if it was the last one of a closed gate.
  @inline(__always)
  func leave() -> Bool {
    // Who has the lock without being counted does not use the descriptor.
    subtract(1) & ~(Self.locked | Self.awaited) == Self.closed
  }

  /// The end of a call that has the lock; true if it was the last one of a closed gate.
  @inline(__always)
  func leaveUnlocking() -> Bool {
    let after = subtract(Self.locked + 1)
    return after & (Self.awaited | Self.closed) != 0 && wakeAll(after) == Self.closed
  }

  func lock() {
    while true {
      let current = word.load(ordering: .relaxed)
      if current & Self.locked == 0 {
        if exchange(current, for: current | Self.locked) { return }
      } else if current & Self.awaited != 0 || exchange(current, for: current | Self.awaited) {
        // Returns at once if the word has changed since.
        unsafe withUnsafePointer(to: word) { unsafe csctp_futex_wait($0, current | Self.awaited) }
      }
    }
  }

  func unlock() {
    wakeAll(subtract(Self.locked))
  }

  /// Lets those look again who waited when the lock was given back, which left `word`; returns that without their mark.
  @inline(never) @discardableResult
  private func wakeAll(_ word: UInt32) -> UInt32 {
    guard word & Self.awaited != 0 else { return word }
    // Before they are woken: who sets it from now on is woken by the next that unlocks.
    self.word.bitwiseAnd(~Self.awaited, ordering: .sequentiallyConsistent)
    unsafe withUnsafePointer(to: self.word) { unsafe csctp_futex_wake_all($0) }
    return word & ~Self.awaited
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
