import SCTP
import Testing

extension OnTheKernel {
  /// An IPv6 socket uses IPv4 addresses, which have the same form as on an IPv4 socket.
  @Suite struct IPv4OnIPv6Socket {
    @Test("An IPv6 socket receives from an IPv4 peer, whose address is an IPv4 address") func ipv4Client() throws {
      let server = try SCTPSocket(family: .ipv6)
      try server.bind(to: .any(.ipv6, port: 0))
      try server.listen()
      let client = try SCTPSocket.bound()
      let association = try client.connect(
        to: [.loopback(port: try server.address.port)], timeout: patience)
      try client.send([1], on: association)
      let message = try server.message()
      #expect(try message.source == client.address)
      #expect(try server.peerAddresses(of: message.association) == client.localAddresses())
      #expect(try server.status(of: message.association).primaryAddress == client.address)
      try server.send([2], to: message.source)
      #expect(try client.message().payload == [2])
      try client.close()
      try server.close()
    }

    @Test(
      "An IPv6 socket sends from and to IPv4 addresses, in both notations",
      arguments: ["127.0.0.1", "::ffff:127.0.0.1"])
    func sending(_ host: String) throws {
      let server = try SCTPSocket.listening()
      let client = try SCTPSocket(family: .ipv6)
      try client.bind(to: SCTPAddress(host, port: 0))
      #expect(try client.address.family == .ipv4)
      try client.send([1], to: SCTPAddress(host, port: try server.address.port))
      let message = try server.message()
      #expect(message.payload == [1])
      #expect(try message.source == client.address)
      try client.close()
      try server.close()
    }

    @Test(
      "IPv6 sockets of both styles connect to an IPv4 address, in both notations",
      arguments: ["127.0.0.1", "::ffff:127.0.0.1"])
    func connecting(_ host: String) throws {
      let server = try SCTPSocket.listening()
      let address = try SCTPAddress(host, port: try server.address.port)
      let client = try SCTPSocket(family: .ipv6)
      let association = try client.connect(to: [address], timeout: patience)
      #expect(try client.peerAddresses(of: association) == server.localAddresses())
      let single = try SCTPOneToOneSocket(family: .ipv6)
      try single.connect(to: [address], timeout: patience)
      #expect(try single.peerAddresses() == server.localAddresses())
      for socket in [client, single, server] as [SCTPEndpoint] { try socket.close() }
    }

    @Test("An IPv6 socket finds a path by its IPv4 address") func path() throws {
      let server = try SCTPSocket.listening()
      let client = try SCTPSocket(family: .ipv6)
      let association = try client.connect(to: [server.address], timeout: patience)
      #expect(try client.pathInfo(server.address, of: association).address == server.address)
      try client.close()
      try server.close()
    }
  }
}
