import SCTP
import Testing

extension OnTheKernel {
  /// Associations that `send` sets up, and whose peers do not answer at first.
  @Suite struct SetupBySending {
    /// A client that has sent a message to a server that does not answer.
    private struct Setup {
      let server: SCTPSocket
      let client: SCTPSocket

      /// `prepare` changes the client, whose timeouts are short, before it sends.
      init(_ prepare: (SCTPSocket) throws -> Void = { _ in }) throws {
        server = try SCTPSocket.deaf()
        client = try SCTPSocket()
        try client.useShortTimeouts()
        try prepare(client)
        try client.send([1], to: try server.address)
      }

      /// Creates a setup that fails soon.
      static func failing(_ prepare: (SCTPSocket) throws -> Void = { _ in }) throws -> Setup {
        try Setup { client in
          try client.setOption(.initialMessage, to: .init(maximumAttempts: 2))
          try prepare(client)
        }
      }

      /// Checks that a receive finds no association and fails.
      func expectNotConnected(_ location: SourceLocation = #_sourceLocation) {
        expectFailure(.socketNotConnected, .notConnected, location) {
          _ = try client.receive(timeout: patience)
        }
      }

      func close() throws {
        try client.close()
        try server.close()
      }
    }

    @Test("An association has no identifier until the peer has answered") func identifier() throws {
      let setup = try Setup()
      #expect(try setup.client.associations().isEmpty)
      #expect(try setup.client.associationCount() == 1)
      try setup.server.setDeaf(false)
      try until("the association has an identifier") { try setup.client.associations().count == 1 }
      #expect(try setup.server.message().payload == [1])
      try setup.close()
    }

    @Test("stop() does not affect an association that has no identifier") func stop() throws {
      let setup = try Setup()
      #expect(try setup.client.stop(timeout: patience) == [])
      #expect(try setup.client.associationCount() == 1)
      try setup.close()
    }

    @Test("A receive fails once no association can come up") func failedSetup() throws {
      let setup = try Setup.failing()
      setup.expectNotConnected()
      #expect(try setup.client.associations().isEmpty)
      try setup.close()
    }

    @Test("Every task and thread that waits for the setup fails") func severalReceives() async throws {
      let setup = try inThread { try Setup.failing() }
      let thread = Background { try setup.client.receive(timeout: patience) }
      let task = Task { try await setup.client.receive(timeout: patience) }
      await expectFailure(.socketNotConnected, .notConnected) { _ = try await task.value }
      thread.expectFailure(.socketNotConnected, .notConnected)
      try setup.close()
    }

    @Test("A receive that waits for the setup returns no event to which the caller has not subscribed")
    func hiddenEvents() throws {
      let setup = try Setup.failing()
      setup.expectNotConnected()
      let server = try SCTPSocket.listening()
      let pair = try Pair(server: server, client: setup.client, to: [try server.address])
      try server.send([2], on: pair.atServer)
      #expect(try setup.client.message().payload == [2])
      try server.close()
      try setup.close()
    }

    @Test("A subscribed caller sees that the setup failed, and the receive after it fails")
    func visibleEvents() throws {
      let setup = try Setup.failing { try $0.setSubscribed(true, to: [.associationChange, .sendFailed]) }
      #expect(try setup.client.expectChange(.cannotStart).association == .future)
      let failure = try setup.client.event(SCTPSendFailed.self)
      #expect(failure.association == .future && failure.payload == [1])
      setup.expectNotConnected()
      try setup.close()
    }

    @Test("A receive that waits for the setup returns the peer's first message") func completedSetup() throws {
      let setup = try Setup()
      let receiver = Background { try setup.client.receive(timeout: patience) }
      try receiver.untilItWaits()
      try setup.server.setDeaf(false)
      let message = try setup.server.message()
      try setup.server.send([2], on: message.association)
      #expect(try receiver.value().message?.payload == [2])
      // The server ends the association, after which nothing can arrive.
      try setup.server.shutdown(association: message.association)
      setup.expectNotConnected()
      try setup.close()
    }
  }
}
