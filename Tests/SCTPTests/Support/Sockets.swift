import SCTP
import Testing

extension SCTPSocket {
  /// A listening one-to-many socket on the loopback.
  static func listening(_ family: SCTPAddressFamily = .ipv4, flags: SCTPSocketFlags = .closeOnExec) throws -> SCTPSocket
  {
    let socket = try SCTPSocket(family: family, flags: flags)
    try socket.setOption(.noDelay, to: true)
    try socket.bind(to: .loopback(family, port: 0))
    try socket.listen()
    return socket
  }

  /// The first address that the socket is bound to.
  var address: SCTPAddress {
    get throws { try #require(try localAddresses().first) }
  }

  /// The next message; notifications before it fail the test.
  func message(_ location: SourceLocation = #_sourceLocation) throws -> SCTPMessage {
    try #require(try receive(timeout: patience).message, sourceLocation: location)
  }

  /// The next notification; messages before it fail the test.
  func notification(_ location: SourceLocation = #_sourceLocation) throws -> SCTPNotification {
    try #require(try receive(timeout: patience).notification, sourceLocation: location)
  }
}

extension SCTPOneToOneSocket {
  /// The next message; its absence, or a notification before it, fails the test.
  func message(_ location: SourceLocation = #_sourceLocation) throws -> SCTPMessage {
    try #require(try receive(timeout: patience)?.message, sourceLocation: location)
  }

  /// The next notification; its absence, or a message before it, fails the test.
  func notification(_ location: SourceLocation = #_sourceLocation) throws -> SCTPNotification {
    try #require(try receive(timeout: patience)?.notification, sourceLocation: location)
  }
}

extension SCTPListener {
  /// A listening one-to-one socket on the loopback.
  static func listening(_ family: SCTPAddressFamily = .ipv4, flags: SCTPSocketFlags = .closeOnExec) throws
    -> SCTPListener
  {
    let listener = try SCTPListener(family: family, flags: flags)
    try listener.setOption(.noDelay, to: true)
    try listener.bind(to: .loopback(family, port: 0))
    try listener.listen()
    return listener
  }

  /// The first address that the socket is bound to.
  var address: SCTPAddress {
    get throws { try #require(try localAddresses().first) }
  }
}

/// An association between two one-to-many sockets.
struct Pair {
  let server: SCTPSocket
  let client: SCTPSocket
  /// The association as `server` knows it.
  let atServer: SCTPAssociationID
  /// The association as `client` knows it.
  let atClient: SCTPAssociationID

  init(_ family: SCTPAddressFamily = .ipv4) throws {
    try self.init(server: .listening(family), family)
  }

  /// A new client of a server.
  init(server: SCTPSocket, _ family: SCTPAddressFamily = .ipv4, receiveBufferSize: Int? = nil) throws {
    let before = try server.associations()
    self.server = server
    client = try SCTPSocket(family: family)
    try client.setOption(.noDelay, to: true)
    if let receiveBufferSize { try client.setOption(.receiveBufferSize, to: receiveBufferSize) }
    atClient = try client.connect(to: [try server.address], timeout: patience)
    atServer = try #require(try server.associations().first { !before.contains($0) })
  }

  func close() throws {
    try client.close()
    try server.close()
  }
}

/// An association between two one-to-one sockets.
struct Connection {
  let client: SCTPOneToOneSocket
  let accepted: SCTPOneToOneSocket

  init(_ family: SCTPAddressFamily = .ipv4) throws {
    let listener = try SCTPListener.listening(family)
    client = try SCTPOneToOneSocket(family: family)
    try client.setOption(.noDelay, to: true)
    try client.connect(to: [try listener.address], timeout: patience)
    accepted = try listener.accept(timeout: patience)
    try listener.close()
  }

  func close() throws {
    try client.close()
    try accepted.close()
  }
}
