import Testing

@testable import SCTP

extension OnTheKernel {
  /// The notifications that only the library subscribed to, on a socket without a call that receives.
  @Suite struct OwnNotifications {
    @Test("The library's own notifications do not stay in an otherwise empty queue") func emptyQueue() throws {
      let pair = try Pair()
      for _ in 0..<100 { try pair.client.watchForAMoment(pair.atClient) }
      #expect(pair.client.gate.withLock { $0.inbox.visibility.formerlyWatchedCount } == 0)
      try pair.close()
    }

    @Test("At most 16 own notifications stay behind an unread message") func unreadMessage() throws {
      let server = try SCTPSocket.listening()
      let clients = try (0..<40).map { _ in try Pair(server: server) }
      try clients[0].deliver([1])
      for client in clients { try server.watchForAMoment(client.atServer) }
      #expect(server.gate.withLock { $0.inbox.visibility.formerlyWatchedCount } == 16)
      #expect(try server.message().payload == [1])
      expectFailure(.timedOut) { try server.receive(timeout: .zero) }
      #expect(server.gate.withLock { $0.inbox.visibility.formerlyWatchedCount } == 0)
      for client in clients { try client.client.close() }
      try server.close()
    }

    @Test("The end of a watched association is removed from the queue") func watchedEnd() throws {
      let pair = try Pair()
      try pair.client.gate.withDescriptor("sctp_connectx") { descriptor throws(SCTPError) in
        pair.client.beginWatching(pair.atClient, descriptor)
      }
      try pair.server.shutdown(association: pair.atServer)
      try pair.client.untilReadable()
      try pair.client.gate.withDescriptor("sctp_connectx") { pair.client.endWatching(pair.atClient, $0) }
      expectFailure(.socketNotConnected, .notConnected) { try pair.client.receive(timeout: patience) }
      try pair.close()
    }
  }
}

extension SCTPSocket {
  fileprivate func watchForAMoment(_ association: SCTPAssociationID) throws {
    try gate.withDescriptor("sctp_connectx") { descriptor throws(SCTPError) in
      beginWatching(association, descriptor)
      endWatching(association, descriptor)
    }
  }
}
