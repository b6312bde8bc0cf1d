import SCTP
import Testing

extension OnTheKernel {
  @Suite("test_1_to_1_recvfrom") struct OneToOneReceiveFromConformance {
    @Test("recvfrom() with a bad socket descriptor - EBADF") func badDescriptor() {
      let socket = SCTPOneToOneSocket(takingOwnershipOf: .invalid)
      expectFailure(.badFileDescriptor) { try socket.receive(timeout: patience) }
    }

    @Test("recvfrom() with invalid socket - ENOTSOCK") func noSocket() throws {
      let socket = SCTPOneToOneSocket(takingOwnershipOf: try .file())
      expectFailure(.notSocket, .notSCTP) { try socket.receive(timeout: patience) }
      try socket.close()
    }

    @Test("recvfrom() on listening socket - ENOTCONN") func listening() throws {
      let listener = try SCTPListener.listening()
      let socket = SCTPOneToOneSocket(takingOwnershipOf: try listener.duplicate())
      expectFailure(.socketNotConnected) { try socket.receive(timeout: patience) }
      try socket.close()
      try listener.close()
    }

    @Test("recvfrom() on a socket that has received shutdown - EOF") func shutdownReceived() throws {
      let connection = try Connection()
      let source = try #require(try connection.accepted.peerAddresses().first)
      try connection.client.send(.hello)
      try connection.client.shutdown()
      let message = try connection.accepted.message()
      #expect(message.payload == .hello)
      #expect(message.source == source)
      #expect(try connection.accepted.receive(timeout: patience) == nil)
      try connection.close()
    }

    @Test("recvfrom() on a socket with pending message that has sent shutdown - SUCCESS") func pending() throws {
      let connection = try Connection()
      let source = try connection.listener.address
      try connection.accepted.send(.hello)
      try connection.client.shutdown()
      let message = try connection.client.message()
      #expect(message.payload == .hello)
      #expect(message.source == source)
      try connection.close()
    }

    // Not ENOTCONN but the end, for good, as on the socket that has received the shutdown.
    @Test("recvfrom() on a socket with no pending messages and has sent shutdown - ENOTCONN")
    func nothingPending() throws {
      let connection = try Connection()
      try connection.accepted.send(.hello)
      try connection.client.shutdown()
      #expect(try connection.client.message().payload == .hello)
      #expect(try connection.client.receive(timeout: patience) == nil)
      #expect(try connection.client.receive(timeout: patience) == nil)
      expectFailure(.invalidArgument) { try connection.client.association }
      try connection.close()
    }
  }
}
