import Foundation
import SCTP
import Testing

extension OnTheKernel {
  /// The end of associations to a peer whose SCTP is not Linux's.
  @Suite(.requiresRoot) struct UserlandEnd {
    @Test("The peer ends gracefully after its messages have arrived", arguments: Initiator.allCases)
    func peerShutsDown(_ initiator: Initiator) throws {
      try UserlandLink.with(initiator) { link in
        try link.socket.setSubscribed(true, to: .shutdown, of: link.association)
        for number in 0..<3 { try link.peerSends(50_000, seed: number) }
        try link.peer.order("shutdown \(link.atPeer)")
        for number in 0..<3 { try link.socket.expectMessage(payload(50_000, seed: number), SCTPSendOptions()) }
        #expect(try link.socket.event(SCTPShutdownEvent.self).association == link.association)
        #expect(try link.socket.expectChange(.shutdownComplete).association == link.association)
        try link.peer.event("complete")
        #expect(try link.socket.associations().isEmpty)
      }
    }

    @Test("The library ends gracefully after its messages have arrived", arguments: Initiator.allCases)
    func libraryShutsDown(_ initiator: Initiator) throws {
      try UserlandLink.with(initiator) { link in
        for number in 0..<3 { try link.socket.send(payload(50_000, seed: number), on: link.association) }
        try link.socket.shutdown(association: link.association)
        for number in 0..<3 { try link.expectAtPeer(payload(50_000, seed: number)) }
        try link.peer.event("peer-shutdown")
        try link.peer.event("complete")
        try link.socket.expectChange(.shutdownComplete)
      }
    }

    @Test("An abort of the peer is reported after its messages", arguments: Initiator.allCases)
    func peerAborts(_ initiator: Initiator) throws {
      try UserlandLink.with(initiator) { link in
        try link.peerSends(100, seed: 1)
        try link.socket.untilReadable()
        try link.peer.order("abort \(link.atPeer)")
        try link.peer.event("lost")
        try link.socket.expectMessage(payload(100, seed: 1), SCTPSendOptions())
        try link.expectLost()
      }
    }

    @Test("The peer sees an abort of the library", arguments: Initiator.allCases)
    func libraryAborts(_ initiator: Initiator) throws {
      try UserlandLink.with(initiator) { link in
        try link.socket.abort(association: link.association, reason: Array("reason".utf8))
        try link.peer.event("lost")
        try link.expectLost()
      }
    }

    @Test("A peer that was killed and connects again restarts the association") func peerRestarts() throws {
      try UserlandLink.with(.peer) { link in
        try link.expectWhole()
        let second = try link.restartingPeer()
        #expect(try link.socket.expectChange(.restart).association == link.association)
        try second.expectWhole()
        try second.peer.end()
      }
    }

    @Test("A library's socket that is replaced and connects again restarts the association") func libraryRestarts()
      throws
    {
      try UserlandLink.with { link in
        let address = try link.socket.address
        // The ABORT goes to a port on which nobody listens.
        try link.socket.setOption(.udpEncapsulationPort(try link.peer.address, of: link.association), to: 9)
        try link.socket.abort(association: link.association)
        try link.socket.close()
        let again = try SCTPSocket().subscribed(to: .associationChange)
        try again.bind(to: address)
        try again.setOption(.udpEncapsulationPort(), to: link.peer.ports.peer)
        let association = try again.connect(to: [try link.peer.address], timeout: patience)
        #expect(try link.peer.event("restart")[0] == link.atPeer)
        try again.expectChange(.communicationUp)
        try UserlandLink(socket: again, peer: link.peer, association: association, atPeer: link.atPeer).expectWhole()
        try again.close()
        for event in ["peer-shutdown", "complete"] { try link.peer.event(event) }
      }
    }
  }
}

extension UserlandLink {
  /// Receives the loss of the association, and checks that no association is left.
  func expectLost(_ location: SourceLocation = #_sourceLocation) throws {
    let change = try socket.expectChange(.communicationLost, location)
    #expect(change.association == association, sourceLocation: location)
    #expect(try socket.associations().isEmpty, sourceLocation: location)
  }

  /// Kills the peer without a packet to the library, and connects a new peer that has the same ports.
  func restartingPeer() throws -> UserlandLink {
    try peer.kill()
    let again = try UserlandPeer(ports: peer.ports)
    try again.order("connect \(try socket.address.port)")
    return UserlandLink(socket: socket, peer: again, association: association, atPeer: try again.event("up")[0])
  }
}
