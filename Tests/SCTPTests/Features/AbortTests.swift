import SCTP
import Testing

extension OnTheKernel {
  @Suite struct Abort {
    private func lost(_ socket: SCTPSocket) throws -> SCTPAssociationChange {
      try socket.event(SCTPAssociationChange.self) { $0.state == .communicationLost }
    }

    @Test(arguments: [[], [7], Array("a reason of 23 bytes ...".utf8), [UInt8](repeating: 3, count: 500)])
    func theReasonArrives(_ reason: [UInt8]) throws {
      let pair = try Pair()
      try pair.subscribe(to: .associationChange)
      try pair.client.abort(pair.atClient, reason: reason)
      let change = try lost(pair.server)
      #expect(change.abortReason == reason)
      #expect(change.cause == .userInitiatedAbort)
      #expect(change.association == pair.atServer)
      try pair.close()
    }

    @Test func theReasonOfAPeeledOffSocketArrives() throws {
      let pair = try Pair()
      try pair.subscribe(to: .associationChange)
      let child = try pair.server.peelOff(association: pair.atServer)
      try child.abort(reason: [1, 2, 3])
      #expect(try lost(pair.client).abortReason == [1, 2, 3])
      try pair.close()
    }

    @Test func whatWasNotReceivedYetArrivesBeforeTheAbort() throws {
      let pair = try Pair()
      try pair.subscribe(to: .associationChange)
      try pair.client.send([5], on: pair.atClient)
      try pair.untilAcknowledged()
      try pair.client.abort(pair.atClient, reason: [1])
      #expect(try pair.server.message().payload == [5])
      #expect(try lost(pair.server).abortReason == [1])
      try pair.close()
    }

    @Test func aConnectedSocketAbortsWithoutAReason() throws {
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
