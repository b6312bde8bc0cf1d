import SCTP
import Testing

/// An association between two one-to-many sockets.
struct Pair {
  let server: SCTPSocket
  let client: SCTPSocket
  /// The server's identifier of the association.
  let atServer: SCTPAssociationID
  /// The client's identifier of the association.
  let atClient: SCTPAssociationID

  func close() throws {
    try client.close()
    try server.close()
  }

  /// Closes the client, and checks that the subscribed server sees a graceful end.
  func closeGracefully(_ location: SourceLocation = #_sourceLocation) throws {
    try client.close()
    try server.expectChange(.shutdownComplete, location)
    try server.close()
  }

  /// Subscribes both sockets to events of the association.
  func subscribe(to events: SCTPEventSet) throws {
    try client.setSubscribed(true, to: events, of: atClient)
    try server.setSubscribed(true, to: events, of: atServer)
  }

  /// Waits until the server's kernel has acknowledged every message of the client.
  func untilAcknowledged(_ location: SourceLocation = #_sourceLocation) throws {
    try until("all is acknowledged", location) { try client.status(of: atClient).unacknowledgedChunks == 0 }
  }

  /// Sends messages to the server, and waits until all are queued there.
  func deliver(_ payloads: [UInt8]..., location: SourceLocation = #_sourceLocation) throws {
    for payload in payloads { try client.send(payload, on: atClient, options: .init(flags: .sackImmediately)) }
    try untilAcknowledged(location)
  }

  /// Receives at the subscribed client until the association ends.
  func arrivalsAtClient() throws -> Arrivals {
    var arrivals = Arrivals()
    while !arrivals.hasEnd { try arrivals.add(client.receive(timeout: patience)) }
    return arrivals
  }

  /// Checks that the association is on the server, and carries messages both ways.
  func expectWhole(_ location: SourceLocation = #_sourceLocation) throws {
    #expect(try server.associations().contains(atServer), sourceLocation: location)
    try expectMessages(at: server, location) { try server.send($0, on: atServer) }
  }

  /// Checks that the association is on `child`, and carries messages both ways.
  func expectWhole(on child: SCTPOneToOneSocket, _ location: SourceLocation = #_sourceLocation) throws {
    #expect(try child.association == atServer, sourceLocation: location)
    try expectMessages(at: child, location) { try child.send($0) }
  }

  private func expectMessages(
    at socket: any ReceivingSocket, _ location: SourceLocation, reply: ([UInt8]) throws -> Void
  ) throws {
    try client.send([7], on: atClient)
    let message = try socket.message(location)
    #expect(message.payload == [7] && message.association == atServer, sourceLocation: location)
    try reply([8])
    #expect(try client.message(location).payload == [8], sourceLocation: location)
  }
}

extension Pair {
  /// Connects a new client to a new server.
  init(_ family: SCTPAddressFamily = .ipv4) throws {
    try self.init(server: .listening(family), family)
  }

  /// Connects a new client, which `prepare` changes before, to a listening server.
  init(
    server: SCTPSocket, _ family: SCTPAddressFamily = .ipv4, prepare: (SCTPSocket) throws -> Void = { _ in }
  ) throws {
    let client = try SCTPSocket(family: family)
    try client.setOption(.noDelay, to: true)
    try prepare(client)
    try self.init(server: server, client: client, to: [try server.address])
  }

  /// Connects a client to a listening server.
  init(server: SCTPSocket, client: SCTPSocket, to addresses: [SCTPAddress]) throws {
    let before = try server.associations()
    let atClient = try client.connect(to: addresses, timeout: patience)
    let atServer = try #require(try server.associations().first { !before.contains($0) })
    self.init(server: server, client: client, atServer: atServer, atClient: atClient)
  }

  /// Connects a new client to a new server; the closures change both sockets, the server, and the client before.
  init(
    _ family: SCTPAddressFamily = .ipv4, prepared prepare: (SCTPSocket) throws -> Void,
    server prepareServer: (SCTPSocket) throws -> Void = { _ in },
    client prepareClient: (SCTPSocket) throws -> Void = { _ in }
  ) throws {
    let server = try SCTPSocket.listening(family)
    try prepare(server)
    try prepareServer(server)
    try self.init(server: server, family) { client in
      try prepare(client)
      try prepareClient(client)
    }
  }

  /// Sets an association up by its first message, and receives that message and the change of both sockets, which
  /// are subscribed to association changes.
  static func greeted(
    _ family: SCTPAddressFamily = .ipv4, _ location: SourceLocation = #_sourceLocation,
    preparing: (_ server: SCTPSocket, _ client: SCTPSocket) throws -> Void = { _, _ in }
  ) throws -> Pair {
    let server = try SCTPSocket.bound(family).subscribed(to: .associationChange)
    let client = try SCTPSocket.bound(family).subscribed(to: .associationChange)
    try preparing(server, client)
    try server.listen()
    try client.send(.hello, to: try server.address, options: .hello)
    let atServer = try server.expectChange(.communicationUp, location).association
    let atClient = try client.expectChange(.communicationUp, location).association
    try server.expectMessage(.hello, .hello, location)
    return Pair(server: server, client: client, atServer: atServer, atClient: atClient)
  }

  /// Creates an association whose client is subscribed to its changes.
  static func withSubscribedClient() throws -> Pair {
    let pair = try Pair()
    try pair.client.setSubscribed(true, to: .associationChange, of: pair.atClient)
    return pair
  }

  /// Creates an association that carries long messages without a pause.
  ///
  /// With the kernel's default buffers, which hold two or three such messages, a transfer on the loopback can stall for
  /// seconds.
  static func withLargeBuffers(_ family: SCTPAddressFamily = .ipv4) throws -> Pair {
    try Pair(family) { socket in
      try socket.setOption(.receiveBufferSize, to: 4 << 20)
      try socket.setOption(.sendBufferSize, to: 4 << 20)
    }
  }

  /// Creates an association whose server has space for a few kilobytes; a window that opens again is noticed soon.
  static func withSmallWindow(_ prepare: (SCTPSocket) throws -> Void = { _ in }) throws -> Pair {
    try Pair { socket in
      try socket.useShortTimeouts()
      // With the loopback's large packets, the kernel would not announce so small a window.
      try socket.setOption(.pathParameters(), to: SCTPPathParameters(discoversPathMTU: false, pathMTU: 1_500))
      try prepare(socket)
    } server: { socket in
      try socket.setOption(.receiveBufferSize, to: 4_096)
    }
  }

  /// Sends more than the server of `withSmallWindow` has space for, and returns the number of messages.
  func overfillWindow() throws -> Int {
    let count = 20
    for _ in 0..<count { try client.send(filler, on: atClient) }
    return count
  }

  /// The payload of each message of `overfillWindow`.
  var filler: [UInt8] { [UInt8](repeating: 0xFF, count: 1_000) }

  static let longMessage = 300_000

  /// Creates an association with a message whose first part is queued at the server, which is deaf to the rest.
  static func withMessageArrivedInPart() throws -> Pair {
    let server = try SCTPSocket.listening()
    // The buffer is full before the message is complete, so the kernel delivers a part.
    try server.setOption(.receiveBufferSize, to: 40_000)
    let pair = try Pair(server: server)
    try pair.client.setOption(.sendBufferSize, to: 2 << 20)
    server.expectNothing()
    try pair.client.send(payload(longMessage), on: pair.atClient)
    try server.untilReadable()
    try server.setDeaf(true)
    return pair
  }
}
