#if os(Linux)
internal import CSCTP

/// The moment until which a call waits.
///
/// A number and not a `ContinuousClock.Instant`, whose handling costs a call more than its locks, also where there is no
/// limit.
struct Deadline {
  /// In nanoseconds of the system's monotonic clock; nil if there is no limit.
  let instant: Int64?

  /// Beyond this, as below zero, a clock's arithmetic could overflow; nobody waits that long.
  private static let longestTimeout = Duration.seconds(Int64(Int32.max))

  static var now: Int64 { csctp_now() }

  @inline(__always)
  init(after timeout: Duration?) {
    instant = if let timeout { Self.instant(after: timeout) } else { nil }
  }

  private static func instant(after timeout: Duration) -> Int64? {
    guard timeout < longestTimeout else { return nil }
    return now + Int64(max(timeout, .zero).attoseconds / 1_000_000_000)
  }

  /// What is left, in nanoseconds; 0 when it has passed, and negative when there is no limit.
  var nanosecondsLeft: Int64 {
    guard let instant else { return -1 }
    return max(0, instant - Self.now)
  }
}
#endif
