import SCTP
import Testing

extension OnTheKernel {
  /// The scenarios of lifetimes are in `LifetimeConformance`.
  @Suite("test_sctp_sendrecvmsg") struct SendRecvMsgConformance {
    /// A listening server, and a client that has sent it the first message.
    private func sockets(_ family: SCTPAddressFamily) throws -> (server: SCTPSocket, client: SCTPSocket) {
      let server = try SCTPSocket.listening(family).subscribed(to: .associationChange)
      let client = try SCTPSocket.bound(family).subscribed(to: .associationChange)
      try client.send(.hello, to: try server.address, options: .hello)
      return (server, client)
    }

    @Test("sctp_sendmsg", arguments: SCTPAddressFamily.allCases)
    func send(_ family: SCTPAddressFamily) throws {
      let (server, client) = try sockets(family)
      #expect(try client.associations().count == 1)
      try client.close()
      try server.close()
    }

    @Test("sctp_recvmsg SCTP_COMM_UP notification", arguments: SCTPAddressFamily.allCases)
    func receiveCommunicationUp(_ family: SCTPAddressFamily) throws {
      let (server, client) = try sockets(family)
      let atServer = try server.expectChange(.communicationUp).association
      let atClient = try client.expectChange(.communicationUp).association
      #expect(try server.associations() == [atServer])
      #expect(try client.associations() == [atClient])
      try client.close()
      try server.close()
    }

    @Test("sctp_recvmsg data", arguments: SCTPAddressFamily.allCases)
    func receive(_ family: SCTPAddressFamily) throws {
      let (server, client) = try sockets(family)
      try server.expectChange(.communicationUp)
      #expect(try server.expectMessage().source == client.address)
      try client.close()
      try server.close()
    }

    @Test("sctp_send", arguments: SCTPAddressFamily.allCases)
    func sendOnAnAssociation(_ family: SCTPAddressFamily) throws {
      let pair = try Pair.greeted(family)
      try pair.client.send(.hello, on: pair.atClient, options: ClosedWindow.options)
      try pair.server.expectMessage(.hello, ClosedWindow.options)
      try pair.closeGracefully()
    }
  }
}
