import Testing

@testable import SCTP

@Suite struct Deadlines {
  @Test("Without a timeout there is no limit") func noTimeout() {
    #expect(Deadline(after: nil).nanosecondsLeft < 0)
  }

  @Test(
    "A timeout beyond the range of the clock is no limit",
    arguments: [
      .seconds(Int64.max), .seconds(Int64.max / 2), Duration(attoseconds: .max), .seconds(Int32.max),
      Duration(secondsComponent: .max, attosecondsComponent: 999_999_999_999_999_999),
    ] as [Duration])
  func longTimeout(_ timeout: Duration) {
    #expect(Deadline(after: timeout).nanosecondsLeft < 0)
  }

  @Test(
    "A timeout below one nanosecond has already expired",
    arguments: [
      .zero, .seconds(-1), .nanoseconds(-1), .seconds(-1 << 40), .seconds(Int64.min), Duration(attoseconds: .min),
    ] as [Duration])
  func shortTimeout(_ timeout: Duration) {
    #expect(Deadline(after: timeout).nanosecondsLeft == 0)
  }

  @Test(
    "The remaining time does not exceed the timeout",
    arguments: [.seconds(3_600), .seconds(1_000_000), .seconds(Int32.max) - .nanoseconds(1)] as [Duration])
  func remainingTime(_ timeout: Duration) {
    let left = Duration.nanoseconds(Deadline(after: timeout).nanosecondsLeft)
    #expect(left <= timeout)
    #expect(left > timeout - .seconds(600))
  }
}
