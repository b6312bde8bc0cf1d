import SCTP
import Testing

extension OnTheKernel {
  // The calls of test_1_to_1_recvfrom, here into a buffer.
  @Suite("test_1_to_1_recvmsg") struct OneToOneReceiveMessageConformance {
    @Test("recvmsg() with a bad socket descriptor - EBADF") func badDescriptor() {
      let socket = SCTPOneToOneSocket(takingOwnershipOf: .invalid)
      expectFailure(.badFileDescriptor) { try socket.part(1_024) }
    }

    @Test("recvmsg() with invalid socket - ENOTSOCK") func noSocket() throws {
      let socket = SCTPOneToOneSocket(takingOwnershipOf: try .file())
      expectFailure(.notSocket, .notSCTP) { try socket.part(1_024) }
      try socket.close()
    }

    @Test("recvmsg() on listening socket - ENOTCONN") func listening() throws {
      let listener = try SCTPListener.listening()
      let socket = SCTPOneToOneSocket(takingOwnershipOf: try listener.duplicate())
      expectFailure(.socketNotConnected) { try socket.part(1_024) }
      try socket.close()
      try listener.close()
    }

    @Test("recvmsg() on a socket that has received shutdown - EOF") func shutdownReceived() throws {
      let connection = try Connection()
      try connection.client.shutdown()
      #expect(try connection.accepted.part(1_024) == nil)
      try connection.close()
    }

    @Test("recvmsg() on a socket with pending message that has sent shutdown - SUCCESS") func pending() throws {
      let connection = try Connection()
      try connection.accepted.send(.hello)
      try connection.client.shutdown()
      let received = try #require(try connection.client.part(1_024))
      #expect(received.bytes == .hello)
      #expect(received.info.isEndOfMessage)
      try connection.close()
    }

    // Not ENOTCONN but the end, for good.
    @Test("recvmsg() on a socket with no pending messages and has sent shutdown - ENOTCONN")
    func nothingPending() throws {
      let connection = try Connection()
      try connection.accepted.send(.hello)
      try connection.client.shutdown()
      #expect(try connection.client.part(1_024)?.bytes == .hello)
      #expect(try connection.client.part(1_024) == nil)
      #expect(try connection.client.part(1_024) == nil)
      try connection.close()
    }
  }
}
