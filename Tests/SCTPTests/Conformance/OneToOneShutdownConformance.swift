import SCTP
import Testing

extension OnTheKernel {
  @Suite("test_1_to_1_shutdown") struct OneToOneShutdownConformance {
    @Test("shutdown() with SHUT_WR flag - SUCCESS") func endOfSending() throws {
      let connection = try Connection()
      try connection.accepted.send(.hello)
      try connection.client.shutdown()
      #expect(try connection.accepted.receive(timeout: patience) == nil)
      #expect(try connection.client.message().payload == .hello)
      #expect(try connection.client.receive(timeout: patience) == nil)
      try connection.close()
    }

    @Test("shutdown() with SHUT_RD flag - SUCCESS") func endOfReceiving() throws {
      let connection = try Connection()
      try connection.client.shutDown(.receiving)
      #expect(try connection.client.receive(timeout: patience) == nil)
      try connection.client.send(.hello)
      #expect(try connection.accepted.message().payload == .hello)
      try connection.accepted.send(.hello)
      try connection.accepted.untilAcknowledged()
      #expect(try connection.client.receive(timeout: patience) == nil)
      try connection.close()
    }

    @Test("shutdown() with SHUT_RDWR flag - SUCCESS") func endOfBoth() throws {
      let connection = try Connection()
      try connection.client.shutDown(.both)
      #expect(try connection.accepted.receive(timeout: patience) == nil)
      #expect(try connection.client.receive(timeout: patience) == nil)
      expectFailure(.brokenPipe, .endedAssociation) { try connection.client.send(.hello) }
      try connection.close()
    }

    @Test("shutdown() on an unconnected socket - ENOTCONN (the program prints SUCCESS)") func unconnected() throws {
      let socket = try SCTPOneToOneSocket()
      expectFailure(.socketNotConnected, .notConnected) { try socket.shutdown() }
      try socket.close()
    }
  }
}
