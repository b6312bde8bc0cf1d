import SCTP
import Testing

extension OnTheKernel {
  /// The order of a stream after the partial delivery of a message on another stream.
  @Suite(.requiresRoot) struct OrderAfterPartialDelivery {
    @Test(
      "The kernel delivers a fragmented message before an earlier whole one at level 1, and in order at level 0",
      arguments: zip([0, 1], [[[1, 2], [10], [11, 12]], [[1, 2], [11, 12], [10]]] as [[[UInt8]]]))
    func order(_ level: Int, _ payloads: [[UInt8]]) throws {
      let server = try SCTPSocket.listening()
      try server.setOption(.fragmentInterleave, to: level)
      try server.setOption(.partialDeliveryPoint, to: 1)
      let peer = try HandMadePeer(of: server.address)
      try peer.connect()
      try peer.send(Chunk.data(0, ends: false, [1]))
      try peer.untilHandled()
      // These messages wait for the end of the first one, whose second part is late.
      try peer.send(Chunk.data(2, stream: 1, sequence: 0, [10]))
      try peer.send(Chunk.data(3, stream: 1, sequence: 1, ends: false, [11]))
      try peer.send(Chunk.data(4, stream: 1, sequence: 1, begins: false, [12]))
      try peer.send(Chunk.data(1, begins: false, [2]))
      try peer.untilHandled()
      #expect(try (0..<3).map { _ in try server.message().payload } == payloads)
      try server.close()
      try peer.close()
    }
  }
}
