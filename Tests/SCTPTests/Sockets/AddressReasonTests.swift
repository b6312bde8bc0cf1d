import SCTP
import Testing

extension OnTheKernel {
  /// The errors of calls with addresses state the addresses and the reason.
  @Suite struct AddressReasons {
    private typealias Call = (name: String, addresses: [SCTPAddress], call: () throws -> Void)

    /// Calls on a socket of each style with an address.
    private func calls(
      _ address: SCTPAddress, oneToMany: SCTPSocket, oneToOne: SCTPOneToOneSocket, listener: SCTPListener
    ) -> [Call] {
      let more = [address, address]
      return [
        ("bind", [address], { try oneToMany.bind(to: address) }),
        ("bind", [address], { try oneToOne.bind(to: address) }),
        ("bind", [address], { try listener.bind(to: address) }),
        ("sctp_bindx", more, { try oneToMany.bind(adding: more) }),
        ("sctp_connectx", more, { try oneToMany.connect(to: more, timeout: patience) }),
        ("sctp_connectx", [address], { try oneToOne.connect(to: [address], timeout: patience) }),
        ("sendmsg", [address], { try oneToMany.send([1], to: address) }),
        ("sendmsg", more, { try oneToMany.send(unsafe [1].span.bytes, to: more) }),
      ]
    }

    private func expectUnsupportedFamily(
      _ address: SCTPAddress, family: SCTPAddressFamily, prepare: (SCTPEndpoint) throws -> Void = { _ in }
    ) throws {
      let oneToMany = try SCTPSocket(family: family)
      let oneToOne = try SCTPOneToOneSocket(family: family)
      let listener = try SCTPListener(family: family)
      let sockets: [SCTPEndpoint] = [oneToMany, oneToOne, listener]
      for socket in sockets { try prepare(socket) }
      for call in calls(address, oneToMany: oneToMany, oneToOne: oneToOne, listener: listener) {
        let text = call.addresses.map { "\($0)" }.joined(separator: ", ")
        let error = SCTPError(.invalidArgument, in: call.name, because: .unsupportedAddressFamily, address: text)
        #expect(throws: error, performing: call.call)
      }
      for socket in sockets { try socket.close() }
    }

    @Test("An IPv4 socket rejects IPv6 addresses, with the reason") func ipv6OnIPv4() throws {
      try expectUnsupportedFamily(.loopback(.ipv6, port: 7), family: .ipv4)
    }

    @Test("A socket with IPV6_V6ONLY rejects IPv4 addresses, with the reason") func ipv4OnIPv6Only() throws {
      try expectUnsupportedFamily(.loopback(.ipv4, port: 7), family: .ipv6) { try $0.setOption(.ipv6Only, to: true) }
    }

    @Test("A name that resolves to an IPv6 address needs an IPv6 socket; the error explains it") func resolvedName()
      throws
    {
      let server = try SCTPSocket.listening(.ipv6)
      let addresses = try SCTPAddress.resolve(host: "::1", port: server.address.port)
      let client = try SCTPSocket()
      let error = #expect(throws: SCTPError.self) { try client.connect(to: addresses, timeout: patience) }
      #expect(error?.reason == .unsupportedAddressFamily)
      let text = "\(error.map { "\($0)" } ?? "")"
      #expect(text.hasPrefix("sctp_connectx([::1]:\(try server.address.port)): Invalid argument (errno 22): "))
      #expect(text.contains("`family: .ipv6`") && text.contains("`family: .ipv4`"))
      let remedy = try SCTPSocket(family: .ipv6)
      try remedy.connect(to: addresses, timeout: patience)
      for socket in [remedy, client, server] { try socket.close() }
    }

    @Test("A resolved IPv4 address connects with a socket of the default family") func resolvedIPv4() throws {
      let server = try SCTPSocket.listening()
      let client = try SCTPSocket()
      let addresses = try SCTPAddress.resolve(host: "127.0.0.1", port: server.address.port, family: .ipv4)
      try client.connect(to: addresses, timeout: patience)
      try client.close()
      try server.close()
    }

    @Test("Binding to addresses with different ports fails with the reason") func differentPorts() throws {
      let socket = try SCTPSocket()
      let addresses = try [SCTPAddress.loopback(number: 1, port: 7_001), .loopback(number: 2, port: 7_002)]
      let text = "127.0.0.1:7001, 127.0.0.2:7002"
      #expect(throws: SCTPError(.invalidArgument, in: "sctp_bindx", because: .differentPorts, address: text)) {
        try socket.bind(adding: addresses)
      }
      #expect(throws: SCTPError(.invalidArgument, in: "sctp_connectx", because: .differentPorts, address: text)) {
        try socket.connect(to: addresses)
      }
      #expect(throws: SCTPError(.invalidArgument, in: "sendmsg", because: .differentPorts, address: text)) {
        try socket.send(unsafe [1].span.bytes, to: addresses)
      }
      try socket.close()
    }

    @Test("Binding a bound socket, or a bound address again, fails with the reason") func alreadyBound() throws {
      let socket = try SCTPSocket.bound()
      let address = try socket.address
      let other = try SCTPAddress.loopback(number: 2, port: 0)
      #expect(throws: SCTPError(.invalidArgument, in: "bind", because: .alreadyBound, address: "\(other)")) {
        try socket.bind(to: other)
      }
      #expect(throws: SCTPError(.invalidArgument, in: "sctp_bindx", because: .alreadyBound, address: "\(address)")) {
        try socket.bind(adding: [address])
      }
      try socket.close()
    }

    @Test("Binding an unavailable address or a used port fails with the reason") func unavailable() throws {
      let owner = try SCTPSocket.listening()
      let used = try owner.address
      let foreign = try SCTPAddress("192.0.2.7", port: 38_412)
      let socket = try SCTPSocket()
      for (address, code, reason) in [
        (used, Errno.addressInUse, SCTPError.Reason.addressInUse),
        (foreign, .addressNotAvailable, .addressUnavailable),
      ] {
        #expect(throws: SCTPError(code, in: "bind", because: reason, address: "\(address)")) {
          try socket.bind(to: address)
        }
        #expect(throws: SCTPError(code, in: "sctp_bindx", because: reason, address: "\(address)")) {
          try socket.bind(adding: [address])
        }
      }
      try socket.close()
      try owner.close()
    }

    @Test("The error of a connect that is refused or times out contains the addresses") func failedSetup() async throws
    {
      let nobody = try SCTPSocket.bound()
      let deaf = try SCTPSocket.deaf()
      let refused = SCTPError(
        .connectionRefused, in: "sctp_connectx", because: .setupFailed, address: "\(try nobody.address)")
      let late = SCTPError(.timedOut, in: "sctp_connectx", because: .timeout, address: "\(try deaf.address)")
      let client = try SCTPSocket()
      for (server, error) in [(nobody, refused), (deaf, late)] {
        let addresses = try server.localAddresses()
        let timeout = error == late ? Duration.zero : patience
        let single = try SCTPOneToOneSocket()
        let second = try SCTPOneToOneSocket()
        inThread {
          #expect(throws: error) { try client.connect(to: addresses, timeout: timeout) }
          #expect(throws: error) { try single.connect(to: addresses, timeout: timeout) }
        }
        await #expect(throws: error) { try await client.connect(to: addresses, timeout: timeout) }
        await #expect(throws: error) { try await second.connect(to: addresses, timeout: timeout) }
        try single.close()
        try second.close()
      }
      for socket in [client, nobody, deaf] { try socket.close() }
    }

    @Test("The error of a closed socket contains no address") func closedSocket() throws {
      let socket = try SCTPSocket()
      try socket.close()
      let address = SCTPAddress.loopback(port: 7)
      for (operation, call) in [
        ("bind", { try socket.bind(to: address) }), ("sctp_connectx", { try socket.connect(to: [address]) }),
        ("sendmsg", { try socket.send([1], to: address) }),
      ] as [(String, () throws -> Void)] {
        #expect(throws: SCTPError(.badFileDescriptor, in: operation, because: .closed), performing: call)
      }
    }
  }
}
