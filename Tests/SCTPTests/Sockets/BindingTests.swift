import SCTP
import Testing

extension OnTheKernel {
  @Suite struct Binding {
    @Test("Removing an address that the socket is not bound to fails and removes nothing") func removingUnbound() throws
    {
      let socket = try SCTPSocket()
      try socket.bind(to: ["127.0.0.1", "127.0.0.2", "127.0.0.3"].map { try SCTPAddress($0, port: 0) })
      let bound = try socket.localAddresses()
      let stranger = try SCTPAddress("127.0.0.9", port: bound[0].port)
      expectFailure(.invalidArgument, in: "sctp_bindx") { try socket.bind(removing: [bound[0], stranger]) }
      #expect(Set(try socket.localAddresses()) == Set(bound))
      try socket.close()
    }

    @Test("A socket binds to a list of addresses with one free port") func list() throws {
      let hosts = ["127.0.0.1", "127.0.0.2", "127.0.0.3"]
      let socket = try SCTPSocket()
      try socket.bind(to: hosts.map { try SCTPAddress($0, port: 0) })
      let addresses = try socket.localAddresses()
      #expect(Set(addresses.map(\.host)) == Set(hosts) && Set(addresses.map(\.port)).count == 1)
      expectFailure(.invalidArgument, .alreadyBound, in: "bind") { try socket.bind(to: addresses) }
      try socket.close()
      let other = try SCTPSocket()
      expectFailure(.invalidArgument, .noAddresses, in: "bind") { try other.bind(to: []) }
      expectFailure(.invalidArgument, .differentPorts, in: "bind") {
        try other.bind(to: [.loopback(port: 1_000), .loopback(port: 2_000)])
      }
      try other.bind(to: [.loopback(port: 0)])
      try other.close()
    }

    @Test("Port 0 binds a free port") func portZero() throws {
      for family in SCTPAddressFamily.allCases {
        let socket = try SCTPSocket(family: family)
        try socket.bind(to: .loopback(family, port: 0))
        let addresses = try socket.localAddresses()
        #expect(addresses.count == 1)
        #expect(addresses[0].port != 0)
        #expect(addresses == [.loopback(family, port: addresses[0].port)])
        try socket.close()
      }
    }

    @Test("Binding a port that is in use fails with EADDRINUSE") func portInUse() throws {
      let first = try SCTPSocket.listening()
      let second = try SCTPSocket()
      expectFailure(.addressInUse, .addressInUse, in: "bind") { try second.bind(to: first.address) }
      try first.close()
      try second.close()
    }

    @Test("Binding an address of another host fails with EADDRNOTAVAIL") func foreignAddress() throws {
      let socket = try SCTPSocket()
      expectFailure(.addressNotAvailable, .addressUnavailable, in: "bind") {
        try socket.bind(to: SCTPAddress("192.0.2.1", port: 0))
      }
      expectFailure(.addressNotAvailable, .addressUnavailable, in: "sctp_bindx") {
        try socket.bind(adding: [SCTPAddress("192.0.2.1", port: 0)])
      }
      try socket.close()
    }

    @Test("Binding a bound socket again fails with EINVAL") func bindTwice() throws {
      let socket = try SCTPSocket()
      try socket.bind(to: .loopback(port: 0))
      expectFailure(.invalidArgument, .alreadyBound, in: "bind") { try socket.bind(to: .loopback(port: 0)) }
      try socket.close()
    }

    @Test("Addresses are added and removed, but removing the last one fails with EBUSY") func addAndRemove() throws {
      let socket = try SCTPSocket()
      try socket.bind(to: .loopback(port: 0))
      let first = try socket.address
      let others = try ["127.0.0.2", "127.0.0.3"].map { try SCTPAddress($0, port: first.port) }
      try socket.bind(adding: others)
      #expect(try Set(socket.localAddresses()) == Set([first] + others))
      try socket.bind(removing: [first, others[1]])
      #expect(try socket.localAddresses() == [others[0]])
      expectFailure(.resourceBusy, in: "sctp_bindx") { try socket.bind(removing: [others[0]]) }
      try socket.close()
    }

    @Test("Adding a bound address again fails with EINVAL") func addTwice() throws {
      let socket = try SCTPSocket()
      try socket.bind(to: .loopback(port: 0))
      let address = try socket.address
      expectFailure(.invalidArgument, .alreadyBound, in: "sctp_bindx") { try socket.bind(adding: [address]) }
      #expect(try socket.localAddresses() == [address])
      try socket.close()
    }

    @Test("The backlog of a one-to-many socket does not limit its associations") func smallBacklog() throws {
      let server = try SCTPSocket()
      try server.bind(to: .loopback(port: 0))
      try server.listen(backlog: 1)
      let pairs = try (0..<50).map { _ in try Pair(server: server) }
      #expect(try server.associations().count == pairs.count)
      for pair in pairs { try pair.client.close() }
      try server.close()
    }

    @Test("Adding an address binds an unbound socket") func addUnbound() throws {
      let socket = try SCTPSocket()
      try socket.bind(adding: [.loopback(port: 0)])
      #expect(try socket.address.port != 0)
      try socket.listen()
      let pair = try Pair(server: socket)
      try pair.close()
    }

    @Test("An IPv6 socket binds addresses of both families") func bothFamilies() throws {
      let socket = try SCTPSocket(family: .ipv6)
      try socket.bind(to: .loopback(.ipv6, port: 0))
      let port = try socket.address.port
      try socket.bind(adding: [.loopback(.ipv4, port: port), SCTPAddress("127.0.0.2", port: port)])
      let expected: Set<String> = ["::1", "127.0.0.1", "127.0.0.2"]
      #expect(try Set(socket.localAddresses().map(\.host)) == expected)
      #expect(try socket.localAddresses().allSatisfy { $0.port == port })
      try socket.close()
    }

    @Test("Adding an address with another port fails with EINVAL") func otherPort() throws {
      let socket = try SCTPSocket()
      try socket.bind(to: .loopback(port: 0))
      let port = try socket.address.port
      expectFailure(.invalidArgument, .differentPorts, in: "sctp_bindx") {
        try socket.bind(adding: [SCTPAddress("127.0.0.2", port: port ^ 1)])
      }
      #expect(try socket.localAddresses().count == 1)
      try socket.close()
    }

    @Test("Removing an address that is not bound fails with EINVAL") func removeUnbound() throws {
      let socket = try SCTPSocket()
      try socket.bind(to: .loopback(port: 0))
      let port = try socket.address.port
      try socket.bind(adding: [SCTPAddress("127.0.0.2", port: port)])
      expectFailure(.invalidArgument, in: "sctp_bindx") {
        try socket.bind(removing: [SCTPAddress("127.0.0.3", port: port)])
      }
      #expect(try socket.localAddresses().count == 2)
      try socket.close()
    }

    @Test("Adding or removing an empty list fails with EINVAL") func emptyList() throws {
      let socket = try SCTPSocket()
      expectFailure(.invalidArgument, .noAddresses, in: "sctp_bindx") { try socket.bind(adding: []) }
      expectFailure(.invalidArgument, .noAddresses, in: "sctp_bindx") { try socket.bind(removing: []) }
      try socket.close()
    }

    @Test("An unbound socket has no addresses") func unboundSocket() throws {
      let socket = try SCTPSocket()
      #expect(try socket.localAddresses().isEmpty)
      try socket.close()
    }

    @Test("Listeners and one-to-one sockets can be bound once and use their port") func oneToOne() throws {
      let listener = try SCTPListener()
      let client = try SCTPOneToOneSocket()
      for socket in [listener, client] as [SCTPEndpoint] {
        try socket.bind(to: .loopback(port: 0))
        expectFailure(.invalidArgument, .alreadyBound, in: "bind") { try socket.bind(to: .loopback(port: 0)) }
      }
      let port = try client.localAddresses().first?.port
      #expect(try listener.address.port != port)
      try listener.listen()
      try client.connect(to: [listener.address], timeout: patience)
      #expect(try client.localAddresses().first?.port == port)
      let accepted = try listener.accept(timeout: patience)
      #expect(try accepted.peerAddresses().first?.port == port)
      for socket in [listener, client, accepted] as [SCTPEndpoint] { try socket.close() }
    }
  }
}
