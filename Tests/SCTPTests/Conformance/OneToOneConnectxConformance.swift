import SCTP
import Testing

extension OnTheKernel {
  // The calls of test_1_to_1_connect, here with several addresses of the peer.
  @Suite("test_1_to_1_connectx") struct OneToOneConnectxConformance {
    /// Two addresses that every host has, with a port.
    static func addresses(port: UInt16) throws -> [SCTPAddress] {
      [try SCTPAddress("127.0.0.1", port: port), try SCTPAddress("127.0.0.2", port: port)]
    }

    /// A listener on both addresses.
    static func listener(backlog: Int = 128) throws -> SCTPListener {
      let listener = try SCTPListener()
      try listener.bind(to: try #require(try addresses(port: 0).first))
      try listener.bind(adding: try Array(addresses(port: listener.address.port).dropFirst()))
      try listener.listen(backlog: backlog)
      return listener
    }

    @Test("sctp_connectx() with bad socket descriptor - EBADF") func badDescriptor() throws {
      let socket = SCTPOneToOneSocket(takingOwnershipOf: .invalid)
      let addresses = try Self.addresses(port: 1)
      expectFailure(.badFileDescriptor) { try socket.connect(to: addresses, timeout: patience) }
    }

    @Test("sctp_connectx() with invalid socket - ENOTSOCK") func noSocket() throws {
      let socket = SCTPOneToOneSocket(takingOwnershipOf: try .file())
      let addresses = try Self.addresses(port: 1)
      expectFailure(.notSocket, .notSCTP) { try socket.connect(to: addresses, timeout: patience) }
      try socket.close()
    }

    // Not a bad pointer, but an address of which nothing is set.
    @Test("sctp_connectx() with invalid address - EINVAL") func emptyAddress() throws {
      let socket = try SCTPOneToOneSocket()
      expectFailure(.invalidArgument) { try socket.connect(to: [.any(port: 0)], timeout: patience) }
      try socket.close()
    }

    // The length is the number of addresses: none.
    @Test("sctp_connectx() with invalid address length - EINVAL") func noAddresses() throws {
      let socket = try SCTPOneToOneSocket()
      expectFailure(.invalidArgument, .noAddresses) { try socket.connect(to: [], timeout: patience) }
      try socket.close()
    }

    @Test("sctp_connectx() with invalid address family - EINVAL") func otherFamily() throws {
      let socket = try SCTPOneToOneSocket(family: .ipv4)
      let addresses = try Self.addresses(port: 1) + [.loopback(.ipv6, port: 1)]
      expectFailure(.invalidArgument) { try socket.connect(to: addresses, timeout: patience) }
      try socket.close()
    }

    @Test("valid blocking sctp_connectx() - SUCCESS") func valid() throws {
      let listener = try Self.listener(backlog: 9)
      let clients = try (0..<10).map { _ in try listener.newClient() }
      for client in clients {
        #expect(try client.status().state == .established)
        #expect(try Set(client.peerAddresses()) == Set(Self.addresses(port: listener.address.port)))
        try client.close()
      }
      try listener.close()
    }

    @Test("sctp_connectx() when accept queue is full - ECONNREFUSED") func fullQueue() throws {
      let listener = try Self.listener(backlog: 1)
      let waiting = [try listener.newClient(), try listener.newClient()]
      let socket = try SCTPOneToOneSocket()
      let addresses = try listener.localAddresses()
      expectFailure(.connectionRefused, .noAnswer) { try socket.connect(to: addresses, timeout: patience) }
      for socket in waiting + [socket] { try socket.close() }
      try listener.close()
    }

    @Test("sctp_connectx() on a listening socket - EISCONN") func listening() throws {
      let listener = try Self.listener()
      let socket = SCTPOneToOneSocket(takingOwnershipOf: try listener.duplicate())
      let addresses = try listener.localAddresses()
      expectFailure(.socketIsConnected) { try socket.connect(to: addresses, timeout: patience) }
      try socket.close()
      try listener.close()
    }

    @Test("sctp_connectx() on an established socket - EISCONN") func established() throws {
      let listener = try Self.listener()
      let client = try listener.newClient()
      let accepted = try listener.accepted()
      let addresses = try listener.localAddresses()
      expectFailure(.socketIsConnected) { try accepted.connect(to: addresses, timeout: patience) }
      try client.close()
      try accepted.close()
      try listener.close()
    }

    @Test("sctp_connectx() to re-establish a closed association - SUCCESS") func anew() throws {
      let listener = try Self.listener()
      try listener.newClient().close()
      try listener.accepted().close()
      let client = try listener.newClient()
      let accepted = try listener.accepted()
      try client.send(.hello)
      #expect(try accepted.message().payload == .hello)
      try client.close()
      try accepted.close()
      try listener.close()
    }
  }
}
