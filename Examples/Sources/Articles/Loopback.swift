import SCTP

/// Sockets over the loopback, for scenarios.
enum Loopback {
  /// Creates a one-to-many socket that listens on a free port, and returns the socket and its address.
  static func server(_ family: SCTPAddressFamily = .ipv4) throws -> (socket: SCTPSocket, address: SCTPAddress) {
    let server = try SCTPSocket(family: family)
    try server.setOption(.noDelay, to: true)
    try server.bind(to: .loopback(family, port: 0))
    try server.listen()
    return (server, try server.localAddresses()[0])
  }

  /// Creates a one-to-one socket with an association with the address.
  static func client(of address: SCTPAddress) async throws -> SCTPOneToOneSocket {
    let client = try SCTPOneToOneSocket(family: address.family)
    try client.setOption(.noDelay, to: true)
    try await client.connect(to: [address], timeout: .seconds(10))
    return client
  }

  /// A server, a client of it, and the server's identifier of the client's association.
  static func pair() async throws -> (server: SCTPSocket, client: SCTPOneToOneSocket, association: SCTPAssociationID) {
    let (server, address) = try server()
    let client = try await client(of: address)
    try await client.send(Array("hello".utf8))
    guard let message = try await server.receive(timeout: .seconds(10)).message else {
      throw UnexpectedOutcome(description: "the server received a notification")
    }
    return (server, client, message.association)
  }
}
