import SCTP
import Testing

extension OnTheKernel {
  // The program gives each message its options, and its receiver by address: see `OneToOneSendToConformance`.
  @Suite("test_1_to_1_sendmsg") struct OneToOneSendMessageConformance {
    private static let options = SCTPSendOptions(stream: 0, context: 1)

    @Test("sendmsg() with a bad socket descriptor - EBADF") func badDescriptor() {
      let socket = SCTPSocket(takingOwnershipOf: .invalid)
      expectFailure(.badFileDescriptor) { try socket.send(.hello, to: .loopback(port: 1), options: Self.options) }
    }

    @Test("sendmsg() with invalid socket - ENOTSOCK") func noSocket() throws {
      let socket = SCTPSocket(takingOwnershipOf: try .file())
      expectFailure(.notSocket, .notSCTP) {
        try socket.send(.hello, to: .loopback(port: 1), options: Self.options)
      }
      try socket.close()
    }

    @Test("sendmsg() on a listening socket - EPIPE") func listening() throws {
      let listener = try SCTPListener.listening()
      let socket = try listener.posingAsOneToMany()
      let address = try listener.address
      expectFailure(.brokenPipe, .unknownAssociation) { try socket.send(.hello, to: address, options: Self.options) }
      try socket.close()
      try listener.close()
    }

    @Test("sendmsg() with invalid iovec length - EINVAL") func noBytes() throws {
      let connection = try Connection()
      expectFailure(.invalidArgument, .emptyMessage) { try connection.client.send([], options: Self.options) }
      try connection.close()
    }

    @Test("sendmsg() with invalid sinfo flags - EINVAL") func unknownFlags() throws {
      let connection = try Connection()
      expectFailure(.invalidArgument, .unknownFlags) {
        try connection.client.send(.hello, options: .init(flags: .init(rawValue: 999)))
      }
      try connection.close()
    }

    @Test("sendmsg() with SCTP_EOF flag - EINVAL") func endFlag() throws {
      let connection = try Connection()
      expectFailure(.invalidArgument, .unknownFlags) {
        try connection.client.send(.hello, options: .init(flags: .endOfAssociation))
      }
      try connection.close()
    }

    @Test("sendmsg() with SCTP_ABORT flag - EINVAL") func abortFlag() throws {
      let connection = try Connection()
      expectFailure(.invalidArgument, .unknownFlags) {
        try connection.client.send(.hello, options: .init(flags: .abort))
      }
      try connection.close()
    }

    @Test("sendmsg() on a closed association - EPIPE") func closed() throws {
      let listener = try SCTPListener.listening()
      let accepted = try listener.acceptedClosed()
      expectFailure(.brokenPipe, .endedAssociation) { try accepted.send(.hello, options: Self.options) }
      try accepted.close()
      try listener.close()
    }

    @Test("sendmsg() from accept socket to client - SUCCESS") func fromAccepted() throws {
      let connection = try Connection()
      try connection.accepted.send(.hello, options: Self.options)
      let message = try connection.client.message()
      #expect(message.payload == .hello)
      #expect(message.info.stream == 0)
      #expect(message.info.isEndOfMessage)
      try connection.close()
    }

    @Test("sendmsg() from client to server - SUCCESS") func fromClient() throws {
      let connection = try Connection()
      try connection.client.send(.hello, options: Self.options)
      let message = try connection.accepted.message()
      #expect(message.payload == .hello)
      #expect(message.info.stream == 0)
      #expect(message.info.isEndOfMessage)
      try connection.close()
    }

    @Test("sendmsg() from unconnected clt to server - SUCCESS") func unconnected() throws {
      let listener = try SCTPListener.listening()
      let sender = try SCTPSocket.unconnectedOneToOne()
      try sender.send(.hello, to: try listener.address, options: Self.options)
      let accepted = try listener.accepted()
      let message = try accepted.message()
      #expect(message.payload == .hello)
      #expect(message.info.isEndOfMessage)
      try sender.close()
      try accepted.close()
      try listener.close()
    }

    @Test("sendmsg() on a SHUT_RD socket - SUCCESS") func afterEndOfReceiving() throws {
      let connection = try Connection()
      try connection.client.shutDown(.receiving)
      try connection.client.send(.hello, options: Self.options)
      #expect(try connection.accepted.message().payload == .hello)
      try connection.close()
    }
  }
}
