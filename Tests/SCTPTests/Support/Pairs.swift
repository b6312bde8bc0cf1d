import SCTP
import Testing

extension Pair {
  /// An association between two one-to-many sockets on which options are set before it is made.
  init(
    _ family: SCTPAddressFamily = .ipv4, prepared prepare: (SCTPSocket) throws -> Void,
    server prepareServer: (SCTPSocket) throws -> Void = { _ in },
    client prepareClient: (SCTPSocket) throws -> Void = { _ in }
  ) throws {
    let server = try SCTPSocket.listening(family)
    let client = try SCTPSocket(family: family)
    try client.setOption(.noDelay, to: true)
    try prepare(server)
    try prepare(client)
    try prepareServer(server)
    try prepareClient(client)
    try self.init(server: server, client: client, to: [try server.address])
  }

  /// The first association of a listening server.
  init(server: SCTPSocket, client: SCTPSocket, to addresses: [SCTPAddress]) throws {
    self.server = server
    self.client = client
    atClient = try client.connect(to: addresses, timeout: patience)
    atServer = try #require(try server.associations().first)
  }

  /// Subscribes both sockets to events of the association.
  func subscribe(to events: SCTPEventSet) throws {
    try client.setSubscribed(true, to: events, association: atClient)
    try server.setSubscribed(true, to: events, association: atServer)
  }

  /// Waits until the server's kernel has all that the client sent.
  func untilAcknowledged(_ location: SourceLocation = #_sourceLocation) throws {
    try until("all is acknowledged", location) { try client.status(of: atClient).unacknowledgedChunks == 0 }
  }
}

extension SCTPSocket {
  /// Makes a peer that does not answer be noticed within a second.
  func useShortTimeouts(of association: SCTPAssociationID = .future) throws {
    try setOption(
      .retransmissionTimeouts(of: association),
      to: SCTPRetransmissionTimeouts(
        initial: .milliseconds(40), maximum: .milliseconds(80), minimum: .milliseconds(20)))
  }

  /// Gives up a peer that does not answer after two retransmissions.
  func giveUpSoon(of association: SCTPAssociationID = .future) throws {
    try useShortTimeouts(of: association)
    try setOption(
      .associationParameters(of: association), to: SCTPAssociationParameters(maximumRetransmissions: 2))
  }
}

extension Pair {
  /// A pair whose server has room for a few kilobytes only; a window that opens again is noticed soon.
  static func withSmallWindow(_ prepare: (SCTPSocket) throws -> Void = { _ in }) throws -> Pair {
    try Pair { socket in
      try socket.useShortTimeouts()
      // The loopback's packets are so large that the kernel would not tell of a window as small as this one.
      try socket.setOption(.pathParameters(), to: SCTPPathParameters(discoversPathMTU: false, pathMTU: 1_500))
      try prepare(socket)
    } server: { socket in
      try socket.setOption(.receiveBufferSize, to: 4_096)
    }
  }

  /// Sends more than the server of `withSmallWindow` has room for, which is not to receive meanwhile.
  ///
  /// Returns how many messages these were.
  func fill() throws -> Int {
    let count = 20
    for _ in 0..<count { try client.send(filler, on: atClient) }
    return count
  }

  /// What each message of `fill` holds.
  var filler: [UInt8] { [UInt8](repeating: 0xFF, count: 1_000) }
}
