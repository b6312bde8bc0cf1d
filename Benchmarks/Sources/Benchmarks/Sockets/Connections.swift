import CBenchmarks
import SCTP

/// An association between two one-to-one sockets.
struct Connection {
  let client: SCTPOneToOneSocket
  let accepted: SCTPOneToOneSocket

  init(streams: UInt16 = 1, bufferSize: Int = 4 << 20) throws {
    let listener = try SCTPListener()
    try listener.prepare(bufferSize: bufferSize)
    try listener.bind(to: .loopback(port: 0))
    try listener.listen()
    client = try SCTPOneToOneSocket()
    try client.prepare(bufferSize: bufferSize)
    try client.setOption(.initialMessage, to: SCTPInitialMessage(outboundStreams: streams))
    try client.connect(to: try listener.localAddresses())
    accepted = try listener.accept()
  }
}

/// An association between two one-to-many sockets.
struct OneToManyConnection {
  let client: SCTPSocket
  let server: SCTPSocket
  /// The client's identifier of the association.
  let association: SCTPAssociationID

  init() throws {
    server = try SCTPSocket.listening()
    client = try SCTPSocket()
    try client.prepare()
    association = try client.connect(to: try server.localAddresses())
  }
}

/// Associations that a one-to-many server has peeled off, and their clients.
struct PeeledOffConnections {
  let clients: [SCTPOneToOneSocket]
  /// The server's sockets, not in the order of the clients.
  let peeledOff: [SCTPOneToOneSocket]

  init(_ count: Int) throws {
    try Self.allowDescriptors(for: count)
    let server = try SCTPSocket.listening()
    let address = try server.address
    var clients: [SCTPOneToOneSocket] = []
    var peeledOff: [SCTPOneToOneSocket] = []
    // In steps, because the notifications of all associations at once would exceed the receive buffer.
    for start in stride(from: 0, to: count, by: 500) {
      clients += try (start..<min(start + 500, count)).map { _ in try Self.connect(to: address) }
      peeledOff += try server.associations().map { try server.peelOff(association: $0) }
    }
    guard peeledOff.count == count else { throw Failure("\(peeledOff.count) of \(count) associations were peeled off") }
    self.clients = clients
    self.peeledOff = peeledOff
  }

  private static func connect(to address: SCTPAddress) throws(SCTPError) -> SCTPOneToOneSocket {
    let client = try SCTPOneToOneSocket()
    try client.prepare()
    try client.connect(to: [address])
    return client
  }

  /// Ends the associations.
  func closeClients() throws {
    for client in clients { try client.close() }
  }

  /// Raises the limit for two sockets of each association and an eventfd, and for other connections of the same size.
  private static func allowDescriptors(for associations: Int) throws {
    let descriptors = 6 * associations + 512
    guard workload_allow_descriptors(UInt64(descriptors)) < 0 else { return }
    throw Failure(
      "\(associations) associations need \(descriptors) descriptors, but the limit cannot be raised: run the benchmark "
        + "as root, or set the limit with 'ulimit -n \(descriptors)'")
  }
}

extension SCTPSocket {
  /// Creates a one-to-many socket that listens on the loopback address.
  static func listening() throws(SCTPError) -> SCTPSocket {
    let socket = try SCTPSocket()
    try socket.prepare()
    try socket.bind(to: .loopback(port: 0))
    try socket.listen()
    return socket
  }

  var address: SCTPAddress {
    get throws {
      guard let address = try localAddresses().first else { throw Failure("a socket has no address") }
      return address
    }
  }
}

extension SCTPEndpoint {
  /// Sets the options that the C side also sets.
  func prepare(bufferSize: Int = 4 << 20) throws(SCTPError) {
    try setOption(.noDelay, to: true)
    try setOption(.sendBufferSize, to: bufferSize)
    try setOption(.receiveBufferSize, to: bufferSize)
  }
}
