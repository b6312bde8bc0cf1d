import Testing

@testable import SCTP

extension OnTheKernel {
  /// A message of which the parent's `receive(into:)` has taken a part.
  @Suite struct PeelOffPartialRead {
    private static let payload = (0..<1_000).map { UInt8(truncatingIfNeeded: $0 / 3) }

    @Test("A partially read message moves to the peeled-off socket", arguments: SCTPAddressFamily.allCases)
    func partialRead(_ family: SCTPAddressFamily) throws {
      let pair = try Pair(family)
      try pair.deliver(Self.payload)
      let first = try pair.server.part(400)
      #expect(first.bytes == Array(Self.payload[..<400]) && !first.info.isEndOfMessage)
      let child = try pair.server.peelOff(association: pair.atServer)
      let second = try #require(try child.part(400))
      #expect(second.bytes == Array(Self.payload[400..<800]) && !second.info.isEndOfMessage)
      let third = try #require(try child.part(400))
      #expect(third.bytes == Array(Self.payload[800...]) && third.info.isEndOfMessage)
      try pair.expectWhole(on: child)
      try child.close()
      try pair.close()
    }

    @Test("Receiving the rest as a whole message fails with EBUSY and loses nothing") func otherForm() throws {
      let pair = try Pair()
      try pair.deliver(Self.payload)
      #expect(try pair.server.part(400).bytes.count == 400)
      let child = try pair.server.peelOff(association: pair.atServer)
      #expect(throws: SCTPError(.resourceBusy, in: "recvmsg", because: .mixedReceiveForms)) {
        try child.receive(timeout: patience)
      }
      let rest = try #require(try child.part(600))
      #expect(rest.bytes == Array(Self.payload[400...]) && rest.info.isEndOfMessage)
      try pair.expectWhole(on: child)
      try child.close()
      try pair.close()
    }

    @Test("The parent can receive in both forms after a partially read message moves") func parentContinues() throws {
      let server = try SCTPSocket.listening()
      let (leaving, staying) = (try Pair(server: server), try Pair(server: server))
      try leaving.deliver(Self.payload)
      #expect(try server.part(400).bytes.count == 400)
      let child = try server.peelOff(association: leaving.atServer)
      try staying.deliver([1], [2])
      #expect(try server.message().payload == [1])
      #expect(try server.part(24).bytes == [2])
      #expect(try child.part(600)?.bytes == Array(Self.payload[400...]))
      for pair in [leaving, staying] { try pair.client.close() }
      try child.close()
      try server.close()
    }

    @Test("A partially read message of another association stays on the parent") func otherAssociation() throws {
      let server = try SCTPSocket.listening()
      let (leaving, staying) = (try Pair(server: server), try Pair(server: server))
      try staying.deliver(Self.payload)
      #expect(try server.part(400).bytes.count == 400)
      let child = try server.peelOff(association: leaving.atServer)
      try leaving.expectWhole(on: child)
      #expect(throws: SCTPError(.resourceBusy, in: "recvmsg", because: .mixedReceiveForms)) {
        try server.receive(timeout: patience)
      }
      let rest = try server.part(600)
      #expect(rest.bytes == Array(Self.payload[400...]) && rest.info.isEndOfMessage)
      for pair in [leaving, staying] { try pair.client.close() }
      try child.close()
      try server.close()
    }

    @Test("A partially read notification moves to the peeled-off socket") func partialNotification() throws {
      let server = try SCTPSocket.listening().subscribed(to: .peerAddressChange)
      let (leaving, staying) = (try Pair(server: server), try Pair(server: server))
      try server.causePeerAddressChange(of: leaving.atServer)
      let first = try server.part(24)
      #expect(first.info.isNotification && !first.info.isEndOfMessage)
      let child = try server.peelOff(association: leaving.atServer)
      #expect(throws: SCTPError(.resourceBusy, in: "recvmsg", because: .mixedReceiveForms)) {
        try child.receive(timeout: patience)
      }
      let second = try #require(try child.part(24))
      #expect(second.info.isNotification && !second.info.isEndOfMessage)
      let third = try #require(try child.part(200))
      #expect(third.info.isNotification && third.info.isEndOfMessage)
      let whole = first.bytes + second.bytes + third.bytes
      guard case .peerAddressChange(let change) = unsafe SCTPNotification(parsing: whole.span.bytes) else {
        Issue.record("the parts do not make one notification")
        return
      }
      #expect(change.association == leaving.atServer && change.state == .madePrimary)
      try leaving.expectWhole(on: child)
      try staying.expectWhole()
      for pair in [leaving, staying] { try pair.client.close() }
      try child.close()
      try server.close()
    }

    @Test("A partially read notification of another association stays on the parent") func otherNotification() throws {
      let server = try SCTPSocket.listening().subscribed(to: .peerAddressChange)
      let (leaving, staying) = (try Pair(server: server), try Pair(server: server))
      try server.causePeerAddressChange(of: staying.atServer)
      let first = try server.part(24)
      #expect(first.info.isNotification && !first.info.isEndOfMessage)
      let child = try server.peelOff(association: leaving.atServer)
      try leaving.expectWhole(on: child)
      #expect(throws: SCTPError(.resourceBusy, in: "recvmsg", because: .mixedReceiveForms)) {
        try server.receive(timeout: patience)
      }
      let rest = try server.part(200)
      #expect(rest.info.isNotification && rest.info.isEndOfMessage && first.bytes.count + rest.bytes.count == 148)
      try staying.expectWhole()
      for pair in [leaving, staying] { try pair.client.close() }
      try child.close()
      try server.close()
    }
  }
}
