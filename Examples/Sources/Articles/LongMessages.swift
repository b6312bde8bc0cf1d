import SCTP

/// Reassembles messages from their parts.
struct Reassembler {
  private struct Key: Hashable {
    let association: SCTPAssociationID
    let stream: UInt16
    let isUnordered: Bool
    // After a part, the kernel can deliver an earlier message of the same stream.
    let sequenceNumber: UInt16
  }

  private var unfinished: [Key: [UInt8]] = [:]

  /// Adds a part, and returns the message if this part completes it.
  mutating func add(_ bytes: RawSpan, _ info: SCTPReceiveInfo) -> [UInt8]? {
    let key = Key(
      association: info.association, stream: info.stream, isUnordered: info.isUnordered,
      sequenceNumber: info.streamSequenceNumber)
    unsafe bytes.withUnsafeBytes { unsafe unfinished[key, default: []].append(contentsOf: $0) }
    return info.isEndOfMessage ? unfinished.removeValue(forKey: key) : nil
  }

  /// Discards the parts of messages whose remainder will not arrive.
  mutating func handle(_ notification: SCTPNotification) {
    switch notification {
    case .partialDelivery(let event): discardMessages(of: event.association)
    case .associationChange(let change) where change.state != .communicationUp: discardMessages(of: change.association)
    default: break
    }
  }

  private mutating func discardMessages(of association: SCTPAssociationID) {
    unfinished = unfinished.filter { $0.key.association != association }
  }
}

enum LongMessages {
  /// Receives the parts of all messages, and passes each complete message on.
  static func reassemble(from server: SCTPSocket, _ handle: ([UInt8], SCTPReceiveInfo) -> Void) async throws {
    try server.setSubscribed(true, to: [.associationChange, .partialDelivery])
    var reassembler = Reassembler()
    var batch = try SCTPReceiveBatch(capacity: 16, bytesPerMessage: 65_536)
    while true {
      try await server.receive(into: &batch)
      batch.withEach { bytes, info in
        if info.isNotification {
          reassembler.handle(SCTPNotification(parsing: bytes))
        } else if let message = reassembler.add(bytes, info) {
          handle(message, info)
        }
      }
    }
  }

  /// Passes messages on, and aborts every association whose peer sends a message that exceeds a limit.
  static func serve(_ server: SCTPSocket, _ handle: (SCTPMessage) -> Void) async throws {
    for try await received in server.received {
      switch received {
      case .message(let message): handle(message)
      case .discarded(let error):
        if let association = error.association { try? server.abort(association: association) }
      default: break
      }
    }
  }

  /// Makes space for several messages in the buffers of the kernel.
  static func enlargeBuffers(of socket: SCTPEndpoint, forMessagesOf size: Int) throws {
    try socket.setOption(.sendBufferSize, to: 4 * size)
    try socket.setOption(.receiveBufferSize, to: 4 * size)
  }

  static let scenarios = [
    Scenario("The parts of a long message are put together") {
      let server = try SCTPSocket()
      try enlargeBuffers(of: server, forMessagesOf: 1 << 20)
      try server.bind(to: .loopback(port: 0))
      try server.listen()
      let client = try SCTPOneToOneSocket()
      try enlargeBuffers(of: client, forMessagesOf: 1 << 20)
      try await client.connect(to: server.localAddresses()[0], timeout: .seconds(10))
      let (messages, arrived) = AsyncStream.makeStream(of: [UInt8].self)
      let service = Task { try await reassemble(from: server) { message, _ in arrived.yield(message) } }
      let message = (0..<300_000).map { UInt8(truncatingIfNeeded: $0 / 7) }
      try await client.send(message)
      var received = messages.makeAsyncIterator()
      let isIntact = await received.next() == message
      try expect(isIntact, "the message differs")
      service.cancel()
      try client.close()
      try server.close()
    },
    Scenario("A server aborts the association of a peer that exceeds its limit, and serves the others") {
      let (server, address) = try Loopback.server()
      server.maximumMessageSize = 1_000
      let (messages, arrived) = AsyncStream.makeStream(of: SCTPMessage.self)
      let service = Task { try await serve(server) { arrived.yield($0) } }
      let rude = try await Loopback.client(of: address)
      let polite = try await Loopback.client(of: address)
      try await rude.send([UInt8](repeating: 0, count: 2_000))
      do throws(SCTPError) {
        _ = try await rude.receive(timeout: .seconds(10))
        throw SCTPError(.timedOut, in: "receive")
      } catch {
        try expect(error.code == .connectionReset, "the error is \(error)")
      }
      try await polite.send([1])
      var received = messages.makeAsyncIterator()
      let message = await received.next()
      try expect(message?.payload == [1], "the message is \(message as Any)")
      try await server.stop(timeout: .seconds(5))
      try await service.value
      try rude.close()
      try polite.close()
      try server.close()
    },
  ]
}
