#if os(Linux)
// Codable forms: whole numbers, and durations as whole numbers of milliseconds.

extension KeyedDecodingContainer {
  /// Decodes a duration from a whole number of milliseconds; returns nil if the key is missing or its value is null.
  ///
  /// Throws `DecodingError.dataCorrupted` if the value is not a whole number in `range`.
  func decodeMilliseconds(in range: ClosedRange<Int64>, forKey key: Key) throws -> Duration? {
    try decodeNumber("whole number of milliseconds", in: range, forKey: key).map { .milliseconds($0) }
  }

  /// Decodes a whole number of at most 32 bits; returns nil if the key is missing or its value is null.
  ///
  /// Throws `DecodingError.dataCorrupted` if the value is not a whole number that fits.
  func decodeInteger<Number: FixedWidthInteger>(_: Number.Type, forKey key: Key) throws -> Number? {
    let range = Int64(clamping: Number.min)...Int64(clamping: Number.max)
    return try decodeNumber("whole number", in: range, forKey: key).map { Number(clamping: $0) }
  }

  private func decodeNumber(_ noun: String, in range: ClosedRange<Int64>, forKey key: Key) throws -> Int64? {
    guard contains(key), try !decodeNil(forKey: key) else { return nil }
    // Foundation's error for a number that does not fit names neither the key nor the range.
    if let number = try? decode(Int64.self, forKey: key), range.contains(number) { return number }
    throw DecodingError.dataCorruptedError(
      forKey: key, in: self,
      debugDescription: "\(key.stringValue) must be a \(noun) from \(range.lowerBound) to \(range.upperBound)")
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
