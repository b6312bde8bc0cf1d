import Foundation
import SCTP

enum MigratingFromC {
  /// Sends every message back until the socket is closed.
  static func echo(at address: SCTPAddress, _ started: (SCTPSocket) throws -> Void) throws(any Error) {
    let server = try SCTPSocket()
    try server.bind(to: address)
    try server.listen()
    try started(server)
    while true {
      guard let message = try server.receive().message else { continue }
      let options = SCTPSendOptions(stream: message.info.stream, payloadProtocol: message.info.payloadProtocol)
      try server.send(message.payload, on: message.association, options: options)
    }
  }

  static func sendWithLifetime(
    _ payload: [UInt8], on association: SCTPAssociationID, of socket: SCTPSocket
  ) async throws {
    let options = SCTPSendOptions(
      stream: 3, payloadProtocol: .m3ua, flags: .unordered, reliability: .lifetime(.milliseconds(500)))
    try await socket.send(payload, on: association, options: options)
  }

  static func setHeartbeat(of association: SCTPAssociationID, on socket: SCTPSocket) throws {
    let parameters = SCTPPathParameters(heartbeatInterval: .seconds(5), maximumRetransmissions: 3)
    try socket.setOption(.pathParameters(of: association), to: parameters)
  }

  static func printState(of association: SCTPAssociationID, on socket: SCTPSocket) throws {
    let status = try socket.status(of: association)
    print(status.state, status.unacknowledgedChunks, status.outboundStreams)
  }

  static func handle(_ notification: SCTPNotification) -> String {
    switch notification {
    case .associationChange(let change) where change.state == .communicationLost:
      return "association \(change.association) was lost: \(change.cause)"
    case .shutdown(let event):
      return "the peer of association \(event.association) sends no more messages"
    default:
      return "\(notification)"
    }
  }

  static let scenarios = [
    Scenario("The ported server sends each message back on its stream") {
      let (addresses, address) = AsyncStream.makeStream(of: SCTPSocket.self)
      let thread = Thread {
        do {
          try echo(at: .loopback(port: 0)) { address.yield($0) }
        } catch {
          // The scenario closes the socket.
          address.finish()
        }
      }
      thread.start()
      var sockets = addresses.makeAsyncIterator()
      guard let server = await sockets.next() else { throw UnexpectedOutcome(description: "the server did not start") }
      let client = try SCTPSocket()
      let association = try await client.connect(to: server.localAddresses()[0], timeout: .seconds(10))
      try await sendWithLifetime([1, 2, 3], on: association, of: client)
      guard let message = try await client.receive(timeout: .seconds(10)).message else {
        throw UnexpectedOutcome(description: "the client received a notification")
      }
      try expect(message.payload == [1, 2, 3], "the echo is \(message.payload)")
      try expect(message.info.stream == 3, "the stream is \(message.info.stream)")
      try expect(message.info.payloadProtocol == .m3ua, "the protocol is \(message.info.payloadProtocol)")
      try setHeartbeat(of: message.association, on: client)
      let parameters = try client.option(.pathParameters(of: message.association))
      try expect(parameters.heartbeatInterval == .seconds(5), "the parameters are \(parameters)")
      try printState(of: message.association, on: client)
      try client.close()
      try server.close()
      let next = await sockets.next()
      try expect(next == nil, "the server still runs")
    },
    Scenario("Notifications are values") {
      let id = SCTPAssociationID(rawValue: 5)
      let lost = handle(.associationChange(SCTPAssociationChange(state: .communicationLost, association: id)))
      try expect(lost.hasPrefix("association 5 was lost"), lost)
      let shutdown = handle(.shutdown(SCTPShutdownEvent(association: id)))
      try expect(shutdown.contains("association 5"), shutdown)
    },
  ]
}
