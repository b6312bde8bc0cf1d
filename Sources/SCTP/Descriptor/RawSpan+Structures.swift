#if os(Linux)
extension RawSpan {
  /// Returns the C structure at the start of the bytes; nil if there are too few bytes.
  ///
  /// `unsafeLoadUnaligned` requires `BitwiseCopyable`, to which a structure with a flexible array does not conform.
  func load<Structure>(_: Structure.Type) -> Structure? {
    guard byteCount >= MemoryLayout<Structure>.size else { return nil }
    return unsafe withUnsafeTemporaryAllocation(of: Structure.self, capacity: 1) { aligned in
      unsafe withUnsafeBytes {
        unsafe UnsafeMutableRawBufferPointer(aligned).copyMemory(
          from: .init(rebasing: $0.prefix(MemoryLayout<Structure>.size)))
      }
      return unsafe aligned[0]
    }
  }

  /// Returns a copy of the bytes after the C structure at the start.
  func bytes<Structure>(after _: Structure.Type) -> [UInt8] {
    guard byteCount > MemoryLayout<Structure>.size else { return [] }
    return Array(extracting(MemoryLayout<Structure>.size..<byteCount))
  }

  /// Returns the elements of the flexible array at the end of a C structure.
  func elements<Element: BitwiseCopyable, Structure>(of _: Element.Type, after _: Structure.Type) -> [Element] {
    let stride = MemoryLayout<Element>.stride
    let offsets = Swift.stride(from: MemoryLayout<Structure>.size, through: byteCount - stride, by: stride)
    return offsets.map { unsafe unsafeLoadUnaligned(fromByteOffset: $0, as: Element.self) }
  }
}

extension [UInt8] {
  /// Creates a copy of `bytes`.
  init(_ bytes: RawSpan) {
    self = unsafe bytes.withUnsafeBytes { unsafe Array($0) }
  }
}
#endif
