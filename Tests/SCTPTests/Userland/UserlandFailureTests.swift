import Foundation
import SCTP
import Testing

extension OnTheKernel {
  /// A peer that stops in various ways: what the caller sees, and that its other associations continue.
  @Suite(.requiresRoot) struct UserlandFailures {
    @Test(
      "A peer that was killed or frozen is reported lost, and the others continue",
      arguments: [SIGKILL, SIGSTOP], [false, true])
    func silent(_ signal: CInt, _ isPeeledOff: Bool) throws {
      try UserlandLink.withNeighbor { link, neighbor in
        let child = isPeeledOff ? try link.socket.peelOff(association: link.association) : nil
        try link.peer.signal(signal)
        try link.send(.hello, on: child)
        try link.expectLost(on: child, "the peer was \(signal == SIGKILL ? "killed" : "frozen")")
        try neighbor.expectWhole()
        try child?.close()
      }
    }

    @Test("A peer that was killed in the middle of its message is reported lost") func killedInMidMessage() throws {
      try UserlandLink.withNeighbor(libraryBuffer: 40_000) { link, neighbor in
        try link.startToSend(500_000)
        try link.peer.event("sent")
        try link.socket.untilReadable()
        try link.peer.signal(SIGKILL)
        try link.send(.hello, on: nil)
        try link.expectLost(on: nil, "the peer was killed in mid-message")
        try neighbor.expectWhole()
      }
    }

    @Test("A peer that was killed in the middle of its message and connects again restarts its association")
    func restartInMidMessage() throws {
      try UserlandLink.withNeighbor(.peer, retransmissions: .max) { link, neighbor in
        try link.peerSends(1)
        let first = try link.socket.message().info.transmissionSequenceNumber
        // The first ten chunks of the message pass.
        try link.socket.attach(.data(from: link.peer.ports.peer, 11, after: first))
        try link.peerSends(500_000)
        try until("ten chunks have arrived") {
          try link.socket.statistics(of: link.association).receivedOrderedChunks == 11
        }
        let second = try link.restartingPeer()
        try link.socket.detachFilter()
        #expect(try link.socket.expectChange(.restart).association == link.association)
        try second.expectWhole()
        try neighbor.expectWhole()
        try second.peer.end()
      }
    }

    @Test("Messages to a peer that is frozen for a while arrive when it continues") func frozenForAWhile() throws {
      try UserlandLink.withNeighbor(retransmissions: .max) { link, neighbor in
        try link.peer.signal(SIGSTOP)
        for number in 0..<100 {
          try link.socket.send(payload(1_000, seed: number), on: link.association, options: .hello)
        }
        try until("the library's kernel retransmits") {
          try link.socket.statistics(of: link.association).retransmittedChunks > 2
        }
        try neighbor.expectWhole()
        try link.peer.signal(SIGCONT)
        for number in 0..<100 { try link.expectAtPeer(payload(1_000, seed: number), .hello) }
        try link.expectWhole()
      }
    }

    /// By default, the associations of a socket share its send buffer, which the messages to such a peer fill.
    @Test(
      "Messages to a peer that does not receive for long arrive when it does; others wait if they share the send buffer",
      arguments: [true, false])
    func closedWindow(_ isShared: Bool) throws {
      try withSysctl(["sndbuf_policy": isShared ? 0 : 1]) {
        try UserlandLink.withNeighbor { link, neighbor in
          try link.peer.order("pause")
          // More than both buffers.
          let (count, size) = (60, 100_000)
          try link.socket.setOption(.sendBufferSize, to: 200_000)
          let sending = Background {
            for _ in 0..<count { try link.socket.send(payload(size), on: link.association, options: .hello) }
          }
          try until("the window is closed") { try link.socket.status(of: link.association).receiveWindow == 0 }
          try sending.untilItWaits()
          expectFailure(.timedOut) { try link.socket.receive(timeout: longTime) }
          if isShared {
            expectFailure(.timedOut) { try link.socket.send([1], on: neighbor.atServer, timeout: .zero) }
          } else {
            try neighbor.expectWhole()
          }
          try link.peer.order("resume")
          let message = UserlandMessage(payload(size), .hello)
          for _ in 0..<count { #expect(try link.messageAtPeer() == message) }
          try sending.value()
          try link.expectWhole()
          try neighbor.expectWhole()
        }
      }
    }

    @Test("A peer that aborts in the middle of its message is reported lost, and the others continue")
    func abortInMidMessage() throws {
      try UserlandLink.withNeighbor(libraryBuffer: 40_000) { link, neighbor in
        try link.startToSend(500_000)
        try link.peer.event("sent")
        try link.socket.untilReadable()
        try link.peer.order("abort \(link.atPeer)")
        try link.peer.event("lost")
        try link.expectLost(on: nil, "the peer aborted in mid-message")
        try neighbor.expectWhole()
      }
    }
  }
}

extension UserlandLink {
  /// Calls `body` with an association to a new peer, and with another one of the same socket.
  fileprivate static func withNeighbor(
    _ initiator: Initiator = .library, libraryBuffer: Int = 4 << 20,
    retransmissions: UInt16 = 2, body: (UserlandLink, Pair) throws -> Void
  ) throws {
    try with(initiator, libraryBuffer: libraryBuffer) { socket in
      // The peer delays acknowledgments by 200 ms.
      try socket.setRetransmissionTimeout(.milliseconds(300), maximum: .milliseconds(600))
      try socket.setOption(
        .associationParameters(), to: SCTPAssociationParameters(maximumRetransmissions: retransmissions))
    } body: { link in
      let neighbor = try Pair(server: link.socket)
      try link.socket.expectChange(.communicationUp)
      try body(link, neighbor)
      try neighbor.client.close()
      try link.socket.expectChange(.shutdownComplete)
    }
  }

  /// Sends a message on the socket of the association, which is the peeled-off one if there is one.
  fileprivate func send(_ payload: [UInt8], on child: SCTPOneToOneSocket?) throws {
    if let child { try child.send(payload) } else { try socket.send(payload, on: association) }
  }

  /// Receives the loss of the association, and prints how soon it was reported.
  fileprivate func expectLost(
    on child: SCTPOneToOneSocket?, _ failure: String, _ location: SourceLocation = #_sourceLocation
  ) throws {
    let start = ContinuousClock.now
    let receiver: any ReceivingSocket = child ?? socket
    let change = try receiver.expectChange(.communicationLost, location)
    #expect(change.association == association, sourceLocation: location)
    #expect(try !socket.associations().contains(association), sourceLocation: location)
    print("\(failure): lost after \(ContinuousClock.now - start), \(change.cause)")
  }
}
