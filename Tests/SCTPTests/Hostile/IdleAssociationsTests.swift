import SCTP
import Testing

extension OnTheKernel {
  /// Associations on which nothing happens.
  @Suite struct IdleAssociations {
    @Test("Autoclose ends idle associations and keeps the one that is in use") func autoClose() throws {
      let server = try SCTPSocket.listening()
      try server.setAutoClose(.seconds(1))
      let idle = try (0..<50).map { _ in try Pair(server: server) }
      let busy = try Pair(server: server)
      try until("only one association is left") {
        try busy.client.send([1], on: busy.atClient)
        #expect(try server.message().payload == [1])
        return try server.associations().count == 1
      }
      #expect(try server.associations() == [busy.atServer])
      for pair in idle { #expect(try pair.client.associations().isEmpty) }
      for pair in idle { try pair.client.close() }
      try busy.close()
    }

    @Test("Heartbeats end the association of a peer that no longer answers", .requiresRoot) func heartbeats() throws {
      let server = try SCTPSocket.listening().subscribed(to: .associationChange)
      try server.giveUpSoon()
      try server.setOption(
        .pathParameters(), to: SCTPPathParameters(heartbeats: true, heartbeatInterval: .milliseconds(20)))
      let peer = try HandMadePeer(of: try server.address)
      try peer.connect()
      let association = try server.expectChange(.communicationUp).association
      #expect(try server.expectChange(.communicationLost).association == association)
      #expect(try server.associations().isEmpty)
      try peer.close()
      try server.close()
    }
  }
}
