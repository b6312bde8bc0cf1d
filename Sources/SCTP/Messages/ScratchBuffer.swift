#if os(Linux)
internal import Synchronization

/// A large buffer to receive into, lent out and taken back, so that neither a socket nor a message needs one of its own.
enum ScratchBuffer {
  /// The kernel delivers a longer message in parts of about this size anyway.
  static var size: Int { 65_536 }

  /// The buffers at rest; 0 where there is none.
  ///
  /// More calls at once than these allocate and free one each.
  private static let resting: InlineArray<4, Atomic<UInt>> = .init { _ in Atomic(0) }

  static func withBuffer<Result>(
    _ body: (UnsafeMutableRawBufferPointer) throws(SCTPError) -> Result
  ) throws(SCTPError) -> Result {
    let start = unsafe take() ?? .allocate(byteCount: size, alignment: 16)
    defer { unsafe giveBack(start) }
    return try unsafe body(UnsafeMutableRawBufferPointer(start: start, count: size))
  }

  private static func take() -> UnsafeMutableRawPointer? {
    for index in resting.indices {
      let address = resting[index].exchange(0, ordering: .acquiring)
      if let start = unsafe UnsafeMutableRawPointer(bitPattern: address) { return unsafe start }
    }
    return nil
  }

  private static func giveBack(_ start: UnsafeMutableRawPointer) {
    for index in resting.indices {
      let (exchanged, _) = resting[index].compareExchange(
        expected: 0, desired: UInt(bitPattern: start), ordering: .releasing)
      if exchanged { return }
    }
    unsafe start.deallocate()
  }
}
#endif
