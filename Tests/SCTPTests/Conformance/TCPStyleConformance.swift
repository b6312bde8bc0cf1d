import SCTP
import Testing

extension OnTheKernel {
  @Suite("test_tcp_style") struct TCPStyleConformance {
    @Test("accept on non-listening socket", arguments: SCTPAddressFamily.allCases)
    func acceptNotListening(_ family: SCTPAddressFamily) throws {
      let socket = try SCTPOneToOneSocket(family: family)
      try socket.bind(to: .loopback(family, port: 0))
      let listener = SCTPListener(takingOwnershipOf: try socket.duplicate())
      expectFailure(.invalidArgument) { try listener.accepted() }
      try listener.close()
      try socket.close()
    }

    @Test("connect to non-listening socket: from a listening socket - EISCONN", arguments: SCTPAddressFamily.allCases)
    func connectFromListening(_ family: SCTPAddressFamily) throws {
      let listener = try SCTPListener.listening(family)
      let other = try SCTPOneToOneSocket(family: family)
      try other.bind(to: .loopback(family, port: 0))
      let socket = SCTPOneToOneSocket(takingOwnershipOf: try listener.duplicate())
      let addresses = try other.localAddresses()
      expectFailure(.socketIsConnected) { try socket.connect(to: addresses, timeout: patience) }
      try socket.close()
      try other.close()
      try listener.close()
    }

    @Test("connect to listening socket", arguments: SCTPAddressFamily.allCases)
    func connect(_ family: SCTPAddressFamily) throws {
      let listener = try SCTPListener.listening(family, backlog: 9)
      let clients = try (0..<10).map { _ in try listener.newClient(family) }
      for client in clients {
        #expect(try client.peerAddresses() == listener.localAddresses())
        try client.close()
      }
      try listener.close()
    }

    @Test("connect after max backlog", arguments: SCTPAddressFamily.allCases)
    func connectToFullQueue(_ family: SCTPAddressFamily) throws {
      let listener = try SCTPListener.listening(family, backlog: 9)
      let waiting = try (0..<10).map { _ in try listener.newClient(family) }
      let socket = try SCTPOneToOneSocket(family: family)
      let addresses = try listener.localAddresses()
      expectFailure(.connectionRefused, .setupFailed) { try socket.connect(to: addresses, timeout: patience) }
      for socket in waiting + [socket] { try socket.close() }
      try listener.close()
    }

    @Test("accept from listening socket", arguments: SCTPAddressFamily.allCases)
    func accept(_ family: SCTPAddressFamily) throws {
      let listener = try SCTPListener.listening(family, backlog: 9)
      let clients = try (0..<10).map { _ in try listener.newClient(family) }
      // In the order in which they came.
      for client in clients {
        let accepted = try listener.accepted()
        #expect(try accepted.peerAddresses().first?.port == client.localAddresses().first?.port)
        try accepted.close()
      }
      for client in clients { try client.close() }
      try listener.close()
    }

    @Test("connect on an established socket", arguments: SCTPAddressFamily.allCases)
    func connectEstablished(_ family: SCTPAddressFamily) throws {
      let connection = try Connection(family)
      let addresses = try connection.client.localAddresses()
      expectFailure(.socketIsConnected) { try connection.accepted.connect(to: addresses, timeout: patience) }
      try connection.close()
    }

    @Test("accept on an established socket", arguments: SCTPAddressFamily.allCases)
    func acceptEstablished(_ family: SCTPAddressFamily) throws {
      let connection = try Connection(family)
      for socket in [connection.accepted, connection.client] {
        let listener = SCTPListener(takingOwnershipOf: try socket.duplicate())
        expectFailure(.invalidArgument, .wrongStyle) { try listener.accepted() }
        try listener.close()
      }
      try connection.close()
    }

    @Test("client sockets -> accepted sockets", arguments: SCTPAddressFamily.allCases)
    func clientToAccepted(_ family: SCTPAddressFamily) throws {
      try Self.eachOfSeveral(family) { number, client, accepted in
        try client.send(.hello + [number])
        #expect(try accepted.message().payload == .hello + [number])
      }
    }

    @Test("accepted sockets -> client sockets", arguments: SCTPAddressFamily.allCases)
    func acceptedToClient(_ family: SCTPAddressFamily) throws {
      try Self.eachOfSeveral(family) { number, client, accepted in
        try accepted.send(.hello + [number])
        #expect(try client.message().payload == .hello + [number])
      }
    }

    /// Makes several connections to a listener, and only then does something on each.
    private static func eachOfSeveral(
      _ family: SCTPAddressFamily, _ body: (UInt8, SCTPOneToOneSocket, SCTPOneToOneSocket) throws -> Void
    ) throws {
      let listener = try SCTPListener.listening(family, backlog: 9)
      let clients = try (0..<10).map { _ in try listener.newClient(family) }
      let accepted = try clients.map { _ in try listener.accepted() }
      for (number, pair) in zip(clients, accepted).enumerated() { try body(UInt8(number), pair.0, pair.1) }
      for socket in clients + accepted { try socket.close() }
      try listener.close()
    }

    @Test("send on a listening socket", arguments: SCTPAddressFamily.allCases)
    func sendListening(_ family: SCTPAddressFamily) throws {
      let listener = try SCTPListener.listening(family)
      let socket = SCTPOneToOneSocket(takingOwnershipOf: try listener.duplicate())
      expectFailure(.brokenPipe, .notConnected) { try socket.send(.hello) }
      try socket.close()
      try listener.close()
    }

    @Test("recv on a listening socket", arguments: SCTPAddressFamily.allCases)
    func receiveListening(_ family: SCTPAddressFamily) throws {
      let listener = try SCTPListener.listening(family)
      let socket = SCTPOneToOneSocket(takingOwnershipOf: try listener.duplicate())
      expectFailure(.socketNotConnected) { try socket.receive(timeout: patience) }
      try socket.close()
      try listener.close()
    }

    @Test("recv on a SHUTDOWN received socket", arguments: SCTPAddressFamily.allCases)
    func receiveShutdown(_ family: SCTPAddressFamily) throws {
      let connection = try Connection(family)
      try connection.accepted.send(.hello)
      try connection.client.shutdown()
      #expect(try connection.accepted.receive(timeout: patience) == nil)
      try connection.close()
    }

    @Test("recv SHUTDOWN_COMP notification on a SHUT_WR socket", arguments: SCTPAddressFamily.allCases)
    func receiveShutdownComplete(_ family: SCTPAddressFamily) throws {
      let connection = try Connection(family)
      let association = try connection.client.association
      try connection.accepted.send(.hello)
      try connection.client.setSubscribed(true, to: .associationChange)
      try connection.client.shutdown()
      #expect(try connection.client.message().payload == .hello)
      let change = try connection.client.expectChange(.shutdownComplete)
      #expect(change.association == association)
      try connection.close()
    }

    @Test(
      "recv on a SHUTDOWN sent socket - ENOTCONN (the library: nil, the end)", arguments: SCTPAddressFamily.allCases)
    func receiveAfterShutdown(_ family: SCTPAddressFamily) throws {
      let connection = try Connection(family)
      try connection.client.shutdown()
      #expect(try connection.client.receive(timeout: patience) == nil)
      #expect(try connection.client.receive(timeout: patience) == nil)
      try connection.close()
    }

    @Test("recv on a SHUT_RD socket", arguments: SCTPAddressFamily.allCases)
    func receiveAfterEndOfReceiving(_ family: SCTPAddressFamily) throws {
      let connection = try Connection(family)
      try connection.client.shutDown(.receiving)
      #expect(try connection.client.receive(timeout: patience) == nil)
      try connection.client.send(.hello)
      #expect(try connection.accepted.message().payload == .hello)
      try connection.accepted.send(.hello)
      try connection.accepted.untilAcknowledged()
      #expect(try connection.client.receive(timeout: patience) == nil)
      try connection.close()
    }

    @Test("recv on a SHUT_RDWR socket", arguments: SCTPAddressFamily.allCases)
    func receiveAfterEndOfBoth(_ family: SCTPAddressFamily) throws {
      let connection = try Connection(family)
      try connection.client.shutDown(.both)
      #expect(try connection.accepted.receive(timeout: patience) == nil)
      #expect(try connection.client.receive(timeout: patience) == nil)
      try connection.close()
    }

    @Test("accept of a CLOSED association", arguments: SCTPAddressFamily.allCases)
    func acceptClosed(_ family: SCTPAddressFamily) throws {
      let listener = try SCTPListener.listening(family)
      let client = try listener.newClient(family)
      try client.send(.hello)
      try client.close()
      let accepted = try listener.accepted()
      #expect(try accepted.message().payload == .hello)
      #expect(try accepted.receive(timeout: patience) == nil)
      try accepted.close()
      try listener.close()
    }

    @Test("send to a CLOSED association", arguments: SCTPAddressFamily.allCases)
    func sendClosed(_ family: SCTPAddressFamily) throws {
      let listener = try SCTPListener.listening(family)
      let accepted = try listener.acceptedClosed(family)
      #expect(try accepted.message().payload == .hello)
      #expect(try accepted.receive(timeout: patience) == nil)
      expectFailure(.brokenPipe, .endedAssociation) { try accepted.send(.hello) }
      try accepted.close()
      try listener.close()
    }

    /// A connection that sending made, by a one-to-many object with the descriptor of a one-to-one socket.
    private struct AutoConnection {
      let listener: SCTPListener
      let sender: SCTPSocket
      let accepted: SCTPOneToOneSocket
      let first: SCTPMessage

      init(_ family: SCTPAddressFamily) throws {
        listener = try .listening(family)
        sender = try .unconnectedOneToOne(family)
        try sender.send(.hello, to: try listener.address)
        accepted = try listener.accepted()
        first = try accepted.message()
      }

      /// The association as the sender knows it.
      var association: SCTPAssociationID {
        get throws { try sender.status(of: .future).association }
      }

      func close() throws {
        try sender.close()
        try accepted.close()
        try listener.close()
      }
    }

    @Test("auto-connect using sendto", arguments: SCTPAddressFamily.allCases)
    func autoConnect(_ family: SCTPAddressFamily) throws {
      let connection = try AutoConnection(family)
      #expect(connection.first.payload == .hello)
      try connection.close()
    }

    @Test("sendmsg with SCTP_EOF flag - EINVAL", arguments: SCTPAddressFamily.allCases)
    func endFlag(_ family: SCTPAddressFamily) throws {
      let connection = try AutoConnection(family)
      let association = try connection.association
      expectFailure(.invalidArgument, .wrongStyle) { try connection.sender.shutdown(association: association) }
      #expect(try connection.accepted.status().state == .established)
      try connection.close()
    }

    @Test("sendmsg with SCTP_ABORT flag - EINVAL", arguments: SCTPAddressFamily.allCases)
    func abortFlag(_ family: SCTPAddressFamily) throws {
      let connection = try AutoConnection(family)
      let association = try connection.association
      expectFailure(.invalidArgument, .wrongStyle) { try connection.sender.abort(association: association) }
      #expect(try connection.accepted.status().state == .established)
      try connection.close()
    }

    @Test("sendmsg with no flags", arguments: SCTPAddressFamily.allCases)
    func noFlags(_ family: SCTPAddressFamily) throws {
      let connection = try AutoConnection(family)
      try connection.sender.send(.hello, to: try connection.listener.address, options: .init(flags: []))
      #expect(try connection.accepted.message().payload == .hello)
      try connection.close()
    }
  }
}
