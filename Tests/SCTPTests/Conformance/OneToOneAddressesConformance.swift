import SCTP
import Testing

extension OnTheKernel {
  @Suite("test_1_to_1_addrs") struct OneToOneAddressesConformance {
    @Test("sctp_getladdrs() with socket of different protocol - EOPNOTSUPP") func localOtherProtocol() throws {
      let socket = SCTPOneToOneSocket(takingOwnershipOf: try .tcpSocket())
      expectFailure(.notSupportedOnSocket, .notSCTP) { try socket.localAddresses() }
      try socket.close()
    }

    @Test("sctp_getladdrs() - SUCCESS") func local() throws {
      let listener = try SCTPListener.listening()
      let client = try listener.newClient()
      let accepted = try listener.accepted()
      let port = try #require(try accepted.localAddresses().first).port
      #expect(try listener.localAddresses() == [.loopback(port: port)])
      for socket in [client, accepted] { try socket.close() }
      try listener.close()
    }

    @Test("sctp_getpaddrs() with socket of different protocol - EOPNOTSUPP") func peerOtherProtocol() throws {
      let socket = SCTPOneToOneSocket(takingOwnershipOf: try .tcpSocket())
      expectFailure(.notSupportedOnSocket, .notSCTP) { try socket.peerAddresses() }
      try socket.close()
    }

    @Test("sctp_getpaddrs() - SUCCESS") func peer() throws {
      let listener = try SCTPListener.listening()
      let client = try SCTPOneToOneSocket()
      try client.bind(to: .loopback(port: 0))
      let address = try #require(try client.localAddresses().first)
      try client.connect(to: [try listener.address], timeout: patience)
      let accepted = try listener.accepted()
      #expect(try accepted.peerAddresses() == [address])
      try client.close()
      try accepted.close()
      try listener.close()
    }
  }
}
