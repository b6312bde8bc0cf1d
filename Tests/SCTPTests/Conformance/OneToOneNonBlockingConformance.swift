import SCTP
import Testing

extension OnTheKernel {
  @Suite("test_1_to_1_nonblock") struct OneToOneNonBlockingConformance {
    private static let flags: SCTPSocketFlags = [.nonBlocking, .closeOnExec]

    @Test("non-blocking accept() - EAGAIN") func acceptNothing() throws {
      let listener = try SCTPListener.listening(flags: Self.flags)
      expectFailure(.resourceTemporarilyUnavailable) { try listener.accept() }
      try listener.close()
    }

    // No socket listens, so the connection is refused after the call has returned.
    @Test("non-blocking connect() - EINPROGRESS (the library: the association, at once)") func connect() throws {
      let nobody = try SCTPOneToOneSocket()
      try nobody.bind(to: .loopback(port: 0))
      let socket = try SCTPOneToOneSocket(flags: Self.flags)
      #expect(try !socket.connect(to: nobody.localAddresses()).isReserved)
      var error: Errno?
      try until("the connection is refused") {
        error = try socket.takePendingError()
        return error != nil
      }
      #expect(error == .connectionRefused)
      try socket.close()
      try nobody.close()
    }

    @Test("accept() after a non-blocking connect - SUCCESS") func accept() throws {
      let listener = try SCTPListener.listening(flags: Self.flags)
      let client = try SCTPOneToOneSocket(flags: Self.flags)
      let association = try client.connect(to: try listener.localAddresses())
      let accepted = try whenReady("the association is up") { () throws(SCTPError) in try listener.accept() }
      #expect(try client.association == association)
      #expect(try accepted.peerAddresses() == client.localAddresses())
      try client.close()
      try accepted.close()
      try listener.close()
    }

    @Test("non-blocking recvmsg() - EAGAIN") func receiveNothing() throws {
      let pair = try Self.connection()
      expectFailure(.resourceTemporarilyUnavailable) { try pair.client.receive() }
      try pair.close()
    }

    @Test("non-blocking recvmsg() when data is available - SUCCESS") func receive() throws {
      let pair = try Self.connection()
      try pair.accepted.send(.hello)
      let received = try whenReady("the message arrives") { () throws(SCTPError) in try pair.client.receive() }
      #expect(received?.message?.payload == .hello)
      try pair.close()
    }

    /// A connection whose client does not wait.
    private static func connection() throws -> Connection {
      let listener = try SCTPListener.listening()
      let client = try SCTPOneToOneSocket(flags: flags)
      try client.connect(to: try listener.localAddresses())
      let accepted = try listener.accepted()
      try listener.close()
      return Connection(client: client, accepted: accepted)
    }
  }
}
