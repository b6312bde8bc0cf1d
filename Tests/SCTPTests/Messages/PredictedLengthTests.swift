import Testing

@testable import SCTP

extension OnTheKernel {
  /// Messages that `receive()` reads directly into their arrays, because it predicts their lengths.
  @Suite struct PredictedLengths {
    private static let long = 20_000

    /// Lengths of messages that a socket receives in order.
    static let lengths: [[Int]] = [
      [10_000, 10_000, 10_000, 10_000],
      [8_000, 9_000, 9_001, 20_000, 40_000, 65_000, 65_536],
      [65_536, 65_535, 40_000, 32_768, 20_000, 10_001, 10_000, 8_192, 8_191, 100],
      [20_000, 1, 20_000, 1, 20_000, 20_000, 1, 1, 20_000],
      [24_000, 12_000, 24_000, 11_999, 24_000, 12_001, 24_000],
      [20_000, 20_000, 70_000, 20_000, 200_000, 200_000, 9_000, 9_000],
    ]

    @Test("Messages of varying lengths arrive whole, in arrays that are at least half full", arguments: Self.lengths)
    func threadReceives(_ lengths: [Int]) throws {
      let pair = try Pair.withLargeBuffers()
      try pair.exchange(lengths) { try pair.server.message() }
      try pair.close()
    }

    @Test("Messages of varying lengths arrive whole at a task", arguments: Self.lengths)
    func taskReceives(_ lengths: [Int]) async throws {
      let pair = try Pair.withLargeBuffers()
      for (seed, length) in lengths.enumerated() {
        let sent = payload(length, seed: seed)
        try await pair.client.send(sent, on: pair.atClient)
        try await pair.server.message().expect(sent)
      }
      try pair.close()
    }

    @Test("Messages that are queued arrive whole and in order", arguments: Self.lengths)
    func queued(_ lengths: [Int]) throws {
      let pair = try Pair.withLargeBuffers()
      let messages = lengths.enumerated().map { payload($1, seed: $0) }
      for message in messages { try pair.client.send(message, on: pair.atClient) }
      for message in messages { try pair.server.message().expect(message) }
      try pair.close()
    }

    @Test("A notification between long messages is delivered") func notification() throws {
      let pair = try Pair.withLargeBuffers()
      try pair.server.setSubscribed(true, to: .peerAddressChange, of: pair.atServer)
      for _ in 0..<3 {
        try pair.exchange([Self.long, Self.long]) { try pair.server.message() }
        try pair.server.causePeerAddressChange(of: pair.atServer)
        #expect(try pair.server.event(SCTPPeerAddressChange.self).association == pair.atServer)
      }
      try pair.close()
    }

    @Test("The end of a peeled-off association after long messages is reported") func end() throws {
      let pair = try Pair.withLargeBuffers()
      let child = try pair.server.peelOff(association: pair.atServer)
      try pair.exchange([Self.long, Self.long]) { try child.message() }
      try pair.client.shutdown(association: pair.atClient)
      #expect(try child.receive(timeout: patience) == nil)
      try child.close()
      try pair.close()
    }

    @Test("A message that arrives in many parts after a long message is reassembled") func parts() throws {
      let server = try SCTPSocket.listening()
      try server.setOption(.receiveBufferSize, to: 20_000)
      let message = try LongMessage(server: server)
      let before = payload(9_000)
      for _ in 0..<2 {
        try message.pair.client.send(before, on: message.pair.atClient)
        try message.pair.server.message().expect(before)
      }
      #expect(server.predictedLength == before.count)
      try server.setOption(.partialDeliveryPoint, to: 1)
      try message.sendAndGatherAPart()
      #expect(try message.pair.server.message().payload == message.payload)
      try message.pair.close()
    }

    @Test("A long message that exceeds the limit fails with EMSGSIZE, and the next one arrives") func limit() throws {
      let pair = try Pair.withLargeBuffers()
      try pair.exchange([Self.long, Self.long]) { try pair.server.message() }
      pair.server.maximumMessageSize = Self.long - 1
      try pair.client.send(payload(Self.long), on: pair.atClient)
      expectFailure(.messageTooLong, .messageTooLong, in: "recvmsg") {
        _ = try pair.server.receive(timeout: patience)
      }
      try pair.exchange([Self.long - 1]) { try pair.server.message() }
      try pair.close()
    }

    @Test("The other forms of receive are not affected by the predicted length") func otherForms() throws {
      let pair = try Pair.withLargeBuffers()
      try pair.exchange([Self.long, Self.long]) { try pair.server.message() }
      let sent = payload(Self.long, seed: 7)
      try pair.client.send(sent, on: pair.atClient)
      let first = try pair.server.part(100)
      #expect(first.bytes == Array(sent[..<100]))
      #expect(!first.info.isEndOfMessage)
      #expect(try pair.server.part(Self.long).bytes == Array(sent[100...]))
      try pair.client.send(sent, on: pair.atClient)
      var batch = try SCTPReceiveBatch(capacity: 2, bytesPerMessage: 2 * Self.long)
      try pair.server.receive(into: &batch, timeout: patience)
      #expect(batch.payloads == [sent])
      try pair.exchange([Self.long]) { try pair.server.message() }
      try pair.close()
    }

    @Test("Several threads receive messages of varying lengths whole") func threads() throws {
      let pair = try Pair.withLargeBuffers()
      let lengths = [20_000, 20_000, 10, 12_000, 60_000, 30_000, 9_000, 100_000]
      let rounds = 8
      let readers = (0..<2).map { _ in
        Background { try (0..<rounds * lengths.count / 2).map { _ in try pair.server.message().payload } }
      }
      let sent = (0..<rounds).flatMap { round in
        lengths.enumerated().map { payload($1, seed: round * lengths.count + $0) }
      }
      for message in sent { try pair.client.send(message, on: pair.atClient, timeout: patience) }
      let received = try readers.flatMap { try $0.value() }
      #expect(received.count == sent.count)
      #expect(Set(received) == Set(sent))
      try pair.close()
    }
  }
}

extension SCTPEndpoint {
  fileprivate var predictedLength: Int { gate.withLock { Int($0.inbox.prediction.length) } }
}

extension Pair {
  /// Sends messages of these lengths one by one, and checks each one that the server receives.
  fileprivate func exchange(
    _ lengths: [Int], _ location: SourceLocation = #_sourceLocation, receive: () throws -> SCTPMessage
  ) throws {
    for (seed, length) in lengths.enumerated() {
      let sent = payload(length, seed: seed)
      try client.send(sent, on: atClient)
      try receive().expect(sent, location)
    }
  }
}

extension SCTPMessage {
  /// Checks the bytes, and that at least half of the memory of the array is used.
  fileprivate func expect(_ sent: [UInt8], _ location: SourceLocation = #_sourceLocation) {
    #expect(payload == sent, sourceLocation: location)
    guard payload.count >= ReceivePrediction.minimumLength else { return }
    #expect(payload.capacity <= 2 * payload.count, sourceLocation: location)
  }
}
