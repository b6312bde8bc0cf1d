#if os(Linux)
/// Decides whether a wake-up of a reactor that runs no tasks preempts the running thread.
///
/// If messages arrive faster than tasks receive them, it is faster not to preempt their sender, and to handle many
/// messages together. If a task waits for every message, it is faster to preempt: the reactor then resumes the task before
/// the thread of the Swift runtime that runs it falls asleep. The reactor can distinguish the two cases only while it does
/// not preempt, so it regularly stops preempting for a while.
struct WakeUpPreemption {
  private(set) var isOn = false
  /// The number of messages in sequence for which a task waited.
  private var awaitedMessages = 0
  /// The number of events until the preemption ends.
  private var remainingEvents = 0

  /// The number of messages for which tasks must have waited before the preemption begins.
  static var awaitedMessageLimit: Int { 32 }
  static var preemptingEvents: Int { 1_024 }

  /// Records the events that the thread handled at once, and the number of messages that tasks have received since the
  /// events before.
  mutating func record(events: Int, receipts: Int) {
    if isOn {
      remainingEvents -= events
      isOn = remainingEvents > 0
      return
    }
    awaitedMessages = events == 1 && receipts <= 1 ? awaitedMessages + 1 : 0
    guard awaitedMessages == Self.awaitedMessageLimit else { return }
    self = WakeUpPreemption(isOn: true, remainingEvents: Self.preemptingEvents)
  }
}
#endif
