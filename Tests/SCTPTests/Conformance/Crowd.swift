import SCTP
import Testing

/// A server and many clients, each of which has sent its first message, which the server has received.
struct Crowd {
  let server: SCTPSocket
  let clients: [SCTPSocket]
  /// The server's identifiers of the associations, in the order of the clients.
  let associations: [SCTPAssociationID]

  init(_ family: SCTPAddressFamily = .ipv4, count: Int = 10) throws {
    let server = try SCTPSocket.listening(family).subscribed(to: .associationChange)
    let address = try server.address
    clients = try (0..<count).map { _ in try .bound(family).subscribed(to: .associationChange) }
    associations = try clients.map { client in
      try client.send(.hello, to: address, options: .hello)
      try client.expectChange(.communicationUp)
      let association = try server.expectChange(.communicationUp).association
      #expect(try server.expectMessage().source == client.address)
      return association
    }
    self.server = server
  }

  func close() throws {
    for client in clients { try client.close() }
    try server.close()
  }
}
