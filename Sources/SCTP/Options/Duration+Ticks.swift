#if os(Linux)
internal import CSCTP

extension Duration {
  /// Converts a number of ticks of the kernel's clock, in which Linux reports some times.
  static func ticks(_ count: some BinaryInteger) -> Duration {
    .nanoseconds(csctp_tick_length()) * UInt64(clamping: count)
  }

  /// The duration in whole seconds if it has no fraction of a second, otherwise in milliseconds, such as `3 s`, `40 ms`
  /// and `3.333 ms`.
  var text: String {
    let attosecondsInMicrosecond: Int128 = 1_000_000_000_000
    let microseconds = attoseconds / attosecondsInMicrosecond
    if microseconds.isMultiple(of: 1_000_000), microseconds != 0 { return "\(microseconds / 1_000_000) s" }
    let (milliseconds, fraction) = microseconds.quotientAndRemainder(dividingBy: 1_000)
    if fraction == 0 { return "\(milliseconds) ms" }
    return "\(milliseconds).\(String(String(1_000 + fraction.magnitude).dropFirst())) ms"
  }
}
#endif
