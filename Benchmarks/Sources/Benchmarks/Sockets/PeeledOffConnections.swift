import SCTP

/// Associations that a one-to-many server has peeled off, and their clients.
struct PeeledOffConnections {
  let clients: [SCTPOneToOneSocket]
  /// In another order than the clients.
  let peeledOff: [SCTPOneToOneSocket]

  init(_ count: Int) throws {
    let server = try SCTPSocket.listening()
    let address = try server.address
    clients = try (0..<count).map { _ in
      let client = try SCTPOneToOneSocket()
      try client.prepare()
      try client.connect(to: [address])
      return client
    }
    peeledOff = try server.associations().map { try server.peelOff(association: $0) }
  }
}
