import SCTP
import Testing

extension OnTheKernel {
  @Suite("test_1_to_1_shutdown") struct OneToOneShutdownConformance {
    @Test("shutdown() with a bad socket descriptor - EBADF") func badDescriptor() {
      let socket = SCTPOneToOneSocket(takingOwnershipOf: .invalid)
      expectFailure(.badFileDescriptor) { try socket.shutdown() }
    }

    @Test("shutdown() with an invalid socket - ENOTSOCK") func noSocket() throws {
      let socket = SCTPOneToOneSocket(takingOwnershipOf: try .file())
      expectFailure(.notSocket, .notSCTP) { try socket.shutdown() }
      try socket.close()
    }

    @Test("shutdown() with SHUT_WR flag - SUCCESS") func endOfSending() throws {
      let all = try Accepted()
      try all.accepted.send(.hello)
      try all.client.shutdown()
      #expect(try all.accepted.receive(timeout: patience) == nil)
      #expect(try all.client.message().payload == .hello)
      #expect(try all.client.receive(timeout: patience) == nil)
      try all.close()
    }

    @Test("shutdown() with SHUT_RD flag - SUCCESS") func endOfReceiving() throws {
      let all = try Accepted()
      try end(.receiving, of: all.client)
      #expect(try all.client.receive(timeout: patience) == nil)
      try all.client.send(.hello)
      #expect(try all.accepted.message().payload == .hello)
      try all.accepted.send(.hello)
      try all.accepted.untilAcknowledged()
      #expect(try all.client.receive(timeout: patience) == nil)
      try all.close()
    }

    @Test("shutdown() with SHUT_RDWR flag - SUCCESS") func endOfBoth() throws {
      let all = try Accepted()
      try end(.both, of: all.client)
      #expect(try all.accepted.receive(timeout: patience) == nil)
      #expect(try all.client.receive(timeout: patience) == nil)
      expectFailure(.brokenPipe, .endedAssociation) { try all.client.send(.hello) }
      try all.close()
    }

    // The program's success is ENOTCONN.
    @Test("shutdown() on an unconnected socket - SUCCESS") func unconnected() throws {
      let socket = try SCTPOneToOneSocket()
      expectFailure(.socketNotConnected, .notConnected) { try socket.shutdown() }
      try socket.close()
    }
  }
}
