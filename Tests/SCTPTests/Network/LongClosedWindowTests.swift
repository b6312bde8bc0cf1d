import SCTP
import Testing

extension OnTheKernel {
  /// A peer that does not receive for a long time.
  @Suite struct LongClosedWindow {
    @Test("The association is not lost, the others continue, and everything arrives once the peer receives again")
    func closedForLong() throws {
      let pair = try Pair.withSmallWindow()
      let neighbor = try SCTPSocket.listening()
      let toNeighbor = try pair.client.connect(to: [neighbor.address], timeout: patience)
      let count = try pair.overfillWindow()
      expectFailure(.timedOut) { try pair.client.receive(timeout: longTime) }
      #expect(try pair.client.associations().contains(pair.atClient))
      #expect(try pair.client.status(of: pair.atClient).unacknowledgedChunks > 0)
      try pair.client.send([1], on: toNeighbor)
      #expect(try neighbor.message().payload == [1])
      for _ in 0..<count { #expect(try pair.server.message().payload == pair.filler) }
      try pair.expectWhole()
      try neighbor.close()
      try pair.close()
    }
  }
}
