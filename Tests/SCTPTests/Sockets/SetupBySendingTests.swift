import SCTP
import Testing

extension OnTheKernel {
  /// Associations that `send` sets up, and whose peers do not answer at first.
  @Suite struct SetupBySending {
    /// Creates a socket whose setups fail soon.
    private func client() throws -> SCTPSocket {
      let client = try SCTPSocket()
      try client.useShortTimeouts()
      try client.setOption(.initialMessage, to: .init(maximumAttempts: 2))
      return client
    }

    @Test("An association has no identifier until the peer has answered") func identifier() throws {
      let server = try SCTPSocket.deaf()
      let client = try SCTPSocket()
      try client.useShortTimeouts()
      try client.send([1], to: try server.address)
      #expect(try client.associations().isEmpty)
      #expect(try client.associationCount() == 1)
      try server.setDeaf(false)
      try until("the association has an identifier") { try client.associations().count == 1 }
      #expect(try server.message().payload == [1])
      try client.close()
      try server.close()
    }

    @Test("stop() does not affect an association that has no identifier") func stop() throws {
      let server = try SCTPSocket.deaf()
      let client = try SCTPSocket()
      try client.send([1], to: try server.address)
      #expect(try client.stop(timeout: patience) == [])
      #expect(try client.associationCount() == 1)
      try client.close()
      try server.close()
    }

    @Test("A receive fails once no association can come up") func failedSetup() throws {
      let server = try SCTPSocket.deaf()
      let client = try client()
      try client.send([1], to: try server.address)
      expectFailure(.socketNotConnected, .notConnected) { _ = try client.receive(timeout: patience) }
      #expect(try client.associations().isEmpty)
      try client.close()
      try server.close()
    }

    @Test("Every task and thread that waits for the setup fails") func severalReceives() async throws {
      let server = try SCTPSocket.deaf()
      let client = try client()
      try await client.send([1], to: try server.address)
      let thread = Background { try client.receive(timeout: patience) }
      let task = Task { try await client.receive(timeout: patience) }
      await expectFailure(.socketNotConnected, .notConnected) { _ = try await task.value }
      thread.expectFailure(.socketNotConnected, .notConnected)
      try client.close()
      try server.close()
    }

    @Test("A receive that waits for the setup returns no event to which the caller has not subscribed")
    func hiddenEvents() throws {
      let (deaf, server) = (try SCTPSocket.deaf(), try SCTPSocket.listening())
      let client = try client()
      try client.send([1], to: try deaf.address)
      expectFailure(.socketNotConnected, .notConnected) { _ = try client.receive(timeout: patience) }
      let pair = try Pair(server: server, client: client, to: [try server.address])
      try server.send([2], on: pair.atServer)
      #expect(try client.message().payload == [2])
      try pair.close()
      try deaf.close()
    }

    @Test("A subscribed caller sees that the setup failed, and the receive after it fails") func visibleEvents() throws
    {
      let server = try SCTPSocket.deaf()
      let client = try client().subscribed(to: [.associationChange, .sendFailed])
      try client.send([1], to: try server.address)
      #expect(try client.expectChange(.cannotStart).association == .future)
      let failure = try client.event(SCTPSendFailed.self)
      #expect(failure.association == .future && failure.payload == [1])
      expectFailure(.socketNotConnected, .notConnected) { _ = try client.receive(timeout: patience) }
      try client.close()
      try server.close()
    }

    @Test("A receive that waits for the setup returns the peer's first message") func completedSetup() throws {
      let server = try SCTPSocket.deaf()
      let client = try SCTPSocket()
      try client.useShortTimeouts()
      try client.send([1], to: try server.address)
      let receiver = Background { try client.receive(timeout: patience) }
      try receiver.untilItWaits()
      try server.setDeaf(false)
      let message = try server.message()
      try server.send([2], on: message.association)
      #expect(try receiver.value().message?.payload == [2])
      // The server ends the association, after which nothing can arrive.
      try server.shutdown(association: message.association)
      expectFailure(.socketNotConnected, .notConnected) { _ = try client.receive(timeout: patience) }
      try client.close()
      try server.close()
    }
  }
}
