import SCTP
import Testing

extension OnTheKernel {
  @Suite struct Stopping {
    @Test(
      "A stop delivers all messages, shuts down every association, and finishes the loop", arguments: [true, false])
    func graceful(_ isBlocking: Bool) async throws {
      let server = try SCTPSocket.listening()
      let pairs = try (0..<3).map { _ in try Pair(server: server) }
      let loop = Task {
        var payloads: [[UInt8]] = []
        for try await received in server.received {
          if let message = received.message { payloads.append(message.payload) }
        }
        return payloads
      }
      try await server.untilTasksWait()
      for (number, pair) in pairs.enumerated() { try await pair.client.send([UInt8(number)], on: pair.atClient) }
      let aborted =
        isBlocking
        ? try inThread { try server.stop(timeout: patience) }
        : try await server.stop(timeout: patience)
      #expect(aborted == [])
      #expect(try await loop.value.sorted { $0[0] < $1[0] } == [[0], [1], [2]])
      #expect(try server.associations() == [])
      for pair in pairs {
        try await until("the client's association is down") { try pair.client.associations().isEmpty }
        try pair.client.close()
      }
      try server.close()
    }

    @Test("A stop aborts the associations that are not down in time") func late() async throws {
      let server = try SCTPSocket.listening()
      let pairs = try (0..<2).map { _ in try Pair(server: server) }
      try pairs[1].client.setDeaf(true)
      try await server.send([1], on: pairs[1].atServer)
      #expect(try await server.stop(timeout: .milliseconds(50)) == [pairs[1].atServer])
      #expect(try server.associations() == [])
      for pair in pairs { try pair.client.close() }
      try server.close()
    }

    @Test("A canceled stop aborts every association") func canceled() async throws {
      let pair = try Pair()
      try pair.client.setDeaf(true)
      try await pair.server.send([1], on: pair.atServer)
      let stop = Task { try await pair.server.stop(timeout: patience) }
      try await pair.server.untilTasksWait()
      stop.cancel()
      await expectFailure(.canceled) { try await stop.value }
      #expect(try pair.server.associations() == [])
      try pair.close()
    }

    @Test("A stopped socket accepts no association") func noFurtherAssociation() async throws {
      let server = try SCTPSocket.listening()
      let address = try server.address
      #expect(try await server.stop(timeout: patience) == [])
      let client = try SCTPSocket()
      await expectFailure(.connectionRefused, .setupFailed) { try await client.connect(to: address, timeout: patience) }
      for try await received in server.received { Issue.record("received \(received)") }
      try client.close()
      try server.close()
    }

    @Test("A stop ends an association that is being set up") func beingSetUp() async throws {
      let server = try SCTPSocket.deaf()
      let client = try SCTPSocket(flags: [.closeOnExec, .nonBlocking])
      _ = try inThread { try client.connect(to: [server.address]) }
      #expect(try client.associations().count == 1)
      #expect(try await client.stop(timeout: patience) == [])
      #expect(try client.associations() == [])
      try client.close()
      try server.close()
    }

    @Test("An abort of all associations includes those that are being shut down") func abortOfAll() throws {
      let pair = try Pair()
      try pair.client.setDeaf(true)
      try pair.server.send([1], on: pair.atServer)
      try pair.server.shutdown(association: .all)
      #expect(try pair.server.associations() == [pair.atServer])
      try pair.server.abort(association: .all)
      #expect(try pair.server.associations() == [])
      try pair.close()
    }
  }

  @Suite struct BlockingShutdowns {
    @Test("A blocking shutdown waits until the association has ended") func oneToMany() throws {
      let pair = try Pair()
      try pair.client.send([1], on: pair.atClient)
      try pair.client.shutdownAndWait(association: pair.atClient, timeout: patience)
      #expect(try pair.client.associations() == [])
      #expect(try pair.server.message().payload == [1])
      try pair.close()
    }

    @Test("A blocking shutdown of a one-to-one socket waits until the association has ended", arguments: [true, false])
    func oneToOne(_ isPeeledOff: Bool) throws {
      let connection = isPeeledOff ? nil : try Connection()
      let pair = isPeeledOff ? try Pair() : nil
      let child = try pair.map { try $0.server.peelOff(association: $0.atServer) }
      let socket = try #require(child ?? connection?.client)
      try socket.shutdownAndWait(timeout: patience)
      #expect(try socket.receive(timeout: patience) == nil)
      try socket.close()
      try pair?.close()
      try connection?.accepted.close()
    }

    @Test("A blocking shutdown that is not complete in time fails and continues") func late() throws {
      let pair = try Pair()
      try pair.server.setDeaf(true)
      try pair.client.send([1], on: pair.atClient)
      expectFailure(.timedOut) {
        try pair.client.shutdownAndWait(association: pair.atClient, timeout: .milliseconds(50))
      }
      try pair.server.setDeaf(false)
      try until("the association is down") { try pair.client.associations().isEmpty }
      try pair.close()
    }

    @Test("A blocking shutdown on a non-blocking socket fails with EAGAIN and continues") func nonBlocking() throws {
      let server = try SCTPSocket.listening()
      let client = try SCTPSocket(flags: [.closeOnExec, .nonBlocking])
      let association = try client.connect(to: [server.address])
      try until("the association is up") { try client.status(of: association).state == .established }
      try server.setDeaf(true)
      expectFailure(.resourceTemporarilyUnavailable) { try client.shutdownAndWait(association: association) }
      try server.setDeaf(false)
      try until("the association is down") { try client.associations().isEmpty }
      try client.close()
      try server.close()
    }
  }
}
