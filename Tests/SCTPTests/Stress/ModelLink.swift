import SCTP
import Testing

/// An association of the model, between the server or a socket that was peeled off from it, and a client.
final class ModelLink {
  let client: ModelEnd
  var server: ModelEnd
  var forServer = ExpectedMessages()
  var forClient = ExpectedMessages()
  /// Whether neither end has begun to end the association.
  var isOpen = true
  /// Whether the association ends at once, so that messages may be lost.
  var mayLose = false
  var isEndSeenByServer = false
  var isEndSeenByClient = false

  init(client: ModelEnd, server: ModelEnd) {
    (self.client, self.server) = (client, server)
  }

  /// Whether both ends have received everything, and the end of the association after it.
  var isOver: Bool { isEndSeenByServer && isEndSeenByClient }

  /// The receivers of the ends that have not seen the end of the association.
  var receivers: [Receiver] {
    (isEndSeenByServer ? [] : [server.receiver]) + (isEndSeenByClient ? [] : [client.receiver])
  }

  /// Checks a message at the server's end, or at the client's.
  func receive(_ message: SCTPMessage, atServer: Bool) {
    let isExpected = atServer ? forServer.remove(message) : forClient.remove(message)
    let size = message.payload.count
    #expect(isExpected, "a message of \(size) bytes arrives twice, changed, or not in order on its stream")
  }

  /// Checks that nothing is missing when the association ends.
  func receiveEnd(atServer: Bool) {
    #expect(mayLose || (atServer ? forServer.isEmpty : forClient.isEmpty), "messages are missing before the end")
    if atServer { isEndSeenByServer = true } else { isEndSeenByClient = true }
  }
}
