import Testing

@testable import SCTP

@Suite struct Deadlines {
  @Test func noTimeoutIsNoLimit() {
    #expect(Deadline(after: nil).nanosecondsLeft < 0)
  }

  @Test(
    arguments: [
      .seconds(Int64.max), .seconds(Int64.max / 2), Duration(attoseconds: .max), .seconds(Int32.max),
      Duration(secondsComponent: .max, attosecondsComponent: 999_999_999_999_999_999),
    ] as [Duration])
  func aTimeBeyondTheClockIsNoLimit(_ timeout: Duration) {
    #expect(Deadline(after: timeout).nanosecondsLeft < 0)
  }

  @Test(
    arguments: [
      .zero, .seconds(-1), .nanoseconds(-1), .seconds(-1 << 40), .seconds(Int64.min), Duration(attoseconds: .min),
    ] as [Duration])
  func aTimeBelowOneNanosecondHasPassed(_ timeout: Duration) {
    #expect(Deadline(after: timeout).nanosecondsLeft == 0)
  }

  @Test(arguments: [.seconds(3_600), .seconds(1_000_000), .seconds(Int32.max) - .nanoseconds(1)] as [Duration])
  func whatIsLeftIsNeverMoreThanTheTime(_ timeout: Duration) {
    let left = Duration.nanoseconds(Deadline(after: timeout).nanosecondsLeft)
    #expect(left <= timeout)
    #expect(left > timeout - .seconds(600))
  }
}
