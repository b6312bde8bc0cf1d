import CSCTP
import Foundation
import Testing

@testable import SCTP

@Suite struct WakeUpPreemptionTests {
  private var preemption = WakeUpPreemption()

  private mutating func record(_ count: Int, events: Int = 1, receipts: Int) {
    for _ in 0..<count { preemption.record(events: events, receipts: receipts) }
  }

  @Test("Messages for which a task waits start the preemption") mutating func awaitedMessages() {
    record(WakeUpPreemption.awaitedMessageLimit - 1, receipts: 1)
    #expect(!preemption.isOn)
    record(1, receipts: 1)
    #expect(preemption.isOn)
  }

  @Test("Several messages, or several sockets, at once prevent the preemption", arguments: [(1, 2), (2, 2)])
  mutating func severalMessages(_ events: Int, _ receipts: Int) {
    for _ in 0..<100 {
      record(WakeUpPreemption.awaitedMessageLimit - 1, receipts: 1)
      record(1, events: events, receipts: receipts)
      #expect(!preemption.isOn)
    }
  }

  @Test("The preemption ends after a number of events, and starts again") mutating func end() {
    record(WakeUpPreemption.awaitedMessageLimit, receipts: 1)
    record(WakeUpPreemption.preemptingEvents - 1, receipts: 100)
    #expect(preemption.isOn)
    record(1, receipts: 1)
    #expect(!preemption.isOn)
    record(WakeUpPreemption.awaitedMessageLimit, receipts: 1)
    #expect(preemption.isOn)
  }
}

/// The scheduling policy of threads that a reactor creates.
@Suite struct InheritedBatchPolicyTests {
  @Test("A thread that inherited the policy of a reactor returns to the usual policy") func inheritedPolicy() throws {
    let policies = Background {
      csctp_set_wakeup_preemption(false)
      return try Background {
        let inherited = sched_getscheduler(0)
        InheritedBatchPolicy.undoOnce()
        return [inherited, sched_getscheduler(0)]
      }.value()
    }
    #expect(try policies.value() == [SCHED_BATCH, SCHED_OTHER])
  }

  @Test("A reactor keeps its policy") func reactor() async throws {
    let policies = await Task(executorPreference: try SCTPTaskExecutor.shared) {
      InheritedBatchPolicy.undoOnce()
      return sched_getscheduler(0)
    }.value
    #expect(policies == SCHED_BATCH)
  }
}
