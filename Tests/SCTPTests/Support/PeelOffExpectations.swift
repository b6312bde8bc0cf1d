import SCTP
import Testing

/// Expects that peeling off fails with exactly this error.
func expectPeelOffRefusal(
  _ code: Errno, because reason: SCTPError.Reason?, _ location: SourceLocation = #_sourceLocation,
  of peelOff: () throws -> SCTPOneToOneSocket
) {
  expectFailure(code, reason, in: "sctp_peeloff", location, of: peelOff)
}

extension Pair {
  /// Expects that the association is on the server, and carries messages both ways.
  func expectWhole(_ location: SourceLocation = #_sourceLocation) throws {
    #expect(try server.associations().contains(atServer), sourceLocation: location)
    try client.send([7], on: atClient)
    let message = try server.message(location)
    #expect(message.payload == [7] && message.association == atServer, sourceLocation: location)
    try server.send([8], on: atServer)
    #expect(try client.message(location).payload == [8], sourceLocation: location)
  }

  /// Expects that the association is on `child`, and carries messages both ways.
  func expectWhole(on child: SCTPOneToOneSocket, _ location: SourceLocation = #_sourceLocation) throws {
    #expect(try child.association == atServer, sourceLocation: location)
    try client.send([7], on: atClient)
    let message = try child.message(location)
    #expect(message.payload == [7] && message.association == atServer, sourceLocation: location)
    try child.send([8])
    #expect(try client.message(location).payload == [8], sourceLocation: location)
  }

  /// Sends messages to the server and waits until all have arrived there; nothing reads them.
  func deliver(_ payloads: [UInt8]..., location: SourceLocation = #_sourceLocation) throws {
    for payload in payloads { try client.send(payload, on: atClient, options: .init(flags: .sackImmediately)) }
    try untilAcknowledged(location)
  }
}
