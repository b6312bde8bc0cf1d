import SCTP
import Testing

extension OnTheKernel {
  @Suite struct AssociationChanges {
    @Test("Both sides report a new association with its numbers of streams") func newAssociation() throws {
      let server = try SCTPSocket.listening()
      let client = try SCTPSocket()
      try client.setOption(.initialMessage, to: .init(outboundStreams: 7, maximumInboundStreams: 5))
      for socket in [server, client] { try socket.setSubscribed(true, to: .associationChange) }
      let association = try client.connect(to: [server.address], timeout: patience)
      let atClient = try client.expectChange(.communicationUp)
      #expect(atClient.association == association)
      #expect(atClient.outboundStreams == 7)
      #expect(atClient.inboundStreams == 5)
      #expect(atClient.cause.rawValue == 0)
      let atServer = try server.expectChange(.communicationUp)
      #expect(try server.associations() == [atServer.association])
      #expect(atServer.outboundStreams == 5)
      #expect(atServer.inboundStreams == 7)
      try client.close()
      try server.close()
    }

    @Test("Both sides report a graceful end as complete") func gracefulEnd() throws {
      let pair = try Pair()
      for socket in [pair.server, pair.client] {
        socket.expectNothing()
        try socket.setSubscribed(true, to: .associationChange, of: .all)
      }
      try pair.client.shutdown(association: pair.atClient)
      let atServer = try pair.server.expectChange(.shutdownComplete)
      #expect(atServer.association == pair.atServer)
      let atClient = try pair.client.expectChange(.shutdownComplete)
      #expect(atClient.association == pair.atClient)
      try pair.close()
    }

    @Test("Both sides report an abort, and the peer receives its reason", arguments: [0, 1, 2, 3, 4, 15, 500])
    func peerAbort(_ size: Int) throws {
      let reason = payload(size)
      let pair = try Pair()
      for socket in [pair.server, pair.client] {
        socket.expectNothing()
        try socket.setSubscribed(true, to: .associationChange, of: .all)
      }
      try pair.client.abort(association: pair.atClient, reason: reason)
      let atServer = try pair.server.expectChange(.communicationLost)
      #expect(atServer.association == pair.atServer)
      // RFC 9260, section 3.3.10.12: User-Initiated Abort.
      #expect(atServer.cause.rawValue == 12)
      // The cause: its code, its length with this header of 4 bytes, and the reason.
      let length = size + 4
      #expect(atServer.information == [0, 12, UInt8(length / 256), UInt8(length % 256)] + reason)
      let atClient = try pair.client.expectChange(.communicationLost)
      #expect(atClient.association == pair.atClient)
      try pair.close()
    }

    @Test("An association that is rejected is reported as unable to start") func rejectedAssociation() throws {
      let nobody = try SCTPSocket()
      try nobody.bind(to: .loopback(port: 0))
      let client = try SCTPSocket(flags: .nonBlocking)
      try client.setSubscribed(true, to: .associationChange)
      let association = try client.connect(to: [nobody.address])
      try client.untilReadable()
      guard case .notification(.associationChange(let change)) = try client.receive() else {
        Issue.record("another notification")
        return
      }
      #expect(change.state == .cannotStart)
      #expect(change.association == association)
      try client.close()
      try nobody.close()
    }
  }
}
