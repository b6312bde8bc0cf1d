#if os(Linux)
internal import Synchronization

/// A large buffer to receive into, lent out and taken back, so that neither a socket nor a message needs one of its own.
enum ScratchBuffer {
  /// The kernel delivers a longer message in parts of about this size anyway.
  static var size: Int { 65_536 }

  /// The buffers at rest; 0 where there is none.
  ///
  /// More calls at once than these allocate and free one each.
  private static let resting: InlineArray<4, Atomic<UInt>> = [Atomic(0), Atomic(0), Atomic(0), Atomic(0)]

  /// A buffer of ``size`` bytes, for the caller to give back.
  static func take() -> UnsafeMutableRawBufferPointer {
    for index in resting.indices {
      let address = resting[index].exchange(0, ordering: .acquiring)
      if let start = unsafe UnsafeMutableRawPointer(bitPattern: address) {
        return unsafe UnsafeMutableRawBufferPointer(start: start, count: size)
      }
    }
    return .allocate(byteCount: size, alignment: 16)
  }

  static func giveBack(_ buffer: UnsafeMutableRawBufferPointer) {
    for index in resting.indices {
      let (exchanged, _) = resting[index].compareExchange(
        expected: 0, desired: UInt(bitPattern: buffer.baseAddress), ordering: .releasing)
      if exchanged { return }
    }
    unsafe buffer.deallocate()
  }
}
#endif
