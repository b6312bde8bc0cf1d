#if os(Linux)
internal import Synchronization

/// Large receive buffers that all sockets of the process share.
enum ScratchBuffer {
  /// The size of a buffer in bytes; the kernel delivers a longer message in parts of about this size anyway.
  static var size: Int { 65_536 }

  /// The addresses of unused buffers; 0 for none.
  ///
  /// If more calls receive at once, each of the others allocates and frees a buffer.
  private static let unused: InlineArray<4, Atomic<UInt>> = [Atomic(0), Atomic(0), Atomic(0), Atomic(0)]

  /// Returns a buffer of ``size`` bytes, which the caller must release.
  static func acquire() -> UnsafeMutableRawBufferPointer {
    for index in unused.indices {
      let address = unused[index].exchange(0, ordering: .acquiring)
      if let start = unsafe UnsafeMutableRawPointer(bitPattern: address) {
        return unsafe UnsafeMutableRawBufferPointer(start: start, count: size)
      }
    }
    return .allocate(byteCount: size, alignment: 16)
  }

  static func release(_ buffer: UnsafeMutableRawBufferPointer) {
    for index in unused.indices {
      let (exchanged, _) = unused[index].compareExchange(
        expected: 0, desired: UInt(bitPattern: buffer.baseAddress), ordering: .releasing)
      if exchanged { return }
    }
    unsafe buffer.deallocate()
  }
}
#endif
