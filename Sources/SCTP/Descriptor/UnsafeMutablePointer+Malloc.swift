#if os(Linux)
internal import CSCTP

extension UnsafeMutablePointer where Pointee: ~Copyable {
  /// Allocates memory for one value, which free(3) releases.
  ///
  /// On Linux, `allocate(capacity:)` calls posix_memalign(3), which takes longer.
  static func allocateByMalloc() -> UnsafeMutablePointer {
    precondition(MemoryLayout<Pointee>.alignment <= MemoryLayout<max_align_t>.alignment)
    guard let memory = unsafe malloc(MemoryLayout<Pointee>.size) else { fatalError("out of memory") }
    return unsafe memory.bindMemory(to: Pointee.self, capacity: 1)
  }
}
#endif
