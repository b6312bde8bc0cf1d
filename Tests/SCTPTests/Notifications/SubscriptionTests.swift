import SCTP
import Testing

extension OnTheKernel {
  @Suite struct Subscriptions {
    @Test("A socket without subscriptions receives messages only") func noSubscription() throws {
      let server = try SCTPSocket.listening()
      for number in 0..<3 as Range<UInt8> {
        let pair = try Pair(server: server)
        try pair.client.send([number], on: pair.atClient)
        #expect(try server.message().payload == [number])
        if number == 1 { try pair.client.abort(association: pair.atClient) }
        try pair.client.close()
        try until("the association has ended") { try server.associations().isEmpty }
      }
      expectFailure(.timedOut) { _ = try server.receive(timeout: .milliseconds(10)) }
      try server.close()
    }

    @Test("A subscription for future associations does not cover existing ones") func futureScope() throws {
      let server = try SCTPSocket.listening()
      let before = try Pair(server: server)
      server.expectNothing()
      try server.setSubscribed(true, to: [.associationChange, .shutdown], of: .future)
      try before.client.close()
      try until("the association has ended") { try server.associations().isEmpty }
      let after = try Pair(server: server)
      #expect(try server.event(SCTPAssociationChange.self).association == after.atServer)
      try after.client.close()
      #expect(try server.notification() == .shutdown(of: after.atServer))
      let end = try server.expectChange(.shutdownComplete)
      #expect(end.association == after.atServer)
      try server.close()
    }

    @Test("A subscription for current associations does not cover later ones") func currentScope() throws {
      let server = try SCTPSocket.listening()
      let before = try Pair(server: server)
      server.expectNothing()
      try server.setSubscribed(true, to: .associationChange, of: .current)
      let after = try Pair(server: server)
      try after.client.close()
      try until("the association has ended") { try server.associations() == [before.atServer] }
      try before.client.close()
      let end = try server.expectChange(.shutdownComplete)
      #expect(end.association == before.atServer)
      try server.close()
    }

    @Test("A subscription for all associations covers existing and later ones") func allScope() throws {
      let server = try SCTPSocket.listening()
      let before = try Pair(server: server)
      server.expectNothing()
      try server.setSubscribed(true, to: .associationChange, of: .all)
      let after = try Pair(server: server)
      #expect(try server.event(SCTPAssociationChange.self).association == after.atServer)
      try before.client.close()
      #expect(try server.event(SCTPAssociationChange.self).association == before.atServer)
      try after.client.close()
      #expect(try server.event(SCTPAssociationChange.self).association == after.atServer)
      try server.close()
    }

    @Test("A subscription for one association covers only this one") func singleScope() throws {
      let server = try SCTPSocket.listening()
      let one = try Pair(server: server)
      let other = try Pair(server: server)
      server.expectNothing()
      try server.setSubscribed(true, to: [.associationChange, .shutdown], of: one.atServer)
      try other.client.close()
      try until("the association has ended") { try server.associations() == [one.atServer] }
      try one.client.close()
      #expect(try server.notification() == .shutdown(of: one.atServer))
      #expect(try server.event(SCTPAssociationChange.self).association == one.atServer)
      try server.close()
    }

    @Test("Unsubscribing ends the notifications") func unsubscribing() throws {
      let server = try SCTPSocket.listening()
      try server.setSubscribed(true, to: [.associationChange, .shutdown])
      let pair = try Pair(server: server)
      try server.expectChange(.communicationUp)
      try server.setSubscribed(false, to: [.associationChange, .shutdown], of: .all)
      try pair.client.close()
      try until("the association has ended") { try server.associations().isEmpty }
      let next = try Pair(server: server)
      try next.client.send([1], on: next.atClient)
      #expect(try server.message().payload == [1])
      try next.close()
    }

    @Test("Subscribing for an association that does not exist fails") func unknownAssociation() throws {
      let pair = try Pair()
      for events in [SCTPEventSet.shutdown, .associationChange, [.shutdown, .associationChange]] {
        #expect(throws: SCTPError.self) {
          try pair.server.setSubscribed(true, to: events, of: .init(rawValue: 1 << 30))
        }
      }
      try pair.close()
    }

    @Test("Notifications and messages are received in order") func notificationOrder() throws {
      let server = try SCTPSocket.listening()
      try server.setSubscribed(true, to: [.associationChange, .shutdown])
      let pair = try Pair(server: server)
      for number in 0..<5 as Range<UInt8> { try pair.client.send([number], on: pair.atClient) }
      try pair.client.shutdown(association: pair.atClient)
      try server.expectChange(.communicationUp)
      for number in 0..<5 as Range<UInt8> { #expect(try server.message().payload == [number]) }
      #expect(try server.notification() == .shutdown(of: pair.atServer))
      try server.expectChange(.shutdownComplete)
      try pair.close()
    }

    @Test("An accepted socket inherits the subscriptions of its listener") func acceptedSocket() throws {
      let listener = try SCTPListener.listening()
      try listener.setSubscribed(true, to: .associationChange)
      let client = try SCTPOneToOneSocket()
      try client.connect(to: [listener.address], timeout: patience)
      let accepted = try listener.accept(timeout: patience)
      guard case .associationChange(let change) = try accepted.notification() else {
        Issue.record("another notification")
        return
      }
      #expect(change.state == .communicationUp)
      try accepted.setSubscribed(false, to: .associationChange)
      try client.shutdown()
      #expect(try accepted.receive(timeout: patience) == nil)
      for socket in [client, accepted] { try socket.close() }
      try listener.close()
    }

    @Test("The end of an association is reported once, and then a receive returns nil") func endOfAssociation() throws {
      let connection = try Connection()
      connection.accepted.expectNothing()
      try connection.accepted.setSubscribed(true, to: .associationChange)
      try connection.client.shutdown()
      guard case .associationChange(let change) = try connection.accepted.notification() else {
        Issue.record("another notification")
        return
      }
      #expect(change.state == .shutdownComplete)
      #expect(try connection.accepted.receive(timeout: patience) == nil)
      try connection.close()
    }
  }
}

extension SCTPNotification {
  /// The event that is expected; made of its bytes, as the kernel would.
  fileprivate static func shutdown(of association: SCTPAssociationID) -> SCTPNotification {
    let bytes: [UInt32] = [0x8005, 12, UInt32(bitPattern: association.rawValue)]
    return SCTPNotification(parsing: unsafe bytes.span.bytes)
  }
}
