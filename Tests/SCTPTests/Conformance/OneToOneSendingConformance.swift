import SCTP
import Testing

extension OnTheKernel {
  /// The scenarios of sending, which three programs contain.
  @Suite("test_1_to_1_send, test_1_to_1_sendto and test_1_to_1_sendmsg") struct OneToOneSendingConformance {
    enum Program: String, CaseIterable, CustomTestStringConvertible {
      /// Sends to the peer.
      case send = "test_1_to_1_send"
      /// Sends to an address.
      case sendto = "test_1_to_1_sendto"
      /// Sends with options.
      case sendmsg = "test_1_to_1_sendmsg"

      var testDescription: String { rawValue }

      var options: SCTPSendOptions { self == .sendmsg ? SCTPSendOptions(stream: 0, context: 1) : SCTPSendOptions() }

      /// Sends to the peer of a connected socket.
      ///
      /// A one-to-one socket does not send to an address; a one-to-many object that owns its descriptor does.
      func send(_ bytes: RawSpan, from socket: SCTPOneToOneSocket) throws {
        guard self == .sendto else { return try socket.send(bytes, options: options) }
        let sender = try socket.posingAsOneToMany()
        try sender.send(bytes, to: try #require(try socket.peerAddresses().first))
        try sender.close()
      }
    }

    @Test("send() on a listening socket - EPIPE") func listening() throws {
      let listener = try SCTPListener.listening()
      let socket = SCTPOneToOneSocket(takingOwnershipOf: try listener.duplicate())
      expectFailure(.brokenPipe, .notConnected) { try socket.send(.hello) }
      try socket.close()
      try listener.close()
    }

    @Test("sendmsg() on a listening socket - EPIPE") func listeningByAddress() throws {
      let listener = try SCTPListener.listening()
      let socket = try listener.posingAsOneToMany()
      let address = try listener.address
      expectFailure(.brokenPipe, .unknownAssociation) {
        try socket.send(.hello, to: address, options: Program.sendmsg.options)
      }
      try socket.close()
      try listener.close()
    }

    @Test("send() and sendmsg() on a closed association - EPIPE", arguments: [Program.send, .sendmsg])
    func closed(_ program: Program) throws {
      let listener = try SCTPListener.listening()
      let accepted = try listener.acceptedClosed()
      expectFailure(.brokenPipe, .endedAssociation) { try accepted.send(.hello, options: program.options) }
      try accepted.close()
      try listener.close()
    }

    @Test("send(), sendto() and sendmsg() from client to server - SUCCESS", arguments: Program.allCases)
    func fromClient(_ program: Program) throws {
      let connection = try Connection()
      try expectArrival(from: connection.client, to: connection.accepted, program)
      try connection.close()
    }

    @Test("send(), sendto() and sendmsg() from accept socket to client - SUCCESS", arguments: Program.allCases)
    func fromAccepted(_ program: Program) throws {
      let connection = try Connection()
      try expectArrival(from: connection.accepted, to: connection.client, program)
      try connection.close()
    }

    private func expectArrival(
      from sender: SCTPOneToOneSocket, to receiver: SCTPOneToOneSocket, _ program: Program
    ) throws {
      let hello: [UInt8] = .hello
      try program.send(unsafe hello.span.bytes, from: sender)
      let message = try receiver.message()
      #expect(message.payload == hello)
      #expect(message.info.stream == 0)
      #expect(message.info.isEndOfMessage)
    }

    @Test("sendto() and sendmsg() from unconnected client to server - SUCCESS", arguments: [Program.sendto, .sendmsg])
    func unconnected(_ program: Program) throws {
      let listener = try SCTPListener.listening()
      let sender = try SCTPSocket.unconnectedOneToOne()
      try sender.send(.hello, to: try listener.address, options: program.options)
      let accepted = try listener.accepted()
      let message = try accepted.message()
      #expect(message.payload == .hello)
      #expect(message.info.isEndOfMessage)
      try sender.close()
      try accepted.close()
      try listener.close()
    }

    @Test("send() and sendto() partial data from a buffer - SUCCESS", arguments: [Program.send, .sendto])
    func partOfBuffer(_ program: Program) throws {
      let connection = try Connection()
      let hello: [UInt8] = .hello
      try program.send(unsafe hello.span.bytes.extracting(first: 5), from: connection.client)
      #expect(try connection.accepted.message().payload == Array("hello".utf8))
      try connection.close()
    }

    @Test("sctp_send() with no sinfo - SUCCESS") func noOptions() throws {
      let connection = try Connection()
      try connection.client.send(.hello)
      try connection.accepted.expectMessage(.hello, SCTPSendOptions())
      try connection.close()
    }

    @Test("sendmsg() with invalid iovec length - EINVAL: no bytes") func noBytes() throws {
      let connection = try Connection()
      expectFailure(.invalidArgument, .emptyMessage) {
        try connection.client.send([], options: Program.sendmsg.options)
      }
      try connection.close()
    }

    @Test(
      "sendmsg() with invalid sinfo flags, with SCTP_EOF flag and with SCTP_ABORT flag - EINVAL",
      arguments: [SCTPSendFlags(rawValue: 999), .endOfAssociation, .abort])
    func flags(_ flags: SCTPSendFlags) throws {
      let connection = try Connection()
      expectFailure(.invalidArgument, .unknownFlags) {
        try connection.client.send(.hello, options: .init(flags: flags))
      }
      try connection.close()
    }

    @Test("sendmsg() on a SHUT_RD socket - SUCCESS") func afterEndOfReceiving() throws {
      let connection = try Connection()
      try connection.client.shutDown(.receiving)
      try connection.client.send(.hello, options: Program.sendmsg.options)
      #expect(try connection.accepted.message().payload == .hello)
      try connection.close()
    }
  }
}
