import Testing

@testable import SCTP

extension OnTheKernel {
  /// Peel-off by one task while others send and receive on the parent.
  @Suite struct PeelOffUnderLoad {
    private static let count: UInt32 = 400

    @Test("A concurrent peel-off splits incoming messages without loss or reordering", arguments: [1, 4])
    func incoming(_ receivers: Int) async throws {
      let server = try SCTPSocket.listening()
      let pairs = try (0..<6).map { _ in try Pair(server: server) }
      let records = (0..<receivers).map { _ in Numbers() }
      let atParent = records.map { record in
        Task { while case let message = try await server.message(), message.payload.count > 1 { record.add(message) } }
      }
      let senders = pairs.map { pair in
        Task {
          for number in 0..<Self.count { try await pair.client.send([UInt8](number: number), on: pair.atClient) }
        }
      }
      let leaving = Array(pairs.dropLast())
      let children = try await leaving.asyncMap { pair in
        try await until("some have arrived") { records.contains { $0.of(pair.atServer).count > 10 } }
        return try server.peelOff(association: pair.atServer)
      }
      for sender in senders { try await sender.value }
      for (pair, child) in zip(leaving, children) {
        try await pair.client.send([UInt8](number: Self.count), on: pair.atClient)
        var atChild: [UInt32] = []
        while atChild.last != Self.count { atChild.append(try await child.message().payload.number) }
        let atParent = records.map { $0.of(pair.atServer) }
        #expect(atParent.allSatisfy { $0 == $0.sorted() })
        #expect(atParent.joined().sorted() + atChild == Array(0...Self.count))
      }
      for _ in 0..<receivers { try await pairs[5].client.send([0], on: pairs[5].atClient) }
      for receiver in atParent { try await receiver.value }
      #expect(records.flatMap { $0.of(pairs[5].atServer) }.sorted() == Array(0..<Self.count))
      for child in children { try child.close() }
      for pair in pairs { try pair.client.close() }
      try server.close()
    }

    @Test("A concurrent peel-off splits outgoing messages without loss or reordering") func outgoing() async throws {
      let server = try SCTPSocket.listening()
      let pairs = try (0..<4).map { _ in try Pair(server: server) }
      let senders = pairs.map { pair in Task { try await sendNumbers(from: server, to: pair) } }
      for (pair, sender) in zip(pairs, senders) {
        #expect(try await pair.client.message().payload.number == 0)
        let child = try server.peelOff(association: pair.atServer)
        let receiver = Task {
          try await (0..<Self.count).asyncMap { _ in try await pair.client.message().payload.number }
        }
        for number in try await sender.value...Self.count { try await child.send([UInt8](number: number)) }
        #expect(try await receiver.value == Array(1...Self.count))
        try child.close()
        try pair.client.close()
      }
      try server.close()
    }

    /// Sends the numbers one after another, and returns the one that was refused because the association had left.
    private func sendNumbers(from server: SCTPSocket, to pair: Pair) async throws -> UInt32 {
      for number in 0..<Self.count {
        let error = await failure { () async throws(SCTPError) in
          try await server.send([UInt8](number: number), on: pair.atServer, timeout: patience)
        }
        guard let error else { continue }
        guard error.code == .brokenPipe, error.reason == .peeledOff else { throw error }
        return number
      }
      return Self.count
    }

    private func failure(_ call: () async throws(SCTPError) -> Void) async -> SCTPError? {
      do throws(SCTPError) {
        try await call()
        return nil
      } catch {
        return error
      }
    }

    @Test("A long message that is arriving moves to the peeled-off socket") func arrivingMessage() async throws {
      let pair = try Pair.withLargeBuffers()
      let other = try Pair(server: pair.server)
      let long = payload(1 << 20)
      let waiting = Task { try await pair.server.message().payload }
      try await pair.server.untilTasksWait()
      try await pair.client.send(Array(long.dropLast()), on: pair.atClient)
      _ = try await waiting.value
      try await pair.client.send(long, on: pair.atClient)
      let child = try pair.server.peelOff(association: pair.atServer)
      #expect(try await child.message().payload == long)
      try await other.client.send([1], on: other.atClient)
      #expect(try await pair.server.message().payload == [1])
      try child.close()
      try other.client.close()
      try pair.close()
    }
  }
}
