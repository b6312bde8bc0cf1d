/// The bytes of an input, which libFuzzer owns during one execution.
///
/// libFuzzer allocates exactly as many bytes as the input has, so that the address sanitizer reports each read after
/// its end.
@safe struct Input {
  @unsafe let buffer: UnsafeRawBufferPointer
  private var offset = 0

  init(_ buffer: UnsafeRawBufferPointer) { unsafe self.buffer = buffer }

  var isAtEnd: Bool { offset >= count }

  var count: Int { unsafe buffer.count }

  /// The bytes that were not read yet.
  var rest: Input { unsafe Input(UnsafeRawBufferPointer(rebasing: buffer[min(offset, count)...])) }

  var bytes: [UInt8] { unsafe Array(buffer) }

  /// Reads the next byte; 0 after the end.
  mutating func byte() -> UInt8 {
    defer { offset += 1 }
    return isAtEnd ? 0 : unsafe buffer[offset]
  }

  /// Reads a number in host byte order, which is little endian on every Linux that Swift supports.
  mutating func number<Number: FixedWidthInteger>(_: Number.Type = Number.self) -> Number {
    (0..<Number.bitWidth / 8).reduce(0) { $0 | Number(truncatingIfNeeded: byte()) << (8 * $1) }
  }

  /// Reads up to `count` bytes.
  mutating func bytes(_ count: Int) -> [UInt8] {
    defer { offset += count }
    return unsafe Array(rest.buffer.prefix(count))
  }
}

/// Bytes that a model reads: at fixed offsets, without the C structures.
extension [UInt8] {
  /// The number at an offset in host byte order.
  func number<Number: FixedWidthInteger>(_ offset: Int, _: Number.Type = Number.self) -> Number {
    (0..<Number.bitWidth / 8).reduce(0) { $0 | Number(truncatingIfNeeded: self[offset + $1]) << (8 * $1) }
  }

  /// The number at an offset in network byte order.
  func networkNumber<Number: FixedWidthInteger>(_ offset: Int, _: Number.Type = Number.self) -> Number {
    (0..<Number.bitWidth / 8).reduce(0) { $0 << 8 | Number(truncatingIfNeeded: self[offset + $1]) }
  }
}
