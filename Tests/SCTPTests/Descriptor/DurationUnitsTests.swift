import Testing

@testable import SCTP

@Suite struct Milliseconds {
  @Test(
    "A duration is rounded away from zero",
    arguments: [
      (.zero, 0), (.milliseconds(1), 1), (.seconds(2), 2_000), (.nanoseconds(1), 1), (Duration(attoseconds: 1), 1),
      (.microseconds(1_000), 1), (.microseconds(1_001), 2), (.nanoseconds(-1), -1), (.milliseconds(-1), -1),
      (.seconds(Int64.max), Int128(Int64.max) * 1_000),
    ] as [(Duration, Int128)])
  func rounding(_ duration: Duration, _ milliseconds: Int128) {
    #expect(duration.wholeMilliseconds == milliseconds)
  }

  @Test("The longest durations can be converted") func longestDuration() {
    #expect(Duration(attoseconds: .max).wholeMilliseconds > Int128(Int64.max))
    #expect(Duration(attoseconds: .min).wholeMilliseconds < Int128(Int64.min))
  }
}
