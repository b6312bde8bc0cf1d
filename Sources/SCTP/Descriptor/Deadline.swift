#if os(Linux)
internal import CSCTP

/// The moment until which a call waits.
///
/// It is a number, because a `ContinuousClock.Instant` costs a call more than its locks do, even without a limit.
struct Deadline {
  /// In nanoseconds of the system's monotonic clock; nil if there is no limit.
  let instant: Int64?

  /// The arithmetic of longer timeouts could overflow.
  private static let longestTimeout = Duration.seconds(Int64(Int32.max))

  static var now: Int64 { csctp_now() }

  @inline(__always)
  init(after timeout: Duration?) {
    instant = if let timeout { Self.instant(after: timeout) } else { nil }
  }

  private init(instant: Int64) {
    self.instant = instant
  }

  private static func instant(after timeout: Duration) -> Int64? {
    guard timeout < longestTimeout else { return nil }
    return now + nanoseconds(max(timeout, .zero))
  }

  private static func nanoseconds(_ duration: Duration) -> Int64 { Int64(duration.attoseconds / 1_000_000_000) }

  /// The remaining time in nanoseconds: 0 after the deadline, negative without a limit.
  var nanosecondsLeft: Int64 {
    guard let instant else { return -1 }
    return max(0, instant - Self.now)
  }

  /// The remaining time in nanoseconds, but at most `pause`; negative without a limit and a pause.
  func nanosecondsLeft(atMost pause: Duration?) -> Int64 {
    let left = nanosecondsLeft
    guard let pause else { return left }
    let longest = Self.nanoseconds(pause)
    return left < 0 ? longest : min(left, longest)
  }

  /// The deadline, or the end of a pause that begins now if that is earlier.
  func limited(to pause: Duration) -> Deadline {
    let end = Self.now + Self.nanoseconds(pause)
    return Deadline(instant: min(instant ?? end, end))
  }
}
#endif
