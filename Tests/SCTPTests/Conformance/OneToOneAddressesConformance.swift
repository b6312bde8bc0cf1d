import SCTP
import Testing

extension OnTheKernel {
  @Suite("test_1_to_1_addrs") struct OneToOneAddressesConformance {
    @Test("sctp_getladdrs() with a bad socket descriptor - EBADF") func localBadDescriptor() {
      let socket = SCTPOneToOneSocket(takingOwnershipOf: .invalid)
      expectFailure(.badFileDescriptor) { try socket.localAddresses() }
    }

    @Test("sctp_getladdrs() with invalid socket - ENOTSOCK") func localNoSocket() throws {
      let socket = SCTPOneToOneSocket(takingOwnershipOf: try .file())
      expectFailure(.notSocket, .notSCTP) { try socket.localAddresses() }
      try socket.close()
    }

    @Test("sctp_getladdrs() with socket of different protocol - EOPNOTSUPP") func localOtherProtocol() throws {
      let socket = SCTPOneToOneSocket(takingOwnershipOf: try .tcpSocket())
      expectFailure(.notSupportedOnSocket) { try socket.localAddresses() }
      try socket.close()
    }

    @Test("sctp_getladdrs() - SUCCESS") func local() throws {
      let connection = try Connection()
      let port = try #require(try connection.accepted.localAddresses().first).port
      #expect(try connection.listener.localAddresses() == [.loopback(port: port)])
      try connection.close()
    }

    @Test("sctp_getpaddrs() with a bad socket descriptor - EBADF") func peerBadDescriptor() {
      let socket = SCTPOneToOneSocket(takingOwnershipOf: .invalid)
      expectFailure(.badFileDescriptor) { try socket.peerAddresses() }
    }

    @Test("sctp_getpaddrs() with invalid socket - ENOTSOCK") func peerNoSocket() throws {
      let socket = SCTPOneToOneSocket(takingOwnershipOf: try .file())
      expectFailure(.notSocket, .notSCTP) { try socket.peerAddresses() }
      try socket.close()
    }

    @Test("sctp_getpaddrs() with socket of different protocol - EOPNOTSUPP") func peerOtherProtocol() throws {
      let socket = SCTPOneToOneSocket(takingOwnershipOf: try .tcpSocket())
      expectFailure(.notSupportedOnSocket) { try socket.peerAddresses() }
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
