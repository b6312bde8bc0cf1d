import SCTP
import Testing

extension Pair {
  /// Creates an association between 127.0.0.1 and 127.0.0.2 (the server) and 127.0.0.3 and 127.0.0.4 (the client).
  static func multiHomed(_ prepare: (SCTPSocket) throws -> Void = { _ in }) throws -> Pair {
    let server = try SCTPSocket()
    let client = try SCTPSocket()
    for socket in [server, client] {
      try socket.setOption(.noDelay, to: true)
      // A heartbeat confirms the second path after a retransmission timeout.
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

  /// One of the multi-homed server's addresses.
  func serverAddress(_ number: UInt8) throws -> SCTPAddress {
    try .loopback(number: number, port: try server.address.port)
  }

  /// Waits until the client's path to an address is confirmed.
  func untilConfirmed(_ address: SCTPAddress, _ location: SourceLocation = #_sourceLocation) throws {
    try until("\(address) is confirmed", location) {
      try client.pathInfo(address, of: atClient).state == .active
    }
  }
}

extension SCTPAddress {
  /// An address of the loopback interface, which has every address of 127.0.0.0/8.
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
  /// The addresses without their ports, sorted.
  var hosts: [String] { map(\.host).sorted() }
}
