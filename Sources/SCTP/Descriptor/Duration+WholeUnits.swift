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

// Codable forms of durations: whole numbers of milliseconds.

extension KeyedDecodingContainer {
  /// Decodes a duration from a whole number of milliseconds; returns nil if the key is missing or its value is null.
  ///
  /// Throws `DecodingError.dataCorrupted` if the number is not in `range`.
  func decodeMilliseconds(in range: ClosedRange<Int64>, forKey key: Key) throws -> Duration? {
    guard let number = try decodeIfPresent(Int64.self, forKey: key) else { return nil }
    guard range.contains(number) else {
      throw DecodingError.dataCorruptedError(
        forKey: key, in: self,
        debugDescription:
          "\(key.stringValue) is \(number) ms; it must be from \(range.lowerBound) to \(range.upperBound) ms")
    }
    return .milliseconds(number)
  }
}

extension KeyedEncodingContainer {
  /// Encodes a duration as a whole number of milliseconds, rounded away from zero, as the kernel receives it.
  ///
  /// Throws `EncodingError.invalidValue` if the number does not fit into 64 bits.
  mutating func encodeMilliseconds(_ duration: Duration, forKey key: Key) throws {
    guard let number = Int64(exactly: duration.wholeMilliseconds) else {
      let context = EncodingError.Context(
        codingPath: codingPath + [key], debugDescription: "\(key.stringValue) has more than 64 bits in milliseconds")
      throw EncodingError.invalidValue(duration, context)
    }
    try encode(number, forKey: key)
  }
}
#endif
