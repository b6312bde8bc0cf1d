import SCTP
import Testing

extension OnTheKernel {
  /// `.all` as the association: every one that the socket has.
  @Suite struct SendAll {
    private let pairs: [Pair]
    private var server: SCTPSocket { pairs[0].server }

    init() throws {
      let first = try Pair()
      pairs = [first] + (try (1...2).map { _ in try Pair(server: first.server) })
    }

    private func close() throws {
      for pair in pairs { try pair.client.close() }
      try server.close()
    }

    @Test("A message to all associations arrives at every peer") func everyPeer() throws {
      try server.send([1, 2], on: .all, options: SCTPSendOptions(stream: 1, payloadProtocol: 60))
      for pair in pairs {
        let message = try pair.client.message()
        #expect(message.payload == [1, 2])
        #expect(message.info.stream == 1)
        #expect(message.info.payloadProtocol == 60)
        #expect(message.association == pair.atClient)
        pair.client.expectNothing()
      }
      try close()
    }

    @Test("Each message to all associations arrives once although the send buffer is small", arguments: [300, 1_900])
    func smallBuffer(_ size: Int) throws {
      try server.setOption(.sendBufferSize, to: 3_000)
      let sending = Background { [server] in
        for number in 0..<40 as Range<UInt32> {
          try server.send([UInt8](number: number) + payload(size), on: .all, timeout: patience)
        }
      }
      try expectNumbers(0..<40)
      try sending.value()
      try close()
    }

    @Test("Each message that a task sends to all associations arrives once", arguments: [300, 1_900])
    func smallBufferInTask(_ size: Int) async throws {
      try server.setOption(.sendBufferSize, to: 3_000)
      let sending = Task { [server] in
        for number in 0..<40 as Range<UInt32> {
          try await server.send([UInt8](number: number) + payload(size), on: .all, timeout: patience)
        }
      }
      try inThread { try expectNumbers(0..<40) }
      try await sending.value
      try close()
    }

    private func expectNumbers(_ numbers: Range<UInt32>) throws {
      for number in numbers {
        for pair in pairs { #expect(try pair.client.message().payload.number == number) }
      }
      for pair in pairs { pair.client.expectNothing() }
    }

    /// A server with a peer that does not receive, so that a message to it does not fit into the send buffer.
    private static func slowPair() throws -> Pair {
      let slow = try Pair(prepared: { _ in }, client: { try $0.setOption(.receiveBufferSize, to: 5_000) })
      expectFailure(.timedOut) {
        while true { try slow.server.send(payload(1_000), on: slow.atServer, timeout: .zero) }
      }
      return slow
    }

    /// Runs a test with a slow pair, whose server has a send buffer for each association.
    private func withSlowPeer(_ body: (Pair) throws -> Void) throws {
      try withSysctl(["sndbuf_policy": 1]) {
        let slow = try Self.slowPair()
        try body(slow)
        try slow.close()
      }
    }

    @Test(
      "A message to all associations does not wait for a slow peer before it is sent to the others, and the error names the slow one"
    )
    func slowPeer() throws {
      try withSlowPeer { slow in
        let other = try Pair(server: slow.server)
        let error = #expect(throws: SCTPError.self) {
          try slow.server.send([1], on: .all, timeout: .milliseconds(10))
        }
        #expect(error?.reason == .timeout && error?.association == slow.atServer)
        #expect(try other.client.message().payload == [1])
        other.client.expectNothing()
        try other.client.close()
      }
    }

    @Test("The error of a wait names the slow peer, although another association has failed") func slowAndFailing()
      throws
    {
      try withSlowPeer { slow in
        let limited = try Pair(server: slow.server) {
          try $0.setOption(.initialMessage, to: SCTPInitialMessage(maximumInboundStreams: 2))
        }
        let error = #expect(throws: SCTPError.self) {
          try slow.server.send([1], on: .all, options: .init(stream: 2), timeout: .milliseconds(10))
        }
        #expect(error?.reason == .timeout && error?.association == slow.atServer)
        try limited.client.close()
      }
    }

    @Test("Peeling off an association ends the wait for its space with an error") func peelOffSlowPeer() throws {
      try withSlowPeer { slow in
        let other = try Pair(server: slow.server)
        let sending = Background { try slow.server.send([1], on: .all, timeout: patience) }
        #expect(try other.client.message().payload == [1])
        let child = try slow.server.peelOff(association: slow.atServer)
        let error = #expect(throws: SCTPError.self) { try sending.value() }
        #expect(error?.reason == .peeledOff && error?.association == slow.atServer)
        try child.close()
        try other.client.close()
      }
    }

    @Test("A task that waits to send to all associations can be canceled") func cancellation() async throws {
      let slow = try Self.slowPair()
      let sending = Task { try await slow.server.send([1], on: .all) }
      try await slow.server.untilTasksWait()
      sending.cancel()
      let error = await #expect(throws: SCTPError.self) { try await sending.value }
      #expect(error?.code == .canceled && error?.association == slow.atServer)
      try slow.close()
    }

    @Test("A task that sends to all associations gives up at its deadline") func deadlineOfTask() async throws {
      try server.setOption(.sendBufferSize, to: 3_000)
      let filling = Task { [server] in
        while true { try await server.send(payload(1_900), on: .all, timeout: .milliseconds(5)) }
      }
      await expectFailure(.timedOut, .timeout) { try await filling.value }
      try close()
    }

    @Test("An association on which a message cannot be sent does not keep it from the others") func failingAssociation()
      throws
    {
      let limited = try Pair(server: server) {
        try $0.setOption(.initialMessage, to: SCTPInitialMessage(maximumInboundStreams: 2))
      }
      let error = #expect(throws: SCTPError.self) { try server.send([1], on: .all, options: .init(stream: 2)) }
      #expect(error?.reason == .streamOutOfRange && error?.association == limited.atServer && error?.limit == 2)
      for pair in pairs { #expect(try pair.client.message().payload == [1]) }
      limited.client.expectNothing()
      try limited.client.close()
      try close()
    }

    @Test("A shutdown of all associations ends each one gracefully") func shutdownAll() throws {
      for pair in pairs { try pair.client.setSubscribed(true, to: [.associationChange, .shutdown], of: .all) }
      try server.send([1], on: .all)
      try server.shutdown(association: .all)
      for pair in pairs {
        #expect(try pair.client.message().payload == [1])
        #expect(try pair.client.event(SCTPShutdownEvent.self).association == pair.atClient)
        #expect(try pair.client.event(SCTPAssociationChange.self).state == .shutdownComplete)
      }
      try until("the server has no association") { try server.associations().isEmpty }
      try close()
    }

    @Test("An abort of all associations carries its reason to every peer") func abortAll() throws {
      for pair in pairs { try pair.client.setSubscribed(true, to: .associationChange, of: .all) }
      try server.abort(association: .all, reason: Array("overload".utf8))
      #expect(try server.associations().isEmpty)
      for pair in pairs {
        let change = try pair.client.event(SCTPAssociationChange.self) { $0.state == .communicationLost }
        #expect(change.cause == .userInitiatedAbort)
        #expect(change.abortReason == Array("overload".utf8))
        #expect(change.association == pair.atClient)
      }
      try close()
    }

    @Test("Sending to all associations of a socket that has none succeeds") func noAssociation() throws {
      try server.shutdown(association: .all)
      try until("the server has no association") { try server.associations().isEmpty }
      try server.send([1], on: .all)
      for pair in pairs {
        expectFailure(.socketNotConnected, .notConnected) { _ = try pair.client.receive(timeout: .zero) }
      }
      try close()
    }
  }
}
