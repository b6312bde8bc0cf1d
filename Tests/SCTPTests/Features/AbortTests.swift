import SCTP
import Testing

extension OnTheKernel {
  @Suite struct Abort {
    private func lost(_ socket: SCTPSocket) throws -> SCTPAssociationChange {
      try socket.event(SCTPAssociationChange.self) { $0.state == .communicationLost }
    }

    @Test(
      "The reason of an abort arrives at the peer",
      arguments: [[], [7], Array("a reason of 23 bytes ...".utf8), [UInt8](repeating: 3, count: 500)])
    func userReason(_ reason: [UInt8]) throws {
      let pair = try Pair()
      try pair.subscribe(to: .associationChange)
      try pair.client.abort(association: pair.atClient, reason: reason)
      let change = try lost(pair.server)
      #expect(change.abortReason == reason)
      #expect(change.cause == .userInitiatedAbort)
      #expect(change.association == pair.atServer)
      try pair.close()
    }

    @Test("The reason of an abort on a peeled-off socket arrives at the peer") func peeledOffSocket() throws {
      let pair = try Pair()
      try pair.subscribe(to: .associationChange)
      let child = try pair.server.peelOff(association: pair.atServer)
      try child.abort(reason: [1, 2, 3])
      #expect(try lost(pair.client).abortReason == [1, 2, 3])
      try pair.close()
    }

    @Test("A queued message is received before the abort") func queuedMessage() throws {
      let pair = try Pair()
      try pair.subscribe(to: .associationChange)
      try pair.client.send([5], on: pair.atClient)
      try pair.untilAcknowledged()
      try pair.client.abort(association: pair.atClient, reason: [1])
      #expect(try pair.server.message().payload == [5])
      #expect(try lost(pair.server).abortReason == [1])
      try pair.close()
    }

    @Test("An abort of a connected socket has an empty reason") func connectedSocket() throws {
      let connection = try Connection()
      try connection.accepted.setSubscribed(true, to: .associationChange)
      try connection.client.abort()
      // That it came up was before the subscription.
      let change = try connection.accepted.event(SCTPAssociationChange.self)
      #expect(change.state == .communicationLost)
      #expect(change.cause == .userInitiatedAbort)
      #expect(change.abortReason == [])
      try connection.accepted.close()
    }
  }
}
