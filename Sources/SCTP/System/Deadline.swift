#if os(Linux)
/// The moment until which a call waits.
struct Deadline {
  /// Nil if there is no limit.
  let instant: ContinuousClock.Instant?

  /// Beyond this, as below zero, a clock's arithmetic could overflow; nobody waits that long.
  private static let longestTimeout = Duration.seconds(Int64(Int32.max))

  init(after timeout: Duration?) {
    instant =
      switch timeout {
      case .some(let timeout) where timeout < Self.longestTimeout: .now + max(timeout, .zero)
      default: nil
      }
  }

  /// What is left, in nanoseconds; 0 when it has passed, and negative when there is no limit.
  var nanosecondsLeft: Int64 {
    guard let instant else { return -1 }
    return Int64(max(ContinuousClock.now.duration(to: instant), .zero).attoseconds / 1_000_000_000)
  }
}
#endif
