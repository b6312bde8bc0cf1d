#if os(Linux)
extension RawSpan {
  /// The C structure at the start of the bytes; nil if they are too few for it.
  ///
  /// Not by `unsafeLoadUnaligned`: a structure that ends in a flexible array is not `BitwiseCopyable` to Swift.
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

  /// A copy of the bytes behind the C structure at their start.
  func bytes<Structure>(after _: Structure.Type) -> [UInt8] {
    guard byteCount > MemoryLayout<Structure>.size else { return [] }
    return Array(extracting(MemoryLayout<Structure>.size..<byteCount))
  }

  /// The elements of the flexible array at the end of a C structure.
  func elements<Element: BitwiseCopyable, Structure>(of _: Element.Type, after _: Structure.Type) -> [Element] {
    let stride = MemoryLayout<Element>.stride
    let offsets = Swift.stride(from: MemoryLayout<Structure>.size, through: byteCount - stride, by: stride)
    return offsets.map { unsafe unsafeLoadUnaligned(fromByteOffset: $0, as: Element.self) }
  }
}

extension [UInt8] {
  /// A copy of `bytes`.
  init(_ bytes: RawSpan) {
    self = unsafe bytes.withUnsafeBytes { unsafe Array($0) }
  }
}
#endif
