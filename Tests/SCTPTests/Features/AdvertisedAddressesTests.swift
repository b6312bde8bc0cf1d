import SCTP
import Testing

extension OnTheKernel {
  @Suite struct AdvertisedAddresses {
    /// The addresses of a server that a client learns when it connects over the IPv6 loopback.
    private func learned(from server: SCTPSocket) throws -> [String] {
      let address = SCTPAddress.loopback(.ipv6, port: try server.address.port)
      let client = try SCTPSocket(family: .ipv6)
      let association = try client.connect(to: [address], timeout: patience)
      let hosts = try client.peerAddresses(of: association).hosts
      try client.close()
      return hosts
    }

    @Test("A server that is bound to the wildcard address advertises every address of the host")
    func wildcardServer() throws {
      let server = try SCTPSocket(family: .ipv6)
      try server.bind(to: .any(.ipv6, port: 0))
      try server.listen()
      let hosts = try learned(from: server)
      // The client has passed the first one only.
      #expect(hosts.contains("::1"))
      #expect(hosts.contains { $0.hasSuffix("127.0.0.1") })
      try server.close()
    }

    @Test("A server that is bound to one address advertises only this address") func boundServer() throws {
      let server = try SCTPSocket.listening(.ipv6)
      #expect(try learned(from: server) == ["::1"])
      try server.close()
    }

    @Test("A client that is not bound advertises every address of the host") func unboundClient() throws {
      let server = try SCTPSocket.listening(.ipv6)
      let pair = try Pair(server: server, .ipv6)
      #expect(try pair.server.peerAddresses(of: pair.atServer).hosts.contains { $0.hasSuffix("127.0.0.1") })
      try pair.close()
    }

    @Test("A client that is bound to one address advertises only this address") func boundClient() throws {
      let server = try SCTPSocket.listening(.ipv6)
      let pair = try Pair(server: server, .ipv6) { client in try client.bind(to: .loopback(.ipv6, port: 0)) }
      #expect(try pair.server.peerAddresses(of: pair.atServer).hosts == ["::1"])
      try pair.close()
    }
  }
}
