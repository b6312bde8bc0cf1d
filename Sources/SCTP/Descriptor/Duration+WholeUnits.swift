#if os(Linux)
extension Duration {
  /// The duration in milliseconds, rounded away from zero: a time that is not zero never becomes the kernel's 0, "as
  /// before", and one below zero stays below.
  var wholeMilliseconds: Int128 { whole(1_000_000_000_000_000) }

  /// The duration in seconds, rounded away from zero.
  var wholeSeconds: Int128 { whole(1_000_000_000_000_000_000) }

  private func whole(_ attosecondsInUnit: Int128) -> Int128 {
    let (whole, rest) = attoseconds.quotientAndRemainder(dividingBy: attosecondsInUnit)
    return whole + rest.signum()
  }
}
#endif
