import SCTP
import Testing

extension OnTheKernel {
  /// The order of a stream after the partial delivery of a message on another stream.
  @Suite(.requiresRoot) struct OrderAfterPartialDelivery {
    /// A server that has received the first part of a message of each peer, and the messages that wait for its end.
    private struct Waiting {
      let server: SCTPSocket
      let peers: [HandMadePeer]
      let payloads: [[UInt8]] = [[1, 2], [10], [11, 12], [13]]

      init(level: Int = 1, peers count: Int = 1) throws {
        let server = try SCTPSocket.listening()
        try server.setOption(.fragmentInterleave, to: level)
        try server.setOption(.partialDeliveryPoint, to: 1)
        peers = try (0..<count).map { _ in try HandMadePeer(of: server.address) }
        self.server = server
        for peer in peers { try Self.begin(peer) }
      }

      private static func begin(_ peer: HandMadePeer) throws {
        try peer.connect(extensions: [.forwardTSN])
        try peer.send(Chunk.data(0, ends: false, [1]))
        try peer.untilHandled()
        try peer.send(Chunk.data(2, stream: 1, sequence: 0, [10]))
        try peer.send(Chunk.data(3, stream: 1, sequence: 1, ends: false, [11]))
        try peer.send(Chunk.data(4, stream: 1, sequence: 1, begins: false, [12]))
        try peer.send(Chunk.data(5, stream: 1, sequence: 2, [13]))
        try peer.untilHandled()
      }

      /// Sends the end of each first message, whose second part is late.
      func end() throws {
        for peer in peers {
          try peer.send(Chunk.data(1, begins: false, [2]))
          try peer.untilHandled()
        }
      }

      /// Abandons each first message.
      func abandon() throws {
        for peer in peers {
          try peer.send(Chunk.forwardTSN(past: 1, stream: 0, sequence: 0))
          try peer.untilHandled()
        }
      }

      func close() throws {
        for peer in peers { try peer.close() }
        try server.close()
      }
    }

    @Test("receive() keeps the order of a stream", arguments: [0, 1]) func whole(_ level: Int) throws {
      let waiting = try Waiting(level: level)
      waiting.server.expectNothing()
      try waiting.end()
      #expect(try (0..<4).map { _ in try waiting.server.message().payload } == waiting.payloads)
      try waiting.close()
    }

    @Test("receive() keeps the order of each stream if the messages of several associations end at once")
    func severalAssociations() throws {
      let waiting = try Waiting(peers: 3)
      waiting.server.expectNothing()
      try waiting.end()
      let messages = try (0..<12).map { _ in try waiting.server.message() }
      let received = Dictionary(grouping: messages, by: \.association).values
      #expect(received.map { $0.map(\.payload) } == [[[UInt8]]](repeating: waiting.payloads, count: 3))
      try waiting.close()
    }

    @Test("A part is not joined with an earlier message of its stream that the kernel delivers after the part")
    func partBeforeEarlierMessage() throws {
      let waiting = try Waiting()
      waiting.server.expectNothing()
      try waiting.peers[0].send(Chunk.data(6, stream: 1, sequence: 3, ends: false, [14]))
      try waiting.end()
      for payload in waiting.payloads { #expect(try waiting.server.message().payload == payload) }
      waiting.server.expectNothing()
      try waiting.peers[0].send(Chunk.data(7, stream: 1, sequence: 3, begins: false, [15]))
      #expect(try waiting.server.message().payload == [14, 15])
      try waiting.close()
    }

    @Test("receive() keeps the order of a stream if the peer abandons the message", arguments: [1, 2])
    func abandonedMessage(_ peers: Int) throws {
      let waiting = try Waiting(peers: peers)
      waiting.server.expectNothing()
      try waiting.abandon()
      let messages = try (0..<3 * peers).map { _ in try waiting.server.message() }
      let received = Dictionary(grouping: messages, by: \.association).values
      #expect(received.map { $0.map(\.payload) } == Array(repeating: Array(waiting.payloads[1...]), count: peers))
      try waiting.close()
    }

    @Test(
      "The kernel delivers a fragmented message before an earlier whole one at level 1, and in order at level 0",
      arguments: zip([0, 1], [[[1], [2], [10], [11, 12], [13]], [[1], [2], [11, 12], [13], [10]]] as [[[UInt8]]]))
    func kernel(_ level: Int, _ parts: [[UInt8]]) throws {
      let waiting = try Waiting(level: level)
      var received = [try waiting.server.part(100).bytes]
      try waiting.end()
      while received.count < parts.count { received.append(try waiting.server.part(100).bytes) }
      #expect(received == parts)
      try waiting.close()
    }

    @Test("Messages that were read ahead move with a peel-off") func peelOff() throws {
      let waiting = try Waiting()
      waiting.server.expectNothing()
      try waiting.end()
      #expect(try waiting.server.message().payload == waiting.payloads[0])
      let child = try waiting.server.peelOff(association: waiting.server.associations()[0])
      #expect(
        try (1..<4).map { _ in try child.receive(timeout: patience)?.message?.payload } == Array(waiting.payloads[1...])
      )
      waiting.server.expectNothing()
      try child.close()
      try waiting.close()
    }

    @Test("The other forms of receive return what was read ahead") func otherForms() throws {
      let waiting = try Waiting()
      waiting.server.expectNothing()
      try waiting.end()
      #expect(try waiting.server.message().payload == waiting.payloads[0])
      expectFailure(.resourceBusy, .partiallyReceived) { _ = try waiting.server.releaseDescriptor() }
      var batch = try SCTPReceiveBatch(capacity: 8, bytesPerMessage: 100)
      try waiting.server.receive(into: &batch)
      #expect(batch.payloads == [waiting.payloads[1]] && batch.parts[0].info.isEndOfMessage)
      for payload in waiting.payloads[2...] {
        let part = try waiting.server.part(100)
        #expect(part.bytes == payload && part.info.isEndOfMessage)
      }
      waiting.server.expectNothing()
      try waiting.close()
    }

    @Test("A small buffer receives what was read ahead in parts") func smallBuffer() throws {
      let waiting = try Waiting()
      waiting.server.expectNothing()
      let long = payload(1_000)
      try waiting.peers[0].send(Chunk.data(6, stream: 1, sequence: 3, long))
      try waiting.end()
      for payload in waiting.payloads { #expect(try waiting.server.message().payload == payload) }
      var parts: [UInt8] = []
      var isEnd = false
      while !isEnd {
        let part = try waiting.server.part(100)
        parts += part.bytes
        isEnd = part.info.isEndOfMessage
        #expect(isEnd || part.bytes.count == 100)
      }
      #expect(parts == long)
      try waiting.close()
    }

    @Test("Tasks that wait receive what another task has read ahead") func waitingTasks() async throws {
      let waiting = try Waiting()
      let server = waiting.server
      let received = try await withThrowingTaskGroup { group in
        for _ in waiting.payloads {
          group.addTask { try await server.receive(timeout: patience).message?.payload }
        }
        try await server.untilTasksWait(waiting.payloads.count)
        try waiting.end()
        return try await group.reduce(into: []) { $0.append($1) }
      }
      #expect(Set(received) == Set(waiting.payloads))
      try waiting.close()
    }
  }
}
