import SCTP

enum Security {
  /// Limits what each peer can cost a server; call it before the server listens.
  static func limitPeers(of server: SCTPSocket, longestMessage: Int) throws {
    // Messages.
    server.maximumMessageSize = longestMessage
    server.maximumReassemblySize = 100 * longestMessage
    try server.setOption(.initialMessage, to: SCTPInitialMessage(maximumInboundStreams: 16))
    // Peers that are idle or no longer answer.
    try server.setAutoClose(.seconds(600))
    try server.setOption(
      .pathParameters(), to: SCTPPathParameters(heartbeats: true, heartbeatInterval: .seconds(10)))
    try server.setOption(
      .associationParameters(),
      to: SCTPAssociationParameters(maximumRetransmissions: 5, cookieLife: .seconds(10)))
  }

  /// Serves a limited number of associations.
  static func serve(_ server: SCTPSocket, limit: Int, _ handle: (SCTPMessage) -> Void) async throws {
    try server.setSubscribed(true, to: .associationChange)
    try server.listen()
    for try await received in server.received {
      switch received {
      case .message(let message): handle(message)
      case .notification(.associationChange(let change)):
        let count = try server.associations().count
        if change.state == .communicationUp, count > limit {
          try? server.abort(association: change.association)
        }
        try server.listen(backlog: count < limit ? 128 : 0)
      case .discarded(let error):
        if let association = error.association { try? server.abort(association: association) }
      default: break
      }
    }
  }

  /// Accepts only authenticated messages; call it on both sides before they connect or listen.
  static func authenticate(_ socket: SCTPSocket, secret: [UInt8]) throws {
    try socket.setOption(.authenticationSupported(), to: true)
    for type in [.data, .abort, .shutdown] as [SCTPChunkType] { try socket.requireAuthentication(of: type) }
    try socket.addKey(SCTPAuthenticationKey(number: 1, secret: secret))
    try socket.setOption(.activeKey(), to: 1)
  }

  /// Connects again while the server refuses, for up to 20 s.
  private static func repeatedlyConnect(to address: SCTPAddress) async throws -> SCTPOneToOneSocket {
    let end = ContinuousClock.now + .seconds(20)
    while true {
      do {
        return try await Loopback.client(of: address)
      } catch {
        if ContinuousClock.now > end { throw error }
      }
    }
  }

  static let scenarios = [
    Scenario("A server with limits serves a peer") {
      let server = try SCTPSocket()
      try limitPeers(of: server, longestMessage: 1_000)
      try server.bind(to: .loopback(port: 0))
      try server.listen()
      let client = try await Loopback.client(of: try server.localAddresses()[0])
      try await client.send([UInt8](repeating: 1, count: 1_000))
      let message = try await server.receive(timeout: .seconds(10)).message
      try expect(message?.payload.count == 1_000, "the message is \(message as Any)")
      try expect(client.status().outboundStreams <= 16, "the client has too many streams")
      try client.close()
      try server.close()
    },
    Scenario("A server at its limit refuses further associations until one ends") {
      let server = try SCTPSocket()
      try server.bind(to: .loopback(port: 0))
      let address = try server.localAddresses()[0]
      let (messages, arrived) = AsyncStream.makeStream(of: SCTPMessage.self)
      let service = Task { try await serve(server, limit: 3) { arrived.yield($0) } }
      var received = messages.makeAsyncIterator()
      var clients: [SCTPOneToOneSocket] = []
      // The first attempts can precede the call of listen.
      while clients.count < 3 {
        let client = try await repeatedlyConnect(to: address)
        try await client.send([1])
        _ = await received.next()
        clients.append(client)
      }
      do throws(SCTPError) {
        try await SCTPOneToOneSocket().connect(to: [address], timeout: .seconds(10))
        throw SCTPError(.timedOut, in: "connect")
      } catch {
        try expect(error.code == .connectionRefused, "the error is \(error)")
      }
      try clients[0].close()
      let late = try await repeatedlyConnect(to: address)
      service.cancel()
      for client in clients.dropFirst() { try client.close() }
      try late.close()
      try server.close()
    },
    Scenario("Only a peer with the secret can send messages") {
      let server = try SCTPSocket()
      let client = try SCTPSocket()
      for socket in [server, client] { try authenticate(socket, secret: Array("a secret of both sides".utf8)) }
      try server.bind(to: .loopback(port: 0))
      try server.listen()
      let address = try server.localAddresses()[0]
      try await client.send([1], to: address)
      let message = try await server.receive(timeout: .seconds(10)).message
      try expect(message?.payload == [1], "the message is \(message as Any)")
      let other = try SCTPSocket()
      try authenticate(other, secret: Array("another secret".utf8))
      try await other.send([2], to: address)
      do throws(SCTPError) {
        _ = try await server.receive(timeout: .seconds(2))
        throw SCTPError(.invalidArgument, in: "receive")
      } catch {
        try expect(error.code == .timedOut, "the error is \(error)")
      }
      for socket in [server, client, other] { try socket.close() }
    },
  ]
}
