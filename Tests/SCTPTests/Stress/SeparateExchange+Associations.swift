import SCTP
import Testing

// Exchanges over associations whose addresses change, or that the kernel ends.
extension SeparateExchange {
  /// Moves a server to another address between messages, and makes that address its client's primary path.
  static func changeAddresses(_ payloads: [[UInt8]]) async throws {
    let pair = try inThread { try Pair(prepared: prepareForChanges) }
    let first = try pair.server.address
    let second = try SCTPAddress.loopback(number: 2, port: first.port)
    let changes: [() throws -> Void] = [
      { try pair.server.bind(adding: [second]) },
      {
        try until("the client knows the other address") {
          try pair.client.peerAddresses(of: pair.atClient).contains(second)
        }
        try pair.untilConfirmed(second)
      },
      { try pair.server.requestPeerPrimaryPath(second, of: pair.atServer) },
      {
        try until("the client has another primary path") {
          try pair.client.status(of: pair.atClient).primaryAddress == second
        }
      },
      { try pair.server.bind(removing: [first]) },
    ]
    for (payload, change) in zip(payloads, changes) {
      try await pair.client.send(payload, on: pair.atClient, timeout: patience)
      try inThread(change)
    }
    for payload in payloads { #expect(try await pair.server.message().payload == payload) }
    try await until("the client has given the first address up") {
      try pair.client.peerAddresses(of: pair.atClient) == [second]
    }
    try pair.close()
  }

  private static func prepareForChanges(_ socket: SCTPSocket) throws {
    try socket.useShortTimeouts()
    // Without authentication, addresses change only if a setting of the host allows it.
    try socket.setOption(.authenticationSupported(), to: true)
    try socket.setOption(.addressReconfigurationSupported(), to: true)
  }

  /// Lets the kernel end an association on which nothing has happened for a few seconds.
  static func awaitAutoClose(_ payloads: [[UInt8]]) async throws {
    let server = try SCTPSocket.listening().subscribed(to: .associationChange)
    try server.setAutoClose(.seconds(3 * slowness))
    let pair = try inThread { try Pair(server: server) }
    for payload in payloads { try await pair.client.send(payload, on: pair.atClient, timeout: patience) }
    try inThread { _ = try server.expectChange(.communicationUp) }
    for payload in payloads { #expect(try await server.message().payload == payload) }
    try inThread { _ = try server.expectChange(.shutdownComplete) }
    try await until("the client has no association") { try pair.client.associations().isEmpty }
    try pair.close()
  }
}
