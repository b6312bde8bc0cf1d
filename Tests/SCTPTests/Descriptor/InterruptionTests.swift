import SCTP
import Testing

extension OnTheKernel {
  @Suite struct Interruptions {
    /// How many signals a call must survive.
    private static let many = 3_000

    /// Interrupts a call that waits, and checks that it times out.
    private func expectTimeout(
      _ location: SourceLocation = #_sourceLocation, of call: @escaping @Sendable (Duration) throws -> Void
    ) throws {
      // On a busy host, a call can time out before the first signal.
      try until("signals interrupt the call") {
        let storm = SignalStorm()
        let interrupted = Background { try storm.interrupting { try call(.seconds(1)) } }
        interrupted.expectFailure(.timedOut, .timeout, location)
        return storm.count > 0
      }
    }

    @Test("Signals do not interrupt a waiting receive") func receiving() throws {
      let pair = try Pair()
      let storm = SignalStorm()
      let received = Background { try storm.interrupting { try pair.server.receive() } }
      try until("the call is interrupted") { storm.count >= Self.many }
      try pair.client.send([1, 2, 3], on: pair.atClient)
      #expect(try received.value().message?.payload == [1, 2, 3])
      try pair.close()
    }

    @Test("A receive times out in spite of signals") func receivingTimeout() throws {
      let pair = try Pair()
      try expectTimeout { timeout in _ = try pair.server.receive(timeout: timeout) }
      try pair.close()
    }

    @Test("A send times out in spite of signals") func sendingTimeout() throws {
      let connection = try Connection()
      try connection.accepted.setDeaf(true)
      _ = try connection.client.fill()
      try expectTimeout { timeout in try connection.client.send(.init(repeating: 1, count: 1_000), timeout: timeout) }
      try connection.accepted.setDeaf(false)
      try connection.close()
    }

    @Test("An accept times out in spite of signals") func acceptingTimeout() throws {
      let listener = try SCTPListener.listening()
      try expectTimeout { timeout in _ = try listener.accept(timeout: timeout) }
      try listener.close()
    }

    @Test("A connect times out in spite of signals") func connectingTimeout() throws {
      let server = try SCTPSocket.deaf()
      let address = try server.address
      try expectTimeout { timeout in
        let client = try SCTPOneToOneSocket()
        defer { try? client.close() }
        try client.connect(to: [address], timeout: timeout)
      }
      try expectTimeout { timeout in
        let client = try SCTPSocket()
        defer { try? client.close() }
        try client.connect(to: [address], timeout: timeout)
      }
      try server.close()
    }

    @Test("A close ends a receive that signals interrupt") func closing() throws {
      let pair = try Pair()
      let storm = SignalStorm()
      let received = Background { try storm.interrupting { try pair.server.receive() } }
      try until("the call is interrupted") { storm.count >= Self.many }
      try pair.server.close()
      received.expectFailure(.badFileDescriptor, .closed)
      try pair.client.close()
    }

    @Test("Signals do not interrupt a waiting send") func sending() throws {
      let connection = try Connection()
      try connection.accepted.setDeaf(true)
      let before = try connection.client.fill()
      let storm = SignalStorm()
      let sent = Background { try storm.interrupting { try connection.client.send(.init(repeating: 1, count: 1_000)) } }
      try until("the call is interrupted") { storm.count >= Self.many }
      try connection.accepted.setDeaf(false)
      for _ in 0..<before { _ = try connection.accepted.message() }
      try sent.value()
      #expect(try connection.accepted.message().payload == .init(repeating: 1, count: 1_000))
      try connection.close()
    }

    @Test("Signals do not interrupt a waiting accept") func accepting() throws {
      let listener = try SCTPListener.listening()
      let storm = SignalStorm()
      let accepted = Background { try storm.interrupting { try listener.accept() } }
      try until("the call is interrupted") { storm.count >= Self.many }
      let client = try SCTPOneToOneSocket()
      let association = try client.connect(to: [listener.address], timeout: patience)
      let child = try accepted.value()
      #expect(try child.association != association)
      try child.close()
      try client.close()
      try listener.close()
    }

    @Test("Signals do not interrupt a waiting connect of a one-to-many socket") func connecting() throws {
      let server = try SCTPSocket.deaf()
      let address = try server.address
      let client = try SCTPSocket()
      let storm = SignalStorm()
      let connected = Background { try storm.interrupting { try client.connect(to: [address]) } }
      try until("the call is interrupted") { storm.count >= Self.many }
      try server.setDeaf(false)
      #expect(try connected.value() == client.associations().first)
      try client.close()
      try server.close()
    }

    @Test("Signals do not interrupt a waiting connect of a one-to-one socket") func connectingOneToOne() throws {
      let server = try SCTPSocket.deaf()
      let address = try server.address
      let client = try SCTPOneToOneSocket()
      let storm = SignalStorm()
      let connected = Background { try storm.interrupting { try client.connect(to: [address]) } }
      try until("the call is interrupted") { storm.count >= Self.many }
      try server.setDeaf(false)
      #expect(try connected.value() == client.association)
      try client.close()
      try server.close()
    }
  }
}
