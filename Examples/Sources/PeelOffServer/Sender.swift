import SCTP

/// The client that sends a file.
struct Sender {
  /// How many streams the blocks are spread over.
  static let streams: UInt16 = 8

  /// The size of a block's message, with the offset in front.
  static let messageSize = 16_384

  let server: SCTPAddress
  let file: SourceFile

  /// Sends the file, and returns when the server has confirmed all of it.
  func run(onProgress: (Progress.Step) -> Void = { _ in }) async throws {
    let socket = try await SCTPOneToOneSocket(connectedTo: server, streams: Self.streams)
    // The server may allow fewer.
    let streams = min(Self.streams, try socket.status().outboundStreams)
    Output.event("sender", "sends \(file.name): \(file.length.inBytes) over \(streams) streams")
    try await socket.send(Outgoing(.offer, UInt64(file.length)))
    _ = try await socket.answer(.ready)
    let start = ContinuousClock.now
    let checksum = try await sendBlocks(socket, streams, onProgress)
    try await socket.send(Outgoing(.end, checksum))
    let receipt = UInt64(networkBytes: try await socket.answer(.receipt))
    guard receipt == checksum else { throw Failure("the server received something else than what was sent") }
    let speed = file.length == 0 ? "" : ", \(file.length.speed(in: start.duration(to: .now)))"
    Output.event("sender", "the server has confirmed \(file.length.inBytes)\(speed)")
    try await socket.finish()
  }

  /// Sends the blocks, each on the next stream, and returns their checksum.
  private func sendBlocks(
    _ socket: SCTPOneToOneSocket, _ streams: UInt16, _ onProgress: (Progress.Step) -> Void
  ) async throws -> UInt64 {
    var checksum = Checksum()
    var progress = Progress(of: file.length)
    var offset = 0
    var stream: UInt16 = 0
    while offset < file.length {
      let block = try block(at: offset)
      checksum.add(block)
      try await socket.send(Outgoing(.block, block, stream: stream))
      offset += block.count - UInt64.size
      stream = (stream + 1) % streams
      if let step = progress.advance(to: offset) { onProgress(step) }
    }
    return checksum.value
  }

  private func block(at offset: Int) throws(Failure) -> [UInt8] {
    let count = min(Self.messageSize - UInt64.size, file.length - offset)
    do {
      let bytes = try file.descriptor.bytes(at: offset, count: count)
      guard bytes.count == count else { throw Failure("it became shorter meanwhile") }
      return UInt64(offset).networkBytes + bytes
    } catch {
      throw Failure("cannot read \(file.name)", because: error)
    }
  }
}
