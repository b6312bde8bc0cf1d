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
      let all = try Accepted()
      let source = try #require(try all.accepted.peerAddresses().first)
      try all.client.send(.hello)
      try all.client.shutdown()
      let message = try all.accepted.message()
      #expect(message.payload == .hello)
      #expect(message.source == source)
      #expect(try all.accepted.receive(timeout: patience) == nil)
      try all.close()
    }

    @Test("recvfrom() on a socket with pending message that has sent shutdown - SUCCESS") func pending() throws {
      let all = try Accepted()
      let source = try all.listener.address
      try all.accepted.send(.hello)
      try all.client.shutdown()
      let message = try all.client.message()
      #expect(message.payload == .hello)
      #expect(message.source == source)
      try all.close()
    }

    // Not ENOTCONN but the end, for good, as on the socket that has received the shutdown.
    @Test("recvfrom() on a socket with no pending messages and has sent shutdown - ENOTCONN")
    func nothingPending() throws {
      let all = try Accepted()
      try all.accepted.send(.hello)
      try all.client.shutdown()
      #expect(try all.client.message().payload == .hello)
      #expect(try all.client.receive(timeout: patience) == nil)
      #expect(try all.client.receive(timeout: patience) == nil)
      expectFailure(.invalidArgument) { try all.client.association }
      try all.close()
    }
  }
}
