import Foundation
import SCTP

enum MigratingFromC {
  static func makeServer(at address: SCTPAddress) throws -> SCTPSocket {
    let server = try SCTPSocket()
    try server.bind(to: address)
    try server.listen()
    return server
  }

  /// Sends every message back until the socket is closed.
  static func echo(_ server: SCTPSocket) throws(SCTPError) {
    while true {
      do throws(SCTPError) {
        guard let message = try server.receive().message else { continue }
        let options = SCTPSendOptions(stream: message.stream, payloadProtocol: message.payloadProtocol)
        try server.send(message.payload, on: message.association, options: options)
      } catch {
        // An error that names an association concerns only this association.
        guard error.association != nil else { throw error }
      }
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
      let server = try makeServer(at: .loopback(port: 0))
      let (ends, end) = AsyncStream.makeStream(of: (any Error).self)
      let thread = Thread {
        do { try echo(server) } catch { end.yield(error) }
      }
      thread.start()
      // A peer that ends its association before the response does not end the server.
      let impatient = try SCTPSocket()
      let ending = try await impatient.connect(to: server.localAddresses()[0], timeout: .seconds(10))
      try await impatient.send([0], on: ending)
      try impatient.abort(association: ending)
      try impatient.close()
      let client = try SCTPSocket()
      let association = try await client.connect(to: server.localAddresses()[0], timeout: .seconds(10))
      try await sendWithLifetime([1, 2, 3], on: association, of: client)
      guard let message = try await client.receive(timeout: .seconds(10)).message else {
        throw UnexpectedOutcome(description: "the client received a notification")
      }
      try expect(message.payload == [1, 2, 3], "the echo is \(message.payload)")
      try expect(message.stream == 3, "the stream is \(message.stream)")
      try expect(message.payloadProtocol == .m3ua, "the protocol is \(message.payloadProtocol)")
      try setHeartbeat(of: message.association, on: client)
      let parameters = try client.option(.pathParameters(of: message.association))
      try expect(parameters.heartbeatInterval == .seconds(5), "the parameters are \(parameters)")
      try printState(of: message.association, on: client)
      try client.close()
      try server.close()
      var errors = ends.makeAsyncIterator()
      let error = await errors.next() as? SCTPError
      try expect(error?.reason == .closed, "the server ended with \(error as Any)")
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
