/// Memory to receive into.
@safe final class Buffer {
  @unsafe let bytes: UnsafeMutableRawBufferPointer

  init(_ count: Int = 65_536) {
    unsafe bytes = .allocate(byteCount: count, alignment: 16)
  }

  deinit {
    unsafe bytes.deallocate()
  }
}
