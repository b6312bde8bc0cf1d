import SCTP
import Testing

/// The message that sets associations up.
enum Greeting {
  static let payload = Array("Good day".utf8)
  static let options = SCTPSendOptions(stream: 1, payloadProtocol: 0xCAFE_F00D)
}

/// A socket of either style that receives.
protocol EitherSocket {
  func message(_ location: SourceLocation) throws -> SCTPMessage
  func notification(_ location: SourceLocation) throws -> SCTPNotification
}

extension SCTPSocket: EitherSocket {}
extension SCTPOneToOneSocket: EitherSocket {}

extension EitherSocket {
  /// Expects that the next thing to receive is the change of an association into a state.
  @discardableResult
  func expectChange(
    _ state: SCTPAssociationChange.State, _ location: SourceLocation = #_sourceLocation
  ) throws -> SCTPAssociationChange {
    let change = try #require(try notification(location).change, sourceLocation: location)
    #expect(change.state == state, sourceLocation: location)
    return change
  }

  /// Expects that the next thing to receive is a message as it was sent.
  @discardableResult
  func expectMessage(
    _ payload: [UInt8] = Greeting.payload, _ options: SCTPSendOptions = Greeting.options,
    _ location: SourceLocation = #_sourceLocation
  ) throws -> SCTPMessage {
    let message = try message(location)
    #expect(message.payload == payload, sourceLocation: location)
    #expect(message.info.stream == options.stream, sourceLocation: location)
    #expect(message.info.payloadProtocol == options.payloadProtocol, sourceLocation: location)
    #expect(message.info.isUnordered == options.flags.contains(.unordered), sourceLocation: location)
    return message
  }
}

extension SCTPNotification {
  /// The change of an association; nil for every other notification.
  var change: SCTPAssociationChange? {
    if case .associationChange(let change) = self { change } else { nil }
  }
}

extension SCTPSocket {
  /// A socket that is bound to the loopback and sees associations come and go.
  static func subscribed(
    _ family: SCTPAddressFamily = .ipv4, flags: SCTPSocketFlags = .closeOnExec
  ) throws -> SCTPSocket {
    let socket = try SCTPSocket(family: family, flags: flags)
    try socket.setOption(.noDelay, to: true)
    try socket.setSubscribed(true, to: .associationChange)
    try socket.bind(to: .loopback(family, port: 0))
    return socket
  }
}

/// What most programs begin with: two one-to-many sockets, an association that the first message sets up, and all of
/// that received.
struct Conversation {
  let server: SCTPSocket
  let client: SCTPSocket
  /// The association as `server` knows it.
  let atServer: SCTPAssociationID
  /// The association as `client` knows it.
  let atClient: SCTPAssociationID

  /// `preparing` gets the server and the client before the server listens.
  init(
    _ family: SCTPAddressFamily = .ipv4, _ location: SourceLocation = #_sourceLocation,
    preparing: (_ server: SCTPSocket, _ client: SCTPSocket) throws -> Void = { _, _ in }
  ) throws {
    server = try .subscribed(family)
    client = try .subscribed(family)
    try preparing(server, client)
    try server.listen()
    try client.send(Greeting.payload, to: try server.address, options: Greeting.options)
    atServer = try server.expectChange(.communicationUp, location).association
    atClient = try client.expectChange(.communicationUp, location).association
    try server.expectMessage(Greeting.payload, Greeting.options, location)
  }

  func close() throws {
    try client.close()
    try server.close()
  }

  /// Closes the client, which the server must see as a graceful end.
  func closeGracefully(_ location: SourceLocation = #_sourceLocation) throws {
    try client.close()
    try server.expectChange(.shutdownComplete, location)
    try server.close()
  }
}

/// One server and many clients, each of which has sent its first message, which the server has received.
struct Crowd {
  let server: SCTPSocket
  let clients: [SCTPSocket]
  /// The clients' associations in their order, as `server` knows them.
  let associations: [SCTPAssociationID]

  init(_ family: SCTPAddressFamily = .ipv4, count: Int = 10) throws {
    let server = try SCTPSocket.subscribed(family)
    try server.listen()
    let address = try server.address
    clients = try (0..<count).map { _ in try .subscribed(family) }
    associations = try clients.map { client in
      try client.send(Greeting.payload, to: address, options: Greeting.options)
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

extension SCTPSocket {
  /// The next change of an association on a socket that does not wait.
  func nextChange(_ location: SourceLocation = #_sourceLocation) throws -> SCTPAssociationChange {
    let received = try whenReady("something is there to receive", location) { () throws(SCTPError) in try receive() }
    return try #require(received.notification?.change, sourceLocation: location)
  }
}
