import SCTP
import Testing

extension OnTheKernel {
  /// Messages that were queued or sent before the peel-off.
  @Suite struct PeelOffQueue {
    @Test("Queued messages move to the child in order", arguments: SCTPAddressFamily.allCases)
    func queuedMessages(_ family: SCTPAddressFamily) throws {
      let pair = try Pair(family)
      try pair.deliver([1], [2], [3])
      let child = try pair.server.peelOff(association: pair.atServer)
      try pair.deliver([4], [5])
      #expect(try (1...5).map { _ in try child.message().payload } == [[1], [2], [3], [4], [5]])
      try child.close()
      try pair.close()
    }

    @Test("Queued messages of other associations stay on the parent in order") func otherMessages() throws {
      let server = try SCTPSocket.listening()
      let (leaving, staying) = (try Pair(server: server), try Pair(server: server))
      for number in UInt8(0)..<4 {
        try leaving.deliver([number])
        try staying.deliver([number + 100])
      }
      let child = try server.peelOff(association: leaving.atServer)
      #expect(try (0..<4).map { _ in try server.message() }.map(\.payload) == [[100], [101], [102], [103]])
      #expect(try (0..<4).map { _ in try child.message() }.map(\.payload) == [[0], [1], [2], [3]])
      for pair in [leaving, staying] { try pair.client.close() }
      try child.close()
      try server.close()
    }

    @Test("No message or notification of the association stays on the parent") func nothingLeft() throws {
      let server = try SCTPSocket.listening(flags: [.nonBlocking, .closeOnExec])
      try server.setSubscribed(true, to: [.associationChange, .shutdown])
      let pair = try Pair(server: server)
      try pair.deliver([1], [2])
      let child = try server.peelOff(association: pair.atServer)
      try pair.deliver([3])
      try pair.client.close()
      #expect(throws: SCTPError(.resourceTemporarilyUnavailable, in: "recvmsg")) {
        try server.receive(timeout: patience)
      }
      #expect(try child.notification().event == .associationChange)
      #expect(try (1...3).map { _ in try child.message().payload } == [[1], [2], [3]])
      #expect(try child.notification().event == .shutdown)
      #expect(throws: SCTPError(.resourceTemporarilyUnavailable, in: "recvmsg")) {
        try server.receive(timeout: patience)
      }
      try child.close()
      try server.close()
    }

    @Test("Queued notifications and messages move to the child in order") func notificationOrder() throws {
      let server = try SCTPSocket.listening()
      try server.setSubscribed(true, to: [.associationChange, .shutdown])
      let pair = try Pair(server: server)
      try pair.deliver([1], [2])
      // With something left to send, the association does not end with the peer's shutdown.
      #expect(try server.fill(pair.atServer) > 0)
      try pair.client.shutdown(association: pair.atClient)
      try until("the shutdown has arrived") {
        try server.status(of: pair.atServer).state == .shutdownReceived
      }
      let child = try server.peelOff(association: pair.atServer)
      guard case .associationChange(let change) = try child.notification() else {
        Issue.record("an association begins with its change of state")
        return
      }
      #expect(change.state == .communicationUp && change.association == pair.atServer)
      #expect(try child.message().payload == [1])
      #expect(try child.message().payload == [2])
      #expect(try child.notification().event == .shutdown)
      try child.close()
      try pair.close()
    }

    @Test("Queued notifications of other associations stay on the parent") func otherNotifications() throws {
      let server = try SCTPSocket.listening()
      try server.setSubscribed(true, to: .associationChange)
      let (leaving, staying) = (try Pair(server: server), try Pair(server: server))
      let child = try server.peelOff(association: leaving.atServer)
      for (notification, pair) in [(try server.notification(), staying), (try child.notification(), leaving)] {
        guard case .associationChange(let change) = notification else {
          Issue.record("\(notification) is no change of an association")
          continue
        }
        #expect(change.state == .communicationUp && change.association == pair.atServer)
      }
      for pair in [leaving, staying] { try pair.client.close() }
      try child.close()
      try server.close()
    }

    @Test("Messages that the parent sent arrive before those that the child sends") func sendOrder() throws {
      let pair = try Pair()
      // More than the client's window takes: some of it waits at the sender when the association moves.
      let sent = try pair.server.fill(pair.atServer)
      #expect(try pair.server.status(of: pair.atServer).receiveWindow < 1_000)
      let child = try pair.server.peelOff(association: pair.atServer)
      let receiver = Background {
        try (0...sent).map { _ in try pair.client.message().payload.count }
      }
      try child.send([1], timeout: patience)
      #expect(try receiver.value() == Array(repeating: 1_000, count: sent) + [1])
      try child.close()
      try pair.close()
    }
  }
}
