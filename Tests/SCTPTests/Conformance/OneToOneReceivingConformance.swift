import SCTP
import Testing

extension OnTheKernel {
  /// The scenarios of receiving, which two programs contain.
  @Suite("test_1_to_1_recvfrom and test_1_to_1_recvmsg") struct OneToOneReceivingConformance {
    enum Program: String, CaseIterable, CustomTestStringConvertible {
      /// Receives messages.
      case recvfrom = "test_1_to_1_recvfrom"
      /// Receives into a buffer.
      case recvmsg = "test_1_to_1_recvmsg"

      var testDescription: String { rawValue }

      /// Receives a whole message; returns nil at the end of the association.
      func receive(from socket: SCTPOneToOneSocket) throws -> (payload: [UInt8], source: SCTPAddress)? {
        switch self {
        case .recvfrom:
          guard let received = try socket.receive(timeout: patience) else { return nil }
          let message = try #require(received.message)
          return (message.payload, message.source)
        case .recvmsg:
          guard let part = try socket.part(1_024) else { return nil }
          try #require(part.info.isEndOfMessage)
          return (part.bytes, part.info.source)
        }
      }
    }

    @Test("recvfrom() and recvmsg() on listening socket - ENOTCONN", arguments: Program.allCases) func listening(
      _ program: Program
    ) throws {
      let listener = try SCTPListener.listening()
      let socket = SCTPOneToOneSocket(takingOwnershipOf: try listener.duplicate())
      expectFailure(.socketNotConnected) { try program.receive(from: socket) }
      try socket.close()
      try listener.close()
    }

    @Test("recvfrom() and recvmsg() on a socket that has received shutdown - EOF", arguments: Program.allCases)
    func shutdownReceived(_ program: Program) throws {
      let connection = try Connection()
      let source = try #require(try connection.accepted.peerAddresses().first)
      if program == .recvfrom { try connection.client.send(.hello) }
      try connection.client.shutdown()
      if program == .recvfrom {
        let message = try #require(try program.receive(from: connection.accepted))
        #expect(message.payload == .hello)
        #expect(message.source == source)
      }
      #expect(try program.receive(from: connection.accepted) == nil)
      try connection.close()
    }

    @Test(
      "recvfrom() and recvmsg() on a socket with pending message that has sent shutdown - SUCCESS",
      arguments: Program.allCases)
    func pending(_ program: Program) throws {
      let connection = try Connection()
      try connection.accepted.send(.hello)
      try connection.client.shutdown()
      let message = try #require(try program.receive(from: connection.client))
      #expect(message.payload == .hello)
      #expect(try message.source == connection.address)
      try connection.close()
    }

    @Test(
      "recvfrom() and recvmsg() on a socket with no pending messages and has sent shutdown - ENOTCONN (the library: nil, the end)",
      arguments: Program.allCases)
    func nothingPending(_ program: Program) throws {
      let connection = try Connection()
      try connection.accepted.send(.hello)
      try connection.client.shutdown()
      #expect(try program.receive(from: connection.client)?.payload == .hello)
      for _ in 0..<2 { #expect(try program.receive(from: connection.client) == nil) }
      expectFailure(.invalidArgument, .notConnected) { try connection.client.association }
      try connection.close()
    }
  }
}
