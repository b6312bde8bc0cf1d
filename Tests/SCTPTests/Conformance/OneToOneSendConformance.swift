import SCTP
import Testing

extension OnTheKernel {
  @Suite("test_1_to_1_send") struct OneToOneSendConformance {
    @Test("send() with a bad socket descriptor - EBADF") func badDescriptor() {
      let socket = SCTPOneToOneSocket(takingOwnershipOf: .invalid)
      expectFailure(.badFileDescriptor) { try socket.send(.hello) }
    }

    @Test("send() with invalid socket - ENOTSOCK") func noSocket() throws {
      let socket = SCTPOneToOneSocket(takingOwnershipOf: try .file())
      expectFailure(.notSocket, .notSCTP) { try socket.send(.hello) }
      try socket.close()
    }

    @Test("send() on a listening socket - EPIPE") func listening() throws {
      let listener = try SCTPListener.listening()
      let socket = SCTPOneToOneSocket(takingOwnershipOf: try listener.duplicate())
      expectFailure(.brokenPipe, .notConnected) { try socket.send(.hello) }
      try socket.close()
      try listener.close()
    }

    @Test("send() on a closed association - EPIPE") func closed() throws {
      let listener = try SCTPListener.listening()
      let accepted = try listener.acceptedClosed()
      expectFailure(.brokenPipe, .endedAssociation) { try accepted.send(.hello) }
      try accepted.close()
      try listener.close()
    }

    @Test("send() from client to server - SUCCESS") func fromClient() throws {
      let connection = try Connection()
      try connection.client.send(.hello)
      #expect(try connection.accepted.message().payload == .hello)
      try connection.close()
    }

    @Test("send() from accept socket to client - SUCCESS") func fromAccepted() throws {
      let connection = try Connection()
      try connection.accepted.send(.hello)
      #expect(try connection.client.message().payload == .hello)
      try connection.close()
    }

    @Test("send() partial data from a buffer - SUCCESS") func partOfBuffer() throws {
      let connection = try Connection()
      let hello: [UInt8] = .hello
      try connection.client.send(unsafe hello.span.bytes.extracting(first: 5))
      #expect(try connection.accepted.message().payload == Array("hello".utf8))
      try connection.close()
    }

    @Test("sctp_send() with no sinfo - SUCCESS") func noOptions() throws {
      let connection = try Connection()
      try connection.client.send(.hello)
      let message = try connection.accepted.message()
      #expect(message.payload == .hello)
      #expect(message.info.stream == 0)
      #expect(message.info.payloadProtocol == .unspecified)
      #expect(!message.info.isUnordered)
      try connection.close()
    }
  }
}
