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
