import SCTP
import Testing

extension OnTheKernel {
  /// Peers that cause notifications.
  @Suite(.requiresRoot) struct NotificationFlood {
    private static let count = 600

    /// Lets a peer cause notifications of an error, and returns the server, the peer, and the queued memory.
    private func flood(_ server: SCTPSocket) throws -> (peer: HandMadePeer, memory: Int) {
      let peer = try HandMadePeer(of: try server.address)
      try peer.connect()
      let error = Chunk.make(9, Chunk.tlv(SCTPErrorCause.unrecognizedChunkType.rawValue, [1, 2, 3, 4]))
      for number in 1...Self.count {
        try peer.send(error)
        if number % 20 == 0 { try peer.untilHandled() }
      }
      return (peer, try server.queuedMemory())
    }

    @Test("Events without a subscription occupy no memory") func unsubscribed() throws {
      let server = try SCTPSocket.listening()
      let (peer, memory) = try flood(server)
      #expect(memory == 0)
      server.expectNothing()
      try peer.close()
      try server.close()
    }

    @Test("Unread notifications exceed the receive buffer, and a server that receives loses none of them")
    func subscribed() throws {
      let server = try SCTPSocket.listening().subscribed(to: .remoteError)
      let (peer, memory) = try flood(server)
      // The kernel charges notifications to the receive buffer, but does not limit them.
      let size = try server.option(.receiveBufferSize)
      #expect(memory > size)
      let honest = try Pair(server: server) { client in try client.useShortTimeouts() }
      try honest.client.send([7], on: honest.atClient)
      for _ in 0..<Self.count {
        let error = try server.event(SCTPRemoteError.self)
        #expect(error.cause == .unrecognizedChunkType && error.information == [1, 2, 3, 4])
      }
      #expect(try server.message().payload == [7])
      #expect(try server.queuedMemory() == 0)
      try peer.close()
      try honest.close()
    }
  }
}
