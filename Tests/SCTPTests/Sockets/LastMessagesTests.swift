import Testing

@testable import SCTP

extension OnTheKernel {
  /// An association that ends just before a receive decides whether to wait.
  ///
  /// Its last messages and its end are received, and the call does not fail with ENOTCONN before that.
  @Suite struct LastMessages {
    @Test("An accepted socket returns its last messages and then nil") func wholeMessages() throws {
      let connection = try Connection()
      connection.endBeforeTheAcceptedSocketWaits()
      #expect(try connection.accepted.message().payload == [1])
      #expect(try connection.accepted.message().payload == [2])
      #expect(try connection.accepted.receive(timeout: patience) == nil)
      try connection.accepted.close()
    }

    @Test("Receiving into a buffer returns the last messages and then nil") func intoBuffer() throws {
      let connection = try Connection()
      connection.endBeforeTheAcceptedSocketWaits()
      #expect(try connection.accepted.part(24)?.bytes == [1])
      #expect(try connection.accepted.part(24)?.bytes == [2])
      let end = try connection.accepted.part(24)
      #expect(end == nil)
      try connection.accepted.close()
    }

    @Test("Receiving in batches returns the last messages") func intoBatch() throws {
      let connection = try Connection()
      connection.endBeforeTheAcceptedSocketWaits()
      var batch = try SCTPReceiveBatch(capacity: 8, bytesPerMessage: 24)
      var payloads: [[UInt8]] = []
      while try connection.accepted.receive(into: &batch, timeout: patience) > 0 { payloads += batch.payloads }
      #expect(payloads == [[1], [2]])
      try connection.accepted.close()
    }

    @Test("A sequence returns the last messages before it ends") func asyncSequence() async throws {
      let connection = try Connection()
      connection.endBeforeTheAcceptedSocketWaits()
      var payloads: [[UInt8]] = []
      for try await message in connection.accepted.messages { payloads.append(message.payload) }
      #expect(payloads == [[1], [2]])
      try connection.accepted.close()
    }

    @Test("A client socket returns its last message before it fails with ENOTCONN") func clientSocket() throws {
      let pair = try Pair()
      pair.client.beforeNextWait {
        try? pair.server.send([1], on: pair.atServer)
        try? pair.server.shutdown(association: pair.atServer)
        try? until("the association has ended") { try pair.client.associations().isEmpty }
      }
      #expect(try pair.client.message().payload == [1])
      expectFailure(.socketNotConnected, .notConnected) { try pair.client.receive(timeout: patience) }
      try pair.close()
    }

    /// The documented way to stop a server: stop listening, and receive until ENOTCONN.
    @Test("A server that stops returns the last messages before it fails with ENOTCONN") func stoppedServer() throws {
      let server = try SCTPSocket.listening()
      let pairs = try (0..<5).map { _ in try Pair(server: server) }
      try server.listen(backlog: 0)
      server.beforeNextWait {
        for pair in pairs {
          try? pair.client.send([7], on: pair.atClient)
          try? pair.client.shutdown(association: pair.atClient)
        }
        try? until("the associations have ended") { try server.associations().isEmpty }
      }
      for _ in pairs { #expect(try server.message().payload == [7]) }
      expectFailure(.socketNotConnected, .notConnected) { try server.receive(timeout: patience) }
      for pair in pairs { try pair.client.close() }
      try server.close()
    }

    @Test("The end of the last association ends a waiting receive with ENOTCONN") func waitingReceive() throws {
      let server = try SCTPSocket.listening()
      let pairs = try (0..<3).map { _ in try Pair(server: server) }
      let receiver = Background { try server.receive() }
      try receiver.untilItWaits()
      try server.listen(backlog: 0)
      for pair in pairs { try pair.client.close() }
      receiver.expectFailure(.socketNotConnected, .notConnected)
      try server.close()
    }

    /// The sender does not take the wake-up that is meant for the receiver.
    @Test("A waiting send does not consume the wake-up of a waiting receive") func waitingSender() throws {
      let pair = try Pair()
      try pair.client.setDeaf(true)
      _ = try pair.server.fill(pair.atServer)
      let sender = Background { try pair.server.send([1], on: pair.atServer) }
      try sender.untilItWaits()
      let receiver = Background { try pair.server.receive() }
      try receiver.untilItWaits()
      try pair.server.listen(backlog: 0)
      try pair.client.abort(association: pair.atClient)
      receiver.expectFailure(.socketNotConnected, .notConnected)
      sender.expectFailure(.brokenPipe, .unknownAssociation)
      try pair.close()
    }

    /// The owner of the descriptor subscribed to the changes of future associations, not to those of this one.
    @Test("The end of the last association ends a waiting receive on an adopted socket") func adoptedSocket() throws {
      let pair = try Pair()
      try pair.client.setSubscribed(true, to: .associationChange)
      let adopted = try pair.client.posingAsOneToMany()
      #expect(try !adopted.subscribedEvents(of: pair.atClient).contains(.associationChange))
      let receiver = Background { try adopted.receive() }
      try receiver.untilItWaits()
      try pair.server.shutdown(association: pair.atServer)
      receiver.expectFailure(.socketNotConnected, .notConnected)
      try adopted.close()
      try pair.close()
    }

    @Test("Peeling off the last association ends a waiting receive with ENOTCONN") func lastPeelOff() throws {
      let pair = try Pair()
      let receiver = Background { try pair.client.receive() }
      try receiver.untilItWaits()
      let child = try pair.client.peelOff(association: pair.atClient)
      receiver.expectFailure(.socketNotConnected, .notConnected)
      try child.close()
      try pair.close()
    }
  }
}

extension SCTPEndpoint {
  /// Runs `body` after the next receive finds the queue empty, and before it decides whether to wait.
  fileprivate func beforeNextWait(_ body: @escaping @Sendable () -> Void) {
    // The socket keeps the closure. It releases `body`, which may refer to the socket, when it runs.
    let next: Locked<(@Sendable () -> Void)?> = Locked(body)
    gate.withLock { state in
      state.inbox.waitReason = nil
      state.inbox.beforeFindingWaitReason = {
        next.withLock { body in
          defer { body = nil }
          return body
        }?()
      }
    }
  }
}

extension Connection {
  fileprivate func endBeforeTheAcceptedSocketWaits() {
    accepted.beforeNextWait { [self] in
      for payload in [[1], [2]] as [[UInt8]] { try? client.send(payload) }
      try? client.close()
      try? until("the association has ended") { (try? accepted.status()) == nil }
    }
  }
}
