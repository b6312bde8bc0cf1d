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
