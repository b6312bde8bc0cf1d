import CSCTP
import Foundation
import Synchronization
import Testing

@testable import SCTP

/// The lock of the gate, on any kernel.
@Suite(.leavesNoDescriptor, .timeLimit(.minutes(5 * slowness))) struct GateLock {
  @Test("One call at a time holds the lock") func mutualExclusion() throws {
    let counter = try Counted(0)
    let rounds = 5_000
    let calls = (0..<4).map { number in
      Background {
        for round in 0..<rounds {
          switch (number + round) % 3 {
          case 0: counter.gate.withLock { $0 += 1 }
          case 1: try counter.gate.withLock("read") { _, count in count += 1 }
          default: try counter.gate.withDescriptor("read") { _ in counter.gate.withLock { $0 += 1 } }
          }
        }
      }
    }
    for call in calls { try call.value() }
    #expect(counter.gate.withLock { $0 } == 4 * rounds)
    try counter.gate.close()
  }

  @Test("Waiting calls acquire the lock when it is released") func waitingCalls() throws {
    let counter = try Counted(0)
    let holder = Holder(counter)
    let waiting = (0..<3).map { _ in Background { try counter.gate.withLock("read") { _, count in count += 1 } } }
    for call in waiting { try call.untilItWaitsForALock(orIsOver: { false }) }
    holder.giveBack()
    for call in waiting { try call.value() }
    try holder.value()
    #expect(counter.gate.withLock { $0 } == 3)
    try counter.gate.close()
  }

  @Test("After close, only calls in progress acquire the lock") func closedGate() throws {
    let counter = try Counted(0)
    let number = counter.number
    let holder = Holder(counter)
    let waiting = Background { try counter.gate.withLock("read") { _, _ in Descriptors.open()[Int(number)] != nil } }
    try waiting.untilItWaitsForALock(orIsOver: { false })
    try counter.gate.close()
    expectFailure(.badFileDescriptor, .closed, in: "read") { try counter.gate.withLock("read") { _, _ in } }
    #expect(Descriptors.open()[Int(number)] != nil)
    holder.giveBack()
    #expect(try waiting.value())
    try holder.value()
    #expect(Descriptors.open()[Int(number)] == nil)
    // The state outlives the descriptor, and accessing it does not close the reused number.
    let stranger = try Counted(0)
    #expect(stranger.number == number)
    counter.gate.withLock { $0 += 1 }
    #expect(Descriptors.open()[Int(number)] != nil)
    try stranger.gate.close()
  }

  @Test("A call that must wait does not hold the lock while it waits") func earlyAttempt() throws {
    let counter = try Counted(0, isReady: false)
    let waiting = counter.waitUntilNotZero()
    try until("the first attempt is over") { counter.attempts.load(ordering: .acquiring) == 1 }
    try counter.gate.withLock("read") { _, count in
      count = 7
      counter.gate.wakeOthersAfterUnlocking()
    }
    #expect(try waiting.value(within: patience) == 7)
    #expect(counter.attempts.load(ordering: .acquiring) == 2)
    try counter.gate.close()
  }

  @Test("Closing the gate ends a waiting call") func closeWhileWaiting() throws {
    let counter = try Counted(0, isReady: false)
    let waiting = counter.waitUntilNotZero()
    try until("the first attempt is over") { counter.attempts.load(ordering: .acquiring) == 1 }
    try counter.gate.close()
    expectFailure(.badFileDescriptor, .closed, in: "read") { try waiting.value(within: patience) }
    #expect(Descriptors.open()[Int(counter.number)] == nil)
  }

  /// A call that has not created its eventfd when it is woken does not miss the wake-up.
  @Test("A wake-up before the wait ends the wait") func earlyWakeUp() throws {
    let counter = try Counted(0)
    let wakeUps = counter.gate.wakeUps
    try counter.gate.withLock("read") { _, _ in counter.gate.wakeOthersAfterUnlocking() }
    #expect(counter.gate.wakeUps == wakeUps + 1)
    let isReady = try counter.gate.withDescriptor("read") { descriptor throws(SCTPError) in
      try counter.gate.wait(
        for: .output, of: descriptor, until: Deadline(after: patience), in: "read", after: wakeUps)
    }
    #expect(!isReady)
    try counter.gate.close()
  }

  /// The calls that compete for the lock do not erase the request of the one that holds it.
  @Test("Every requested wake-up happens under contention") func contention() throws {
    let counter = try Counted(0)
    let isOver = Flag()
    let competitors = (0..<3).map { _ in
      Background { while !isOver.isSet { counter.gate.withLock { $0 += 1 } } }
    }
    let requests = Background {
      defer { isOver.set() }
      for _ in 0..<20_000 {
        let before = try counter.gate.withLock("read") { _, _ in
          counter.gate.wakeOthersAfterUnlocking()
          return counter.gate.wakeUps
        }
        try until("the wake-up happens") { counter.gate.wakeUps != before }
      }
    }
    try requests.value(within: patience * 3)
    for competitor in competitors { try competitor.value() }
    try counter.gate.close()
  }

  @Test("No call is woken before the lock is released") func wakeAfterUnlock() throws {
    let counter = try Counted(0)
    try counter.gate.withLock("read") { _, _ in
      counter.gate.wakeOthersAfterUnlocking()
      #expect(counter.gate.wakeUps == 0)
    }
    #expect(counter.gate.wakeUps == 1)
    counter.gate.withLock { _ in counter.gate.wakeOthersAfterUnlocking() }
    #expect(counter.gate.wakeUps == 2)
    try counter.gate.close()
  }

  @Test("A call that throws releases the lock") func thrownError() throws {
    let counter = try Counted(0)
    expectFailure(.canceled, in: "read") {
      try counter.gate.withLock("read") { _, _ throws(SCTPError) -> Int in throw SCTPError(.canceled, in: "read") }
    }
    expectFailure(.canceled, in: "read") {
      try counter.gate.repeatWithLock("read", timeout: nil) { _, _, _ throws(SCTPError) -> Attempt<Int> in
        throw SCTPError(.canceled, in: "read")
      }
    }
    #expect(counter.gate.withLock { $0 } == 0)
    try counter.gate.close()
    #expect(Descriptors.open()[Int(counter.number)] == nil)
  }
}

/// A descriptor with a number beside it, behind a gate.
private final class Counted: Sendable {
  let gate: DescriptorGate<Int, ReadinessWatch>
  let number: CInt
  /// The number of attempts of `waitUntilNotZero`.
  let attempts = Atomic(0)

  init(_ count: Int, isReady: Bool = true) throws {
    number = isReady ? unsafe open("/dev/null", O_RDONLY) : csctp_eventfd()
    try #require(number >= 0)
    gate = DescriptorGate(owning: number, guarding: count)
  }

  /// Starts a call that waits until the number is not 0, and returns it.
  func waitUntilNotZero() -> Background<Int> {
    Background {
      try self.gate.repeatWithLock("read", timeout: nil) { _, count, _ throws(SCTPError) -> Attempt<Int> in
        self.attempts.add(1, ordering: .releasing)
        return count == 0 ? .notYet(isReported: true) : .done(count)
      }
    }
  }
}

/// A call that has the lock until it is told to give it back.
private struct Holder {
  private let mayGoOn = DispatchSemaphore(value: 0)
  private let call: Background<Void>

  init(_ counter: Counted) {
    let hasIt = DispatchSemaphore(value: 0)
    call = Background { [mayGoOn] in
      try counter.gate.withLock("read") { _, _ in
        hasIt.signal()
        mayGoOn.wait()
      }
    }
    hasIt.wait()
  }

  func giveBack() { mayGoOn.signal() }
  func value() throws { try call.value() }
}
