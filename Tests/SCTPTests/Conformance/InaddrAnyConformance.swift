import SCTP
import Testing

extension OnTheKernel {
  @Suite("test_inaddr_any") struct InaddrAnyConformance {
    @Test("bind INADDR_ANY address", arguments: SCTPAddressFamily.allCases)
    func bindTheWildcard(_ family: SCTPAddressFamily) throws {
      let socket = try SCTPSocket(family: family)
      try socket.bind(to: .any(family, port: 0))
      let addresses = try socket.localAddresses()
      let port = try #require(addresses.first).port
      #expect(port != 0)
      #expect(addresses.contains(.loopback(family, port: port)))
      try socket.close()
    }

    @Test("send msgs from a socket with INADDR_ANY bind address", arguments: SCTPAddressFamily.allCases)
    func sendToTheWildcard(_ family: SCTPAddressFamily) throws {
      let server = try SCTPSocket(family: family)
      try server.setSubscribed(true, to: .associationChange)
      try server.bind(to: .any(family, port: 0))
      try server.listen()
      let client = try SCTPSocket.bound(family).subscribed(to: .associationChange)
      let address = SCTPAddress.loopback(family, port: try server.address.port)

      try client.send(.hello, to: address, options: .hello)
      try server.expectChange(.communicationUp)
      try client.expectChange(.communicationUp)
      try server.expectMessage()

      let options = SCTPSendOptions(stream: 2, payloadProtocol: 0xCAFE_F00E)
      let payloads = ["Are you there?", "I am."].map { Array($0.utf8) }
      for payload in payloads { try client.send(payload, to: address, options: options) }
      for payload in payloads { try server.expectMessage(payload, options) }

      try client.close()
      try server.expectChange(.shutdownComplete)
      try server.close()
    }
  }
}
