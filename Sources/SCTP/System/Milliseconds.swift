#if os(Linux)
extension Duration {
  /// The duration in milliseconds, rounded up: a time that is not zero never becomes the kernel's 0, "as before".
  var wholeMilliseconds: Int128 {
    let attosecondsInMillisecond: Int128 = 1_000_000_000_000_000
    let (whole, rest) = attoseconds.quotientAndRemainder(dividingBy: attosecondsInMillisecond)
    return rest > 0 ? whole + 1 : whole
  }
}
#endif
