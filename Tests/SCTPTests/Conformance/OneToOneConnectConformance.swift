import SCTP
import Testing

extension OnTheKernel {
  /// The scenarios of connecting, which two programs contain.
  @Suite("test_1_to_1_connect and test_1_to_1_connectx") struct OneToOneConnectConformance {
    enum Program: String, CaseIterable, CustomTestStringConvertible {
      /// Connects to one address.
      case connect = "test_1_to_1_connect"
      /// Connects to two addresses.
      case connectx = "test_1_to_1_connectx"

      var testDescription: String { rawValue }

      /// The addresses of the peer, which every host has.
      func addresses(port: UInt16) throws -> [SCTPAddress] {
        try (1...(self == .connect ? 1 : 2)).map { try .loopback(number: $0, port: port) }
      }

      /// Creates a listener that is bound to the addresses.
      func listener(backlog: Int = 128) throws -> SCTPListener {
        let listener = try SCTPListener()
        try listener.bind(to: .loopback(port: 0))
        let others = try addresses(port: listener.address.port).dropFirst()
        if !others.isEmpty { try listener.bind(adding: Array(others)) }
        try listener.listen(backlog: backlog)
        return listener
      }
    }

    @Test("connect() and sctp_connectx() with invalid address family - EINVAL", arguments: Program.allCases)
    func otherFamily(_ program: Program) throws {
      let socket = try SCTPOneToOneSocket(family: .ipv4)
      // The only family that is not the socket's.
      let others = program == .connect ? [] : try program.addresses(port: 1)
      let addresses = others + [.loopback(.ipv6, port: 1)]
      expectFailure(.invalidArgument, .unsupportedAddressFamily) {
        try socket.connect(to: addresses, timeout: patience)
      }
      try socket.close()
    }

    @Test("sctp_connectx() with invalid address - EINVAL") func wildcardAddress() throws {
      let socket = try SCTPOneToOneSocket()
      expectFailure(.invalidArgument) { try socket.connect(to: [.any(port: 0)], timeout: patience) }
      try socket.close()
    }

    @Test("sctp_connectx() with invalid address length - EINVAL: no addresses") func noAddresses() throws {
      let socket = try SCTPOneToOneSocket()
      expectFailure(.invalidArgument, .noAddresses) { try socket.connect(to: [], timeout: patience) }
      try socket.close()
    }

    @Test("valid blocking connect() and sctp_connectx() - SUCCESS", arguments: Program.allCases) func valid(
      _ program: Program
    ) throws {
      let listener = try program.listener(backlog: 9)
      let clients = try (0..<10).map { _ in try listener.newClient() }
      for client in clients {
        #expect(try client.status().state == .established)
        #expect(try Set(client.peerAddresses()) == Set(program.addresses(port: listener.address.port)))
        try client.close()
      }
      try listener.close()
    }

    @Test("connect() and sctp_connectx() when accept queue is full - ECONNREFUSED", arguments: Program.allCases)
    func fullQueue(_ program: Program) throws {
      let listener = try program.listener(backlog: 1)
      let waiting = [try listener.newClient(), try listener.newClient()]
      let socket = try SCTPOneToOneSocket()
      let addresses = try listener.localAddresses()
      expectFailure(.connectionRefused, .setupFailed) { try socket.connect(to: addresses, timeout: patience) }
      for socket in waiting + [socket] { try socket.close() }
      try listener.close()
    }

    @Test("connect() and sctp_connectx() on a listening socket - EISCONN", arguments: Program.allCases) func listening(
      _ program: Program
    ) throws {
      let listener = try program.listener()
      let socket = SCTPOneToOneSocket(takingOwnershipOf: try listener.duplicate())
      let addresses = try listener.localAddresses()
      expectFailure(.socketIsConnected) { try socket.connect(to: addresses, timeout: patience) }
      try socket.close()
      try listener.close()
    }

    @Test("connect() and sctp_connectx() on an established socket - EISCONN", arguments: Program.allCases)
    func established(_ program: Program) throws {
      let listener = try program.listener()
      let client = try listener.newClient()
      let accepted = try listener.accepted()
      let addresses = try listener.localAddresses()
      expectFailure(.socketIsConnected) { try accepted.connect(to: addresses, timeout: patience) }
      for socket in [client, accepted] { try socket.close() }
      try listener.close()
    }

    @Test("connect() and sctp_connectx() to re-establish a closed association - SUCCESS", arguments: Program.allCases)
    func anew(_ program: Program) throws {
      let listener = try program.listener()
      try listener.newClient().close()
      try listener.accepted().close()
      let client = try listener.newClient()
      let accepted = try listener.accepted()
      try client.send(.hello)
      #expect(try accepted.message().payload == .hello)
      for socket in [client, accepted] { try socket.close() }
      try listener.close()
    }
  }
}
