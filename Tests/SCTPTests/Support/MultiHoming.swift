import SCTP
import Testing

extension SCTPAddress {
  /// An address of the loopback interface, which has all of 127.0.0.0/8.
  static func loopback(number: UInt8, port: UInt16) throws -> SCTPAddress {
    try SCTPAddress("127.0.0.\(number)", port: port)
  }

  /// The same address with another port.
  func with(port: UInt16) -> SCTPAddress {
    var copy = self
    copy.port = port
    return copy
  }
}

extension [SCTPAddress] {
  /// The addresses without their ports, in order.
  var hosts: [String] { map(\.host).sorted() }
}

extension Pair {
  /// An association between 127.0.0.1 and 127.0.0.2 (the server's) and 127.0.0.3 and 127.0.0.4 (the client's).
  static func multiHomed(_ prepare: (SCTPSocket) throws -> Void = { _ in }) throws -> Pair {
    let server = try SCTPSocket()
    let client = try SCTPSocket()
    for socket in [server, client] {
      try socket.setOption(.noDelay, to: true)
      // The second path is confirmed by a heartbeat after a retransmission timeout.
      try socket.useShortTimeouts()
      try prepare(socket)
    }
    try server.bind(to: .loopback(number: 1, port: 0))
    let port = try server.address.port
    try server.bind(adding: [.loopback(number: 2, port: port)])
    try server.listen()
    try client.bind(to: .loopback(number: 3, port: 0))
    try client.bind(adding: [.loopback(number: 4, port: try client.address.port)])
    return try Pair(
      server: server, client: client, to: [.loopback(number: 1, port: port), .loopback(number: 2, port: port)])
  }

  /// One of the server's addresses.
  func serverAddress(_ number: UInt8) throws -> SCTPAddress {
    try .loopback(number: number, port: try server.address.port)
  }

  /// Waits until the client has heard of one of the server's addresses.
  func untilConfirmed(_ address: SCTPAddress, _ location: SourceLocation = #_sourceLocation) throws {
    try until("\(address) is confirmed", location) {
      try client.pathInfo(address, of: atClient).state == .active
    }
  }
}
