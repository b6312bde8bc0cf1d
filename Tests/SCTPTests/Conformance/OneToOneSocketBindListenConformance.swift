import Foundation
import SCTP
import Testing

extension OnTheKernel {
  @Suite("test_1_to_1_socket_bind_listen") struct OneToOneSocketBindListenConformance {
    @Test("socket() - SUCCESS") func socket() throws {
      let socket = try SCTPOneToOneSocket()
      let type = unsafe SCTPSocketOption<CInt>.unsafeOption(level: SOL_SOCKET, number: SO_TYPE, request: 0)
      #expect(try socket.option(type) == CInt(SOCK_STREAM.rawValue))
      try socket.close()
    }

    @Test("bind() with invalid local address - EADDRNOTAVAIL") func bindForeignAddress() throws {
      let socket = try SCTPOneToOneSocket()
      // An address for documentation, which no host has.
      let address = try SCTPAddress("192.0.2.1", port: 0)
      expectFailure(.addressNotAvailable, .addressUnavailable) { try socket.bind(to: address) }
      try socket.close()
    }

    @Test("bind() on an already bound socket - EINVAL") func bindTwice() throws {
      let socket = try SCTPOneToOneSocket()
      try socket.bind(to: .loopback(port: 0))
      let address = try #require(try socket.localAddresses().first)
      expectFailure(.invalidArgument, .alreadyBound) { try socket.bind(to: address) }
      #expect(try socket.localAddresses() == [address])
      try socket.close()
    }

    @Test("bind() on reserved port - EACCES", .enabled(if: Privileges.reservePorts(7)))
    func bindReservedPort() throws {
      let socket = try SCTPOneToOneSocket()
      let binding = Background {
        try Privileges.dropPortsHere()
        try socket.bind(to: .loopback(port: 7))
      }
      expectFailure(.permissionDenied) { try binding.value() }
      try socket.close()
    }

    @Test("bind() with INADDR_ANY address and non-zero port - SUCCESS") func bindAnyAddress() throws {
      let other = try SCTPOneToOneSocket()
      try other.bind(to: .any(port: 0))
      let port = try #require(try other.localAddresses().first).port
      try other.close()
      let socket = try SCTPOneToOneSocket()
      try socket.bind(to: .any(port: port))
      #expect(try socket.localAddresses().map(\.port).contains(port))
      try socket.close()
    }

    @Test("bind() with INADDR_ANY address and zero port - SUCCESS") func bindAnyAddressAndPort() throws {
      let socket = try SCTPOneToOneSocket()
      try socket.bind(to: .any(port: 0))
      #expect(try #require(try socket.localAddresses().first).port != 0)
      try socket.close()
    }

    @Test("bind() with local address and zero port - SUCCESS") func bindAnyPort() throws {
      let socket = try SCTPOneToOneSocket()
      try socket.bind(to: .loopback(port: 0))
      let addresses = try socket.localAddresses()
      #expect(addresses.map(\.host) == ["127.0.0.1"])
      #expect(addresses.allSatisfy { $0.port != 0 })
      try socket.close()
    }

    @Test("listen() on a bound socket - SUCCESS") func listenBound() throws {
      let listener = try SCTPListener()
      try listener.bind(to: .loopback(port: 0))
      try listener.listen(backlog: 3)
      let client = try listener.newClient()
      #expect(try client.status().state == .established)
      try client.close()
      try listener.close()
    }
  }
}
