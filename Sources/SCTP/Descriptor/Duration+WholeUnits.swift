#if os(Linux)
extension Duration {
  /// The duration in milliseconds, rounded away from zero.
  ///
  /// A nonzero duration therefore never becomes 0, which often means "unchanged" to the kernel.
  var wholeMilliseconds: Int128 { whole(1_000_000_000_000_000) }

  /// The duration in seconds, rounded away from zero.
  var wholeSeconds: Int128 { whole(1_000_000_000_000_000_000) }

  private func whole(_ attosecondsInUnit: Int128) -> Int128 {
    let (whole, remainder) = attoseconds.quotientAndRemainder(dividingBy: attosecondsInUnit)
    return whole + remainder.signum()
  }
}
#endif
