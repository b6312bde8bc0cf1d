import SCTP
import Testing

extension OnTheKernel {
  /// Associations that end while they wait to be accepted.
  @Suite struct LateAccept {
    /// The socket of an association whose client did something before it was accepted.
    private func accepted(after body: (SCTPOneToOneSocket) throws -> Void) throws -> SCTPOneToOneSocket {
      let listener = try SCTPListener.listening()
      let client = try listener.newClient()
      try client.send(.hello)
      try body(client)
      let accepted = try listener.accepted()
      try accepted.untilClosed()
      try listener.close()
      return accepted
    }

    @Test("An accepted socket returns nil if the client closed before the accept") func gracefulEnd() throws {
      let socket = try accepted { try $0.close() }
      #expect(try socket.message().payload == .hello)
      #expect(try socket.receive(timeout: patience) == nil)
      #expect(try socket.receive(timeout: patience) == nil)
      try socket.close()
    }

    @Test("An accepted socket fails with ECONNABORTED if the client aborted before the accept")
    func abortedAssociation() throws {
      let socket = try accepted { try $0.abort() }
      #expect(try socket.message().payload == .hello)
      for _ in 0..<2 {
        expectFailure(.connectionAbort, .endedAssociation) { try socket.receive(timeout: patience) }
      }
      try socket.close()
    }
  }
}
