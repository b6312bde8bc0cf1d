import SCTP
import Testing

extension OnTheKernel {
  @Suite("test_getname") struct GetnameConformance {
    /// A client's connection to a server that is bound to the wildcard address.
    struct WildcardConnection {
      let client: SCTPOneToOneSocket
      let accepted: SCTPOneToOneSocket
      let port: UInt16

      init(_ family: SCTPAddressFamily) throws {
        let listener = try SCTPListener(family: family)
        try listener.bind(to: .any(family, port: 0))
        try listener.listen()
        port = try listener.address.port
        client = try SCTPOneToOneSocket(family: family)
        try client.connect(to: [.loopback(family, port: port)], timeout: patience)
        accepted = try listener.accept(timeout: patience)
        try listener.close()
      }

      func close() throws {
        try client.close()
        try accepted.close()
      }
    }

    @Test("getsockname on an unconnected socket", arguments: SCTPAddressFamily.allCases)
    func localAddressUnconnected(_ family: SCTPAddressFamily) throws {
      let socket = try SCTPOneToOneSocket(family: family)
      try socket.bind(to: .any(family, port: 0))
      let addresses = try socket.localAddresses()
      let port = try #require(addresses.first).port
      #expect(port != 0)
      #expect(addresses.contains(.loopback(family, port: port)))
      try socket.close()
    }

    @Test(
      "getpeername on an unconnected socket - ENOTCONN (Linux, for a list of addresses: EINVAL)",
      arguments: SCTPAddressFamily.allCases)
    func peerAddressUnconnected(_ family: SCTPAddressFamily) throws {
      let socket = try SCTPOneToOneSocket(family: family)
      try socket.bind(to: .any(family, port: 0))
      expectFailure(.invalidArgument, .notConnected) { try socket.peerAddresses() }
      try socket.close()
    }

    @Test("getsockname on a connected client socket", arguments: SCTPAddressFamily.allCases)
    func localAddressOfTheClient(_ family: SCTPAddressFamily) throws {
      let connection = try WildcardConnection(family)
      let addresses = try connection.client.localAddresses()
      let port = try #require(addresses.first).port
      #expect(port != 0 && port != connection.port)
      #expect(addresses.contains(.loopback(family, port: port)))
      try connection.close()
    }

    @Test("getpeername on a connected client socket", arguments: SCTPAddressFamily.allCases)
    func peerAddressOfTheClient(_ family: SCTPAddressFamily) throws {
      let connection = try WildcardConnection(family)
      #expect(try connection.client.peerAddresses().contains(.loopback(family, port: connection.port)))
      try connection.close()
    }

    @Test("getsockname on a connected server socket", arguments: SCTPAddressFamily.allCases)
    func localAddressOfTheServer(_ family: SCTPAddressFamily) throws {
      let connection = try WildcardConnection(family)
      #expect(try connection.accepted.localAddresses().contains(.loopback(family, port: connection.port)))
      try connection.close()
    }

    @Test("getpeername on a connected server socket", arguments: SCTPAddressFamily.allCases)
    func peerAddressOfTheServer(_ family: SCTPAddressFamily) throws {
      let connection = try WildcardConnection(family)
      let addresses = try connection.accepted.peerAddresses()
      let port = try #require(addresses.first).port
      #expect(port != 0 && port != connection.port)
      #expect(addresses.contains(.loopback(family, port: port)))
      try connection.close()
    }

    @Test("getsockname/getpeername server/client match", arguments: SCTPAddressFamily.allCases)
    func theTwoSidesMatch(_ family: SCTPAddressFamily) throws {
      let connection = try WildcardConnection(family)
      let seenByClient = try Set(connection.client.peerAddresses())
      let seenByServer = try Set(connection.accepted.peerAddresses())
      #expect(!seenByClient.isEmpty && !seenByServer.isEmpty)
      #expect(try seenByClient.isSubset(of: connection.accepted.localAddresses()))
      #expect(try seenByServer.isSubset(of: connection.client.localAddresses()))
      try connection.close()
    }
  }
}
