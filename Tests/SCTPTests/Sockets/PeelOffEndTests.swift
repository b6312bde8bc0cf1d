import Testing

@testable import SCTP

extension OnTheKernel {
  /// How the child shows that its association ends, and how it ends it.
  @Suite struct PeelOffEnd {
    /// The possible subscriptions of a caller.
    static let subscriptions: [SCTPEventSet] = [[], .shutdown, .associationChange, [.shutdown, .associationChange]]

    @Test(
      "After the peer's shutdown, the child returns its messages and then nil",
      arguments: subscriptions, [SCTPSocketFlags.closeOnExec, .nonBlocking])
    func peerShutdown(_ events: SCTPEventSet, _ flags: SCTPSocketFlags) throws {
      let pair = try Pair(server: .listening().subscribed(to: events))
      let child = try pair.server.peelOff(association: pair.atServer, flags: flags)
      try pair.deliver([1])
      try pair.client.shutdown(association: pair.atClient)
      let arrivals = try child.arrivalsUntilEnd()
      #expect(arrivals.messages == [[1]])
      #expect(arrivals.states == (events.contains(.associationChange) ? [.communicationUp, .shutdownComplete] : []))
      #expect(arrivals.shutdowns == (events.contains(.shutdown) ? 1 : 0))
      #expect(try child.receive(timeout: patience) == nil, "the end stays visible")
      try child.close()
      try pair.close()
    }

    @Test(
      "After the peer's abort, the child returns its messages and then fails with ECONNRESET",
      arguments: subscriptions, [SCTPSocketFlags.closeOnExec, .nonBlocking])
    func peerAbort(_ events: SCTPEventSet, _ flags: SCTPSocketFlags) throws {
      let pair = try Pair(server: .listening().subscribed(to: events))
      let child = try pair.server.peelOff(association: pair.atServer, flags: flags)
      try pair.deliver([1])
      try pair.client.abort(association: pair.atClient)
      var arrivals = Arrivals()
      let reset = SCTPError(.connectionReset, in: "recvmsg", because: .endedAssociation)
      #expect(throws: reset) { try arrivals.gather(from: child) }
      #expect(arrivals.messages == [[1]])
      #expect(arrivals.states == (events.contains(.associationChange) ? [.communicationUp, .communicationLost] : []))
      #expect(throws: reset, "the end stays visible") { try child.receive(timeout: patience) }
      try child.close()
      try pair.close()
    }

    @Test("A waiting receive on the child returns nil when the peer shuts down") func waitingShutdown() throws {
      let pair = try Pair()
      let child = try pair.server.peelOff(association: pair.atServer)
      let receiver = Background { try child.receive() == nil }
      try receiver.untilItWaits()
      try pair.client.shutdown(association: pair.atClient)
      #expect(try receiver.value())
      try child.close()
      try pair.close()
    }

    @Test("A waiting receive on the child fails with ECONNRESET when the peer aborts") func waitingAbort() throws {
      let pair = try Pair()
      let child = try pair.server.peelOff(association: pair.atServer)
      let receiver = Background { try child.receive() }
      try receiver.untilItWaits()
      try pair.client.abort(association: pair.atClient)
      #expect(throws: SCTPError(.connectionReset, in: "recvmsg", because: .endedAssociation)) { try receiver.value() }
      try child.close()
      try pair.close()
    }

    @Test("Receiving into a buffer returns nil after the peer's shutdown") func intoBuffer() throws {
      let pair = try Pair()
      let child = try pair.server.peelOff(association: pair.atServer)
      try pair.deliver([1])
      try pair.client.shutdown(association: pair.atClient)
      #expect(try child.part(24)?.bytes == [1])
      #expect(try child.part(24) == nil)
      try child.close()
      try pair.close()
    }

    @Test("A long notification of the end is received in parts") func longNotification() throws {
      let pair = try Pair(server: .listening().subscribed(to: .associationChange))
      let child = try pair.server.peelOff(association: pair.atServer)
      #expect(try child.notification().event == .associationChange)
      try pair.client.abort(association: pair.atClient, reason: [UInt8](repeating: 9, count: 40))
      let first = try #require(try child.part(24))
      #expect(first.info.isNotification && !first.info.isEndOfMessage)
      let second = try #require(try child.part(24))
      #expect(second.info.isNotification && !second.info.isEndOfMessage)
      let third = try #require(try child.part(100))
      #expect(third.bytes.suffix(16) == [UInt8](repeating: 9, count: 16) && third.info.isEndOfMessage)
      #expect(throws: SCTPError(.connectionReset, in: "recvmsg", because: .endedAssociation)) { try child.part(24) }
      try child.close()
      try pair.close()
    }

    @Test("A shutdown of the child delivers its messages to the peer") func childShutdown() throws {
      let pair = try Pair.withSubscribedClient()
      let child = try pair.server.peelOff(association: pair.atServer)
      try child.send([1])
      try child.shutdown()
      let arrivals = try pair.arrivalsAtClient()
      #expect(arrivals.messages == [[1]])
      #expect(arrivals.states.last == .shutdownComplete)
      #expect(try child.receive(timeout: patience) == nil)
      #expect(throws: SCTPError(.brokenPipe, in: "sendmsg", because: .endedAssociation)) { try child.send([2]) }
      try child.close()
      try pair.close()
    }

    @Test("The child receives its queued messages after its own shutdown") func queuedMessages() throws {
      let pair = try Pair()
      let child = try pair.server.peelOff(association: pair.atServer)
      try pair.deliver([1], [2])
      try child.shutdown()
      let arrivals = try child.arrivalsUntilEnd()
      #expect(arrivals.messages == [[1], [2]])
      try child.close()
      try pair.close()
    }

    @Test("An abort of the child carries its reason to the peer") func childAbort() throws {
      let pair = try Pair.withSubscribedClient()
      let child = try pair.server.peelOff(association: pair.atServer)
      try child.abort(reason: [0xCA, 0xFE])
      let end = try #require(try pair.arrivalsAtClient().changes.last)
      #expect(end.state == .communicationLost && end.information.suffix(2) == [0xCA, 0xFE])
      #expect(throws: SCTPError(.badFileDescriptor, in: "sendmsg", because: .closed)) { try child.send([1]) }
      try pair.close()
    }

    @Test("The parent receives no notification when a peeled-off association ends") func parentUnaffected() throws {
      let server = try SCTPSocket.listening()
      try server.setSubscribed(true, to: .associationChange)
      let (leaving, staying) = (try Pair(server: server), try Pair(server: server))
      let child = try server.peelOff(association: leaving.atServer)
      try leaving.client.close()
      #expect(try child.arrivalsUntilEnd().states == [.communicationUp, .shutdownComplete])
      try staying.server.event(SCTPAssociationChange.self) {
        $0.state == .communicationUp && $0.association == staying.atServer
      }
      try staying.expectWhole()
      try staying.client.close()
      try child.close()
      try server.close()
    }

    @Test("Unsubscribing on the child hides the notification of the end, but not the end") func unsubscribing() throws {
      let pair = try Pair(server: .listening().subscribed(to: .associationChange))
      let child = try pair.server.peelOff(association: pair.atServer)
      try child.setSubscribed(false, to: .associationChange)
      try pair.client.close()
      let arrivals = try child.arrivalsUntilEnd()
      // That the association came up belongs to the subscription of that time.
      #expect(arrivals.states == [.communicationUp])
      try child.close()
      try pair.server.close()
    }
  }
}
