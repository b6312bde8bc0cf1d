import Testing

@testable import SCTP

extension OnTheKernel {
  @Suite struct AsyncReceiving {
    @Test("A receive returns a queued message") func queuedMessage() async throws {
      let pair = try Pair()
      try await pair.client.send([1], on: pair.atClient)
      #expect(try await pair.server.message().payload == [1])
      try pair.close()
    }

    @Test("A task waits until a message arrives", arguments: [false, true])
    func waiting(_ isNonBlocking: Bool) async throws {
      let flags: SCTPSocketFlags = isNonBlocking ? [.closeOnExec, .nonBlocking] : .closeOnExec
      let pair = try Pair(server: .listening(flags: flags))
      let received = Task { try await pair.server.receive() }
      try await pair.server.untilTasksWait()
      try await pair.client.send([2], on: pair.atClient)
      #expect(try await received.value.message?.payload == [2])
      try pair.close()
    }

    @Test("Receiving into a buffer fills it with the message") func intoBuffer() async throws {
      let connection = try Connection()
      let received = Task { try await connection.accepted.asyncPart(100) }
      try await connection.accepted.untilTasksWait()
      try await connection.client.send([1, 2, 3])
      let part = try #require(try await received.value)
      #expect(part.bytes == [1, 2, 3])
      #expect(part.info.isEndOfMessage)
      let pair = try Pair()
      try await pair.client.send([4], on: pair.atClient)
      #expect(try await pair.server.asyncPart(24).bytes == [4])
      try pair.close()
      try connection.close()
    }

    @Test("A buffer that is too small fails with EINVAL and loses no message") func smallBuffer() async throws {
      let connection = try Connection()
      try await connection.client.send([1])
      await expectFailure(.invalidArgument, .bufferTooSmall) { try await connection.accepted.asyncPart(23) }
      #expect(try await connection.accepted.message().payload == [1])
      try connection.close()
    }

    @Test("Long messages are received whole") func longMessages() async throws {
      let pair = try Pair.withLargeBuffers()
      let received = Task { try await (0..<5).asyncMap { _ in try await pair.server.message().payload } }
      try await pair.server.untilTasksWait()
      for number in 0..<5 { try await pair.client.send(payload(300_000, seed: number), on: pair.atClient) }
      #expect(try await received.value == (0..<5).map { payload(300_000, seed: $0) })
      try pair.close()
    }

    @Test("A waiting receive returns nil when the peer shuts down") func gracefulEnd() async throws {
      let connection = try Connection()
      let received = Task { try await connection.accepted.receive() }
      try await connection.accepted.untilTasksWait()
      try inThread { try connection.client.shutdown() }
      #expect(try await received.value == nil)
      #expect(try await connection.accepted.receive() == nil)
      try connection.close()
    }

    @Test("A waiting receive fails with ECONNRESET when the peer aborts") func peerAbort() async throws {
      let connection = try Connection()
      let received = Task { try await connection.accepted.receive() }
      try await connection.accepted.untilTasksWait()
      try connection.client.abort()
      await expectFailure(.connectionReset, .endedAssociation) { try await received.value }
      try connection.accepted.close()
    }

    @Test("Receiving on a socket without associations fails with ENOTCONN") func unconnected() async throws {
      let socket = try SCTPSocket()
      await expectFailure(.socketNotConnected, .notConnected) { try await socket.receive() }
      try socket.close()
    }

    @Test("Each message goes to exactly one of several waiting tasks") func severalTasks() async throws {
      let pair = try Pair()
      let tasks = (0..<8).map { _ in
        Task { try await (0..<50).asyncMap { _ in try await pair.server.message().payload } }
      }
      try await pair.server.untilTasksWait(8)
      let sent = (0..<400).map { [UInt8](number: $0) }
      for payload in sent { try await pair.client.send(payload, on: pair.atClient) }
      let received = try await tasks.asyncMap { try await $0.value }
      #expect(Set(received.joined()) == Set(sent))
      #expect(received.joined().count == sent.count)
      try pair.close()
    }

    @Test("The end of a peeled-off association ends every waiting receive", arguments: [true, false])
    func peeledOffEnd(_ gracefully: Bool) async throws {
      let pair = try Pair()
      let child = try pair.server.peelOff(association: pair.atServer)
      let tasks = (0..<6).map { _ in Task { try await child.receive() } }
      try await child.untilTasksWait(6)
      try inThread {
        try gracefully
          ? pair.client.shutdown(association: pair.atClient) : pair.client.abort(association: pair.atClient)
      }
      for task in tasks {
        if gracefully {
          #expect(try await task.value == nil)
        } else {
          await expectFailure(.connectionReset, .endedAssociation) { try await task.value }
        }
      }
      try child.close()
      try pair.close()
    }

    @Test("The end of the only association ends every waiting receive with ENOTCONN") func lastEnd() async throws {
      let pair = try Pair()
      let tasks = (0..<6).map { _ in Task { try await pair.client.receive() } }
      try await pair.client.untilTasksWait(6)
      try pair.server.abort(association: pair.atServer)
      for task in tasks {
        await expectFailure(.socketNotConnected, .notConnected) { try await task.value }
      }
      try pair.close()
    }

    @Test("A socket that stops listening ends waiting receives with ENOTCONN") func stopListening() async throws {
      let socket = try SCTPSocket.listening()
      let task = Task { try await socket.receive() }
      let thread = Background { try socket.receive() }
      try await socket.untilTasksWait()
      try thread.untilItWaits()
      try socket.listen(backlog: 0)
      await expectFailure(.socketNotConnected, .notConnected) { try await task.value }
      thread.expectFailure(.socketNotConnected, .notConnected)
      try socket.close()
    }

    @Test("A thread and a task share the messages of a socket") func threadAndTask() async throws {
      let pair = try Pair()
      let thread = Background { try (0..<100).map { _ in try pair.server.message().payload.number } }
      let task = Task { try await (0..<100).asyncMap { _ in try await pair.server.message().payload.number } }
      try thread.untilItWaits()
      try await pair.server.untilTasksWait()
      for number in 0..<200 { try await pair.client.send([UInt8](number: UInt32(number)), on: pair.atClient) }
      let numbers = try await task.value + thread.value()
      #expect(numbers.sorted() == Array(0..<200))
      try pair.close()
    }
  }
}
