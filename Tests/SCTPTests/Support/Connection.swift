import SCTP
import Testing

/// An association between two one-to-one sockets.
struct Connection {
  let client: SCTPOneToOneSocket
  let accepted: SCTPOneToOneSocket

  /// The address that the client connected to.
  var address: SCTPAddress {
    get throws { try #require(try accepted.localAddresses().first) }
  }

  var ends: (SCTPOneToOneSocket, SCTPOneToOneSocket) { (client, accepted) }

  func close() throws {
    try client.close()
    try accepted.close()
  }
}

extension Connection {
  init(_ family: SCTPAddressFamily = .ipv4) throws {
    let listener = try SCTPListener.listening(family)
    let client = try listener.newClient(family)
    self.init(client: client, accepted: try listener.accepted())
    try listener.close()
  }
}

extension SCTPListener {
  /// Connects a new socket, which remains to be accepted.
  func newClient(_ family: SCTPAddressFamily = .ipv4) throws -> SCTPOneToOneSocket {
    let client = try SCTPOneToOneSocket(family: family)
    try client.setOption(.noDelay, to: true)
    try client.connect(to: try localAddresses(), timeout: patience)
    return client
  }

  /// Accepts the next association.
  func accepted() throws -> SCTPOneToOneSocket {
    try accept(timeout: patience)
  }

  /// Accepts an association after its client has sent a message and closed.
  func acceptedClosed(_ family: SCTPAddressFamily = .ipv4) throws -> SCTPOneToOneSocket {
    let client = try newClient(family)
    try client.send(.hello)
    try client.close()
    let accepted = try accepted()
    try accepted.untilClosed()
    return accepted
  }
}

extension SCTPOneToOneSocket {
  /// Waits until the kernel has destroyed the association, and receives nothing.
  func untilClosed(_ location: SourceLocation = #_sourceLocation) throws {
    try until("the association ends", location) { (try? status()) == nil }
  }

  /// Waits until the peer's kernel has acknowledged every message.
  func untilAcknowledged(_ location: SourceLocation = #_sourceLocation) throws {
    try until("the messages are acknowledged", location) { try status().unacknowledgedChunks == 0 }
  }
}

extension SCTPSocket {
  /// Creates a one-to-many object that owns the descriptor of an unconnected one-to-one socket.
  static func unconnectedOneToOne(_ family: SCTPAddressFamily = .ipv4) throws -> SCTPSocket {
    let socket = try SCTPOneToOneSocket(family: family)
    try socket.setOption(.noDelay, to: true)
    defer { try? socket.close() }
    return try socket.posingAsOneToMany()
  }
}
