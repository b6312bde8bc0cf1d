import SCTP
import Testing

extension OnTheKernel {
  @Suite struct ShuttingDown {
    @Test("A second shutdown of a connected socket has no effect") func connectedTwice() throws {
      let connection = try Connection()
      try shutDownTwice(connection.client, peer: connection.accepted)
      try connection.accepted.close()
    }

    @Test("A second shutdown of an accepted socket has no effect") func acceptedTwice() throws {
      let connection = try Connection()
      try shutDownTwice(connection.accepted, peer: connection.client)
      try connection.client.close()
    }

    @Test("A second shutdown of a peeled-off socket has no effect") func peeledOffTwice() throws {
      let listener = try SCTPListener.listening()
      let client = try SCTPSocket()
      let association = try client.connect(to: [listener.address], timeout: patience)
      let accepted = try listener.accept(timeout: patience)
      try shutDownTwice(client.peelOff(association: association), peer: accepted)
      try accepted.close()
      try listener.close()
      try client.close()
    }

    /// The call that connects does not learn whether the association comes up.
    @Test("On a non-blocking socket that only sends, a shutdown after the end succeeds") func sendingOnly() throws {
      let listener = try SCTPListener.listening()
      let client = try SCTPOneToOneSocket(flags: .nonBlocking)
      try client.connect(to: [listener.address])
      let accepted = try listener.accept(timeout: patience)
      try accepted.close()
      try until("the association has ended") { (try? client.status()) == nil }
      expectFailure(.brokenPipe, .endedAssociation) { try client.send([1]) }
      try client.shutdown()
      try client.close()
      try listener.close()
    }

    @Test("A shutdown of an unconnected socket fails with ENOTCONN") func unconnected() throws {
      let socket = try SCTPOneToOneSocket()
      expectFailure(.socketNotConnected, .notConnected) { try socket.shutdown() }
      try socket.close()
    }

    private func shutDownTwice(_ socket: SCTPOneToOneSocket, peer: SCTPOneToOneSocket) throws {
      try peer.send([1])
      try socket.shutdown()
      try socket.shutdown()
      #expect(try socket.message().payload == [1])
      #expect(try socket.receive(timeout: patience) == nil)
      try socket.shutdown()
      try socket.close()
    }
  }
}
