import Testing

@testable import SCTP

extension OnTheKernel {
  @Suite struct AsyncClose {
    @Test func endsReceivingOfAllTasks() async throws {
      let socket = try SCTPSocket.listening()
      let tasks = (0..<5).map { _ in Task { try await socket.receive() } }
      let parts = (0..<5).map { _ in Task { try await socket.asyncPart(100) } }
      try await socket.untilTasksWait(10)
      try socket.close()
      for task in tasks { await expectFailure(.badFileDescriptor, .closed) { try await task.value } }
      for task in parts { await expectFailure(.badFileDescriptor, .closed) { try await task.value } }
    }

    @Test func endsSending() async throws {
      let connection = try Connection()
      try connection.accepted.setDeaf(true)
      _ = try connection.client.fill()
      let sent = Task { try await connection.client.send([1]) }
      try await connection.client.untilTasksWait()
      try connection.client.close()
      await expectFailure(.badFileDescriptor, .closed) { try await sent.value }
      try connection.accepted.close()
    }

    @Test func endsConnecting() async throws {
      let server = try SCTPSocket.deaf()
      let address = try server.address
      let client = try SCTPSocket()
      let other = try SCTPOneToOneSocket()
      let first = Task { try await client.connect(to: [address]) }
      let second = Task { try await other.connect(to: [address]) }
      try await client.untilTasksWait()
      try await other.untilTasksWait()
      try client.close()
      try other.close()
      await expectFailure(.badFileDescriptor, .closed) { try await first.value }
      await expectFailure(.badFileDescriptor, .closed) { try await second.value }
      try server.close()
    }

    @Test func endsAcceptingAndShuttingDown() async throws {
      let listener = try SCTPListener.listening()
      let accept = Task { try await listener.accept() }
      try await listener.untilTasksWait()
      try listener.close()
      await expectFailure(.badFileDescriptor, .closed) { try await accept.value }
      let pair = try Pair()
      try pair.server.setDeaf(true)
      try await pair.client.send([1], on: pair.atClient)
      let shutdown = Task { try await pair.client.shutdown(pair.atClient) }
      try await pair.client.untilTasksWait()
      try pair.client.close()
      await expectFailure(.badFileDescriptor, .closed) { try await shutdown.value }
      try pair.server.close()
    }

    @Test func aCallAfterItIsRefused() async throws {
      let socket = try SCTPSocket.listening()
      let address = try socket.address
      try socket.close()
      await expectFailure(.badFileDescriptor, .closed) { try await socket.receive() }
      await expectFailure(.badFileDescriptor, .closed) { try await socket.connect(to: [address]) }
      await expectFailure(.badFileDescriptor, .closed) { try await socket.send([1], to: address) }
    }

    /// Closing and waiting at the same moment: no task sleeps on.
    @Test func atAnyMomentEndsTheWait() async throws {
      for _ in 0..<500 {
        let socket = try SCTPSocket.listening()
        async let received: Void = expectFailure(.badFileDescriptor, .closed) { try await socket.receive() }
        async let closed: Void = Task.detached { try socket.close() }.value
        await received
        try await closed
      }
    }

    @Test func theLastReferenceClosesTheDescriptor() async throws {
      let pair = try Pair()
      do {
        let child = try pair.server.peelOff(association: pair.atServer)
        await expectFailure(.timedOut) { try await child.receive(timeout: .milliseconds(1)) }
      }
      try await until("the association has ended") { try pair.client.associations().isEmpty }
      try pair.close()
    }

    /// A descriptor's number comes back at once for the next socket, whose events must not be taken for the old one's.
    @Test func aNumberThatIsUsedAgainIsAnotherSocket() async throws {
      let server = try SCTPSocket.listening()
      for number in 0..<200 {
        let client = try SCTPSocket()
        let association = try await client.connect(to: [server.address], timeout: patience)
        let waiting = Task { try await client.receive() }
        try await client.untilTasksWait()
        try await client.send([UInt8(number)], on: association)
        let message = try await server.message()
        #expect(message.payload == [UInt8(number)])
        try await server.send(message.payload, on: message.association)
        #expect(try await waiting.value.message?.payload == message.payload)
        try client.close()
      }
      try server.close()
    }
  }
}
