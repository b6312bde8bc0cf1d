import SCTP
import Testing

extension OnTheKernel {
  @Suite struct Connecting {
    @Test("The association is established when the call returns", arguments: SCTPAddressFamily.allCases)
    func established(_ family: SCTPAddressFamily) throws {
      let pair = try Pair(family)
      #expect(try pair.client.status(of: pair.atClient).state == .established)
      #expect(try pair.client.associations() == [pair.atClient])
      #expect(try pair.server.associations() == [pair.atServer])
      try pair.close()
    }

    @Test("Connecting to a port without a listener fails with ECONNREFUSED") func noListener() throws {
      let nobody = try SCTPSocket()
      try nobody.bind(to: .loopback(port: 0))
      let client = try SCTPSocket()
      for _ in 0..<2 {
        expectFailure(.connectionRefused, .setupFailed, in: "sctp_connectx") {
          try client.connect(to: [nobody.address], timeout: patience)
        }
      }
      #expect(try client.associations().isEmpty)
      try client.close()
      try nobody.close()
    }

    @Test("Connecting to a peer that never answers fails with ECONNREFUSED") func silentPeer() throws {
      let server = try SCTPSocket.deaf()
      let client = try SCTPSocket()
      try client.setOption(.initialMessage, to: .init(maximumAttempts: 1, maximumTimeout: .milliseconds(10)))
      expectFailure(.connectionRefused, .setupFailed, in: "sctp_connectx") {
        try client.connect(to: [server.address], timeout: patience)
      }
      try client.close()
      try server.close()
    }

    @Test("Waiting for an answer does not spin") func noSpinning() throws {
      let server = try SCTPSocket.deaf()
      let address = try server.address
      let client = try SCTPSocket()
      try expectNoSpinning { timeout in
        expectFailure(.timedOut, in: "sctp_connectx") { try client.connect(to: [address], timeout: timeout) }
      }
      try client.close()
      try server.close()
    }

    @Test("A second association with the same peer fails with EISCONN") func secondAssociation() throws {
      let pair = try Pair()
      expectFailure(.socketIsConnected, in: "sctp_connectx") {
        try pair.client.connect(to: [pair.server.address], timeout: patience)
      }
      #expect(try pair.client.associations() == [pair.atClient])
      try pair.close()
    }

    @Test("Connecting again while the association is set up fails with EALREADY") func connectTwice() throws {
      let server = try SCTPSocket.deaf()
      let client = try SCTPSocket(flags: .nonBlocking)
      let association = try client.connect(to: [server.address])
      expectFailure(.alreadyInProcess, in: "sctp_connectx") { try client.connect(to: [server.address]) }
      #expect(try client.status(of: association).state == .cookieWait)
      #expect(try client.associations() == [association])
      try client.close()
      try server.close()
    }

    @Test("A socket connects to several peers") func severalPeers() throws {
      let servers = try (0..<5).map { _ in try SCTPSocket.listening() }
      let client = try SCTPSocket()
      let associations = try servers.map { try client.connect(to: [$0.address], timeout: patience) }
      #expect(Set(associations).count == 5)
      #expect(try Set(client.associations()) == Set(associations))
      for (server, association) in zip(servers, associations) {
        try client.send([1], on: association)
        #expect(try server.message().payload == [1])
        #expect(try client.peerAddresses(of: association) == server.localAddresses())
      }
      for socket in servers + [client] { try socket.close() }
    }

    @Test("Connecting to several addresses of a peer creates one association") func severalAddresses() throws {
      let server = try SCTPSocket()
      try server.bind(to: .loopback(port: 0))
      let port = try server.address.port
      let addresses = try [.loopback(port: port)] + ["127.0.0.2", "127.0.0.3"].map { try SCTPAddress($0, port: port) }
      try server.bind(adding: Array(addresses.dropFirst()))
      try server.listen()
      let client = try SCTPSocket()
      let association = try client.connect(to: addresses, timeout: patience)
      #expect(try Set(client.peerAddresses(of: association)) == Set(addresses))
      #expect(try Set(server.localAddresses()) == Set(addresses))
      try client.close()
      try server.close()
    }

    @Test("An IPv6 socket connects to a peer with addresses of both families") func mixedFamilies() throws {
      let server = try SCTPSocket(family: .ipv6)
      try server.bind(to: .loopback(.ipv6, port: 0))
      let port = try server.address.port
      let addresses: [SCTPAddress] = [.loopback(.ipv6, port: port), .loopback(.ipv4, port: port)]
      try server.bind(adding: [addresses[1]])
      try server.listen()
      let client = try SCTPSocket(family: .ipv6)
      let association = try client.connect(to: addresses, timeout: patience)
      #expect(try Set(client.peerAddresses(of: association).map(\.host)) == ["::1", "127.0.0.1"])
      try client.send([1], on: association)
      #expect(try server.message().payload == [1])
      try client.close()
      try server.close()
    }

    @Test("An IPv6 socket connects to an IPv4 peer") func ipv4Peer() throws {
      let server = try SCTPSocket.listening(.ipv4)
      let client = try SCTPSocket(family: .ipv6)
      let association = try client.connect(to: [server.address], timeout: patience)
      try client.send([1], on: association)
      #expect(try server.message().source.family == .ipv4)
      try client.close()
      try server.close()
    }

    @Test("An empty list or a list with several ports fails with EINVAL") func invalidLists() throws {
      let client = try SCTPSocket()
      expectFailure(.invalidArgument, .noAddresses, in: "sctp_connectx") { try client.connect(to: []) }
      expectFailure(.invalidArgument, .differentPorts, in: "sctp_connectx") {
        try client.connect(to: [.loopback(port: 7), SCTPAddress("127.0.0.2", port: 8)])
      }
      #expect(try client.associations().isEmpty)
      try client.close()
    }

    @Test("A listening socket can also connect") func listeningSocket() throws {
      let one = try SCTPSocket.listening()
      let other = try SCTPSocket.listening()
      let association = try one.connect(to: [other.address], timeout: patience)
      try one.send([1], on: association)
      let message = try other.message()
      #expect(try message.source == one.address)
      try one.close()
      try other.close()
    }

    @Test("The descriptor stays in blocking mode after the call") func blockingDescriptor() throws {
      let pair = try Pair()
      #expect(try !DescriptorFlags(of: pair.client).isNonBlocking)
      try pair.close()
    }
  }
}
