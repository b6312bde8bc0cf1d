import SCTP

/// A file that the server is receiving.
struct Transfer: Sendable {
  let length: Int
  private var writer: BlockWriter
  private(set) var received = 0
  private var checksum = Checksum()
  private var expectedChecksum: UInt64?
  private var progress: Progress

  init(offer payload: [UInt8]) throws(Failure) {
    guard let number = UInt64(networkBytes: payload), let length = Int(exactly: number) else {
      throw Failure("the offer is malformed")
    }
    self.length = length
    writer = BlockWriter(to: try TemporaryFile())
    progress = Progress(of: length)
  }

  /// Writes a block to its position, and returns the progress if the block completes a tenth.
  mutating func add(block payload: [UInt8]) throws(Failure) -> Progress.Step? {
    guard let number = UInt64(networkBytes: payload.prefix(UInt64.size)), let offset = Int(exactly: number),
      case let bytes = payload.dropFirst(UInt64.size), !bytes.isEmpty, bytes.count <= length,
      offset <= length - bytes.count, bytes.count <= length - received
    else { throw Failure("a block is outside of the file") }
    try writer.write(bytes, at: offset)
    checksum.add(payload)
    received += bytes.count
    if received == length { try writer.flush() }
    return progress.advance(to: received)
  }

  mutating func end(_ payload: [UInt8]) throws(Failure) {
    guard let number = UInt64(networkBytes: payload) else { throw Failure("the end of the file is malformed") }
    expectedChecksum = number
  }

  var file: TemporaryFile { writer.file }

  /// The checksum for the receipt; nil until everything has arrived.
  var receipt: UInt64? {
    received == length && expectedChecksum != nil ? checksum.value : nil
  }

  var isIntact: Bool { receipt != nil && expectedChecksum == checksum.value }

  /// The result of the transfer, in a few words.
  var outcome: String {
    if isIntact { return "complete, \(length.inBytes), the checksums are equal" }
    if receipt != nil { return "DAMAGED: the checksums differ" }
    return "INCOMPLETE: \(received) of \(length.inBytes)"
  }
}
