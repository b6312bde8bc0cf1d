import SCTP
import Testing

extension OnTheKernel {
  /// Messages that wait in the receive buffer behind lost packets of their associations.
  @Suite(.requiresRoot) struct LostPackets {
    @Test(
      "The kernel discards a retransmission while waiting messages of several associations fill a shared buffer",
      arguments: [0, 1])
    func retransmission(_ policy: Int) throws {
      try withSysctl(["rcvbuf_policy": policy]) {
        let server = try SCTPSocket.listening()
        let peers = try (0..<2).map { _ in try HandMadePeer(of: try server.address) }
        for peer in peers { try peer.connect() }
        let size = try server.option(.receiveBufferSize)
        for (index, peer) in peers.enumerated() {
          try sendMessagesBehindLostPacket(from: peer, to: server) { $0 >= size * (index + 1) / 2 }
        }
        try peers[0].send(Chunk.data(0, [0]))
        try peers[0].untilHandled()
        if policy == 0 { server.expectNothing() }
        // The kernel frees space only for the lost packet of the association that has filled the buffer.
        try peers[1].send(Chunk.data(0, [1]))
        try peers[1].untilHandled()
        #expect(try server.message().payload == [policy == 0 ? 1 : 0])
        for peer in peers { try peer.close() }
        try server.close()
      }
    }

    /// Sends the messages that follow the first one, until they use enough memory of the server.
    private func sendMessagesBehindLostPacket(
      from peer: HandMadePeer, to server: SCTPSocket, until isEnough: (Int) -> Bool
    ) throws {
      var number: UInt32 = 1
      while !isEnough(try server.queuedMemory()) {
        for _ in 0..<20 {
          try peer.send(Chunk.data(number, sequence: UInt16(number), [1]))
          number += 1
        }
        try peer.untilHandled()
      }
    }
  }
}
