import Testing

@testable import SCTP

extension OnTheKernel {
  @Suite struct AsyncClose {
    @Test("Closing a socket ends every waiting receive with EBADF") func receiving() async throws {
      let socket = try SCTPSocket.listening()
      let tasks = (0..<5).map { _ in Task { try await socket.receive() } }
      let parts = (0..<5).map { _ in Task { try await socket.asyncPart(100) } }
      try await socket.untilTasksWait(10)
      try socket.close()
      for task in tasks { await expectFailure(.badFileDescriptor, .closed) { try await task.value } }
      for task in parts { await expectFailure(.badFileDescriptor, .closed) { try await task.value } }
    }

    @Test("Closing a socket ends a waiting send with EBADF") func sending() async throws {
      let connection = try Connection()
      try connection.accepted.setDeaf(true)
      _ = try connection.client.fill()
      let sent = Task { try await connection.client.send([1]) }
      try await connection.client.untilTasksWait()
      try connection.client.close()
      await expectFailure(.badFileDescriptor, .closed) { try await sent.value }
      try connection.accepted.close()
    }

    @Test("Closing a socket ends a waiting connect with EBADF") func connecting() async throws {
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

    @Test("Closing a socket ends a waiting accept and a waiting shutdown with EBADF")
    func acceptAndShutdown() async throws {
      let listener = try SCTPListener.listening()
      let accept = Task { try await listener.accept() }
      try await listener.untilTasksWait()
      try listener.close()
      await expectFailure(.badFileDescriptor, .closed) { try await accept.value }
      let pair = try Pair()
      try pair.server.setDeaf(true)
      try await pair.client.send([1], on: pair.atClient)
      let shutdown = Task { try await pair.client.shutdownAndWait(association: pair.atClient) }
      try await pair.client.untilTasksWait()
      try pair.client.close()
      await expectFailure(.badFileDescriptor, .closed) { try await shutdown.value }
      try pair.server.close()
    }

    @Test("A call on a closed socket fails with EBADF") func closedSocket() async throws {
      let socket = try SCTPSocket.listening()
      let address = try socket.address
      try socket.close()
      await expectFailure(.badFileDescriptor, .closed) { try await socket.receive() }
      await expectFailure(.badFileDescriptor, .closed) { try await socket.connect(to: [address]) }
      await expectFailure(.badFileDescriptor, .closed) { try await socket.send([1], to: address) }
    }

    /// Closing and waiting at the same moment: no task sleeps on.
    @Test("A receive that runs concurrently with close fails with EBADF") func concurrentClose() async throws {
      for _ in 0..<500 {
        let socket = try SCTPSocket.listening()
        async let received: Void = expectFailure(.badFileDescriptor, .closed) { try await socket.receive() }
        async let closed: Void = Task.detached { try socket.close() }.value
        await received
        try await closed
      }
    }

    @Test("Releasing the last reference to a socket ends its association") func lastReference() async throws {
      let pair = try Pair()
      do {
        let child = try pair.server.peelOff(association: pair.atServer)
        await expectFailure(.timedOut) { try await child.receive(timeout: .milliseconds(1)) }
      }
      try await until("the association has ended") { try pair.client.associations().isEmpty }
      try pair.close()
    }

    /// A descriptor's number comes back at once for the next socket, whose events must not be taken for the old one's.
    @Test("A socket with a reused descriptor number receives its own messages") func reusedNumber() async throws {
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
