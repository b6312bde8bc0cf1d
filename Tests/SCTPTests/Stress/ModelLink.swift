import SCTP
import Testing

/// An association of the model, between the server or a socket that was peeled off from it, and a client.
final class ModelLink {
  /// A notification that an end must receive.
  struct Notice {
    let atServer: Bool
    let isExpected: (SCTPNotification) -> Bool
  }

  /// The chunks that both ends authenticate if they authenticate any.
  static let authenticatedChunks: [SCTPChunkType] = [.data, .iData]

  let features: ModelFeatures
  var client: ModelEnd
  var server: ModelEnd
  var forServer: ExpectedMessages
  var forClient: ExpectedMessages
  /// The notifications other than the end of the association that must still be received, in any order.
  var notices: [Notice] = []
  /// The numbers of the keys that both ends have, of which the last is active; none without authentication.
  var keys: [UInt16]
  /// Whether neither end has begun to end the association.
  var isOpen = true
  /// Whether the association ends at once, so that messages may be lost.
  var mayLose = false
  var isEndSeenByServer = false
  var isEndSeenByClient = false

  init(client: ModelEnd, server: ModelEnd, _ features: ModelFeatures) throws {
    (self.client, self.server, self.features) = (client, server, features)
    forServer = ExpectedMessages(streams: try client.report().status.outboundStreams)
    forClient = ExpectedMessages(streams: try server.report().status.outboundStreams)
    keys = features.isAuthenticated ? [0] : []
  }

  /// Whether both ends have received everything, and the end of the association after it.
  var isOver: Bool { isEndSeenByServer && isEndSeenByClient }

  /// Whether both ends have received everything that was sent so far.
  var isIdle: Bool { forServer.isEmpty && forClient.isEmpty && notices.isEmpty }

  /// The receivers of the ends that have not seen the end of the association.
  var receivers: [Receiver] {
    (isEndSeenByServer ? [] : [server.receiver]) + (isEndSeenByClient ? [] : [client.receiver])
  }

  func end(atServer: Bool) -> ModelEnd { atServer ? server : client }

  /// Notes a message that one end has sent.
  func add(_ number: UInt32, size: Int, _ options: SCTPSendOptions, atServer: Bool) {
    if atServer { forClient.add(number, size: size, options) } else { forServer.add(number, size: size, options) }
  }

  /// Checks a message at the server's end, or at the client's.
  func receive(_ message: SCTPMessage, atServer: Bool) {
    let isExpected = atServer ? forServer.remove(message) : forClient.remove(message)
    #expect(isExpected, "\(message) arrives twice, changed, or not in order on its stream")
  }

  /// Checks a notification other than the end of the association.
  func receive(_ notification: SCTPNotification, atServer: Bool) {
    let index = notices.firstIndex { $0.atServer == atServer && $0.isExpected(notification) }
    guard let index else {
      Issue.record("\(notification) was not expected at the \(atServer ? "server" : "client")")
      return
    }
    notices.remove(at: index)
  }

  /// Checks that nothing is missing when the association ends.
  func receiveEnd(atServer: Bool) {
    #expect(mayLose || (atServer ? forServer.isEmpty : forClient.isEmpty), "messages are missing before the end")
    if atServer { isEndSeenByServer = true } else { isEndSeenByClient = true }
  }

  /// Checks what both ends report while the association is open.
  func checkReports() throws {
    let (client, server) = (try client.report(), try server.report())
    client.check(self.client.association, streams: forServer.streams)
    server.check(self.server.association, streams: forClient.streams)
    #expect(Set(client.peerAddresses) == Set(server.localAddresses))
    for end in [self.client, self.server] {
      #expect(end.socket.description.hasSuffix("open"))
      #expect(try end.socket.option(.interleavingSupported(of: end.association)) == features.isInterleaved)
      if let key = keys.last {
        #expect(try end.socket.option(.activeKey(of: end.association)) == key)
        let chunks = try end.socket.authenticatedChunks(on: end.association)
        #expect(chunks == (Self.authenticatedChunks, Self.authenticatedChunks))
      }
    }
  }
}
