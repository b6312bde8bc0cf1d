import SCTP
import Testing

extension OnTheKernel {
  /// Peel-off of associations to a peer whose SCTP is not Linux's.
  @Suite(.requiresRoot) struct UserlandPeelOff {
    @Test("Queued messages move, and the association continues in order", arguments: Initiator.allCases)
    func queued(_ initiator: Initiator) throws {
      try UserlandLink.with(initiator) { link in
        for number in 0..<5 { try link.peerSends(10 + number, seed: number, .hello) }
        try link.socket.expectMessage(payload(10, seed: 0))
        let child = try link.socket.peelOff(association: link.association)
        for number in 5..<10 { try link.peerSends(10 + number, seed: number, .hello) }
        for number in 1..<10 { try child.expectMessage(payload(10 + number, seed: number)) }
        try link.expectWhole(on: child)
        try child.close()
        try link.peer.event("peer-shutdown")
        try link.peer.event("complete")
      }
    }

    @Test("A large message that has arrived in part is whole on the peeled-off socket", arguments: Initiator.allCases)
    func partly(_ initiator: Initiator) throws {
      try UserlandLink.with(initiator, libraryBuffer: 40_000) { link in
        try link.startToSend(500_000, seed: 5, .hello)
        let first = try link.socket.part(1_000)
        #expect(!first.info.isEndOfMessage)
        let child = try link.socket.peelOff(association: link.association)
        var bytes = first.bytes
        while case let part = try #require(try child.part(65_536)) {
          bytes += part.bytes
          if part.info.isEndOfMessage { break }
        }
        let isSame = haveSameBytes(bytes, payload(500_000, seed: 5))
        #expect(isSame)
        try link.peer.event("sent")
        try link.expectWhole(on: child)
        try child.close()
        try link.peer.event("peer-shutdown")
        try link.peer.event("complete")
      }
    }

    @Test("A peeled-off association that the peer restarts stays on its socket") func restart() throws {
      try UserlandLink.with(.peer) { link in
        let child = try link.socket.peelOff(association: link.association)
        try child.setSubscribed(true, to: .associationChange)
        let second = try link.restartingPeer()
        try child.expectChange(.restart)
        try second.expectWhole(on: child)
        try child.close()
        for event in ["peer-shutdown", "complete"] { try second.peer.event(event) }
        try second.peer.end()
      }
    }
  }
}
