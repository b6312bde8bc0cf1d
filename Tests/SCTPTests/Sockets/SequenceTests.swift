import Testing

@testable import SCTP

extension OnTheKernel {
  @Suite struct Sequences {
    @Test("A message that is too long does not end the loop of a one-to-many socket") func tooLong() async throws {
      let server = try SCTPSocket.listening()
      let pairs = try (0..<2).map { _ in try Pair(server: server) }
      server.maximumMessageSize = 10
      try await pairs[0].client.send(payload(20), on: pairs[0].atClient, options: .init(stream: 3))
      try pairs[0].untilAcknowledged()
      try await pairs[1].client.send([1], on: pairs[1].atClient)
      var received: [SCTPReceived] = []
      for try await element in server.received {
        received.append(element)
        if received.count == 2 { break }
      }
      guard case .discarded(let error) = received[0] else {
        Issue.record("received \(received[0])")
        return
      }
      #expect(error.code == .messageTooLong && error.reason == .messageTooLong)
      #expect(error.association == pairs[0].atServer && error.stream == 3)
      #expect(received[0].message == nil && received[0].notification == nil)
      #expect(received[1].message?.association == pairs[1].atServer)
      for pair in pairs { try pair.client.close() }
      try server.close()
    }

    @Test("The sequence of messages ends with the association") func endOfMessages() async throws {
      let connection = try Connection()
      let numbers = Task { try await connection.accepted.messages.reduce(into: []) { $0.append($1.payload.number) } }
      for number in 0..<100 { try await connection.client.send([UInt8](number: UInt32(number))) }
      try await connection.client.shutdownAndWait(timeout: patience)
      #expect(try await numbers.value == Array(0..<100))
      try connection.close()
    }

    @Test("The sequence of messages contains no notifications") func messagesOnly() async throws {
      let connection = try Connection()
      try connection.accepted.setSubscribed(true, to: [.shutdown, .associationChange])
      try await connection.client.send([1])
      try await connection.client.send([2])
      try inThread { try connection.client.shutdown() }
      var payloads: [[UInt8]] = []
      for try await message in connection.accepted.messages { payloads.append(message.payload) }
      #expect(payloads == [[1], [2]])
      try connection.close()
    }

    @Test("The sequence of received items also contains notifications") func notifications() async throws {
      let pair = try Pair()
      let child = try pair.server.peelOff(association: pair.atServer)
      try child.setSubscribed(true, to: .shutdown)
      try await pair.client.send([1], on: pair.atClient)
      try await pair.client.shutdownAndWait(association: pair.atClient, timeout: patience)
      var kinds: [String] = []
      for try await received in child.received { kinds.append(received.message == nil ? "notification" : "message") }
      #expect(kinds == ["message", "notification"])
      try child.close()
      try pair.close()
    }

    @Test("A loop over messages fails with ECONNRESET when the peer aborts") func peerAbort() async throws {
      let connection = try Connection()
      try await connection.client.send([1])
      let count = Counter()
      let loop = Task { for try await _ in connection.accepted.messages { count.increment() } }
      try await connection.accepted.untilTasksWait()
      try connection.client.abort()
      await expectFailure(.connectionReset, .endedAssociation) { try await loop.value }
      #expect(count.value == 1)
      try connection.accepted.close()
    }

    @Test("Closing a socket ends its loops with EBADF") func closeEndsLoops() async throws {
      let socket = try SCTPSocket.listening()
      let listener = try SCTPListener.listening()
      let received = Task { for try await _ in socket.received {} }
      let accepted = Task { for try await _ in listener.accepted {} }
      try await socket.untilTasksWait()
      try await listener.untilTasksWait()
      try socket.close()
      try listener.close()
      await expectFailure(.badFileDescriptor, .closed) { try await received.value }
      await expectFailure(.badFileDescriptor, .closed) { try await accepted.value }
    }

    @Test("A canceled loop leaves the next message to another iterator") func canceledLoop() async throws {
      let pair = try Pair()
      let loop = Task { for try await _ in pair.server.received {} }
      try await pair.server.untilTasksWait()
      loop.cancel()
      await expectFailure(.canceled) { try await loop.value }
      try await pair.client.send([9], on: pair.atClient)
      var iterator = pair.server.received.makeAsyncIterator()
      #expect(try await iterator.next()?.message?.payload == [9])
      try pair.close()
    }

    @Test("The sequence of accepted sockets returns one socket per client") func acceptedSockets() async throws {
      let listener = try SCTPListener.listening()
      let clients = try (0..<3).map { _ in try listener.newClient() }
      var accepted: [SCTPOneToOneSocket] = []
      for try await socket in listener.accepted {
        accepted.append(socket)
        if accepted.count == 3 { break }
      }
      for socket in accepted + clients { try socket.close() }
      try listener.close()
    }

    /// The library does not read ahead: unread messages stay in the kernel, which stops the peer.
    @Test("A slow reader of a sequence blocks its sender and loses no message") func slowReader() async throws {
      let pair = try Pair.withSmallWindow()
      var iterator = pair.server.received.makeAsyncIterator()
      try await pair.client.send([0], on: pair.atClient)
      #expect(try await iterator.next()?.message?.payload == [0])
      // More than both buffers can hold.
      let count = 1_000
      let sent = Counter()
      let sender = Task {
        for _ in 0..<count {
          try await pair.client.send(pair.filler, on: pair.atClient, timeout: patience)
          sent.increment()
        }
      }
      try await pair.client.untilTasksWait()
      #expect(sent.value < count)
      for _ in 0..<count { #expect(try await iterator.next()?.message?.payload == pair.filler) }
      try await sender.value
      try pair.close()
    }

    @Test("An actor can iterate over a sequence of messages") func actorIsolation() async throws {
      let connection = try Connection()
      let collector = Collector(connection.accepted)
      try await connection.client.send([1])
      try await connection.client.send([2])
      try await connection.client.shutdownAndWait(timeout: patience)
      #expect(try await collector.collect() == [[1], [2]])
      try connection.close()
    }
  }
}

/// Uses a socket from its own isolation.
private actor Collector {
  private let socket: SCTPOneToOneSocket
  private var payloads: [[UInt8]] = []

  init(_ socket: SCTPOneToOneSocket) { self.socket = socket }

  func collect() async throws -> [[UInt8]] {
    for try await message in socket.messages { payloads.append(message.payload) }
    return payloads
  }
}
