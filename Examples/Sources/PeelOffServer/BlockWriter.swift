/// Writes blocks to a file, and combines adjacent blocks into one call.
///
/// On a slow file system, a call for each block would take longer than the transfer.
struct BlockWriter: Sendable {
  private static let size = 1 << 20

  let file: TemporaryFile
  private var pending: [UInt8] = []
  private var start = 0

  init(to file: TemporaryFile) {
    self.file = file
  }

  mutating func write(_ bytes: ArraySlice<UInt8>, at offset: Int) throws(Failure) {
    if offset != start + pending.count || pending.count >= Self.size {
      try flush()
      start = offset
    }
    pending += bytes
  }

  mutating func flush() throws(Failure) {
    try file.write(pending, at: start)
    pending.removeAll(keepingCapacity: true)
  }
}
