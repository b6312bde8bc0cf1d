import SCTP
import Testing

extension [UInt8] {
  /// The message that the conformance tests send.
  static var hello: [UInt8] { Array("hello, world!\n".utf8) }
}

extension SCTPListener {
  /// A listening socket on the loopback with a backlog, of which Linux lets one more wait.
  static func listening(_ family: SCTPAddressFamily = .ipv4, backlog: Int) throws -> SCTPListener {
    let listener = try SCTPListener(family: family)
    try listener.bind(to: .loopback(family, port: 0))
    try listener.listen(backlog: backlog)
    return listener
  }

  /// A socket connected to this one, which has not accepted it.
  func newClient(_ family: SCTPAddressFamily = .ipv4) throws -> SCTPOneToOneSocket {
    let client = try SCTPOneToOneSocket(family: family)
    try client.setOption(.noDelay, to: true)
    try client.connect(to: try localAddresses(), timeout: patience)
    return client
  }

  /// The socket of the next association.
  func accepted() throws -> SCTPOneToOneSocket {
    try accept(timeout: patience)
  }

  /// The socket of an association that ended gracefully before it was accepted, after its client sent a message.
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
  /// Waits until the kernel has no association of the socket any more, without receiving what is left of it.
  func untilClosed(_ location: SourceLocation = #_sourceLocation) throws {
    try until("the association ends", location) { (try? status()) == nil }
  }

  /// Waits until the peer's kernel has acknowledged all that was sent.
  func untilAcknowledged(_ location: SourceLocation = #_sourceLocation) throws {
    try until("the messages are acknowledged", location) { try status().unacknowledgedChunks == 0 }
  }
}

/// A listener, a socket connected to it, and the accepted socket of their association.
struct Accepted {
  let listener: SCTPListener
  let client: SCTPOneToOneSocket
  let accepted: SCTPOneToOneSocket

  func close() throws {
    try client.close()
    try accepted.close()
    try listener.close()
  }
}

extension Accepted {
  init(_ family: SCTPAddressFamily = .ipv4) throws {
    let listener = try SCTPListener.listening(family)
    let client = try listener.newClient(family)
    self.init(listener: listener, client: client, accepted: try listener.accepted())
  }
}

extension SCTPSocket {
  /// A one-to-many object with the descriptor of a one-to-one socket that is not connected.
  static func unconnectedOneToOne(_ family: SCTPAddressFamily = .ipv4) throws -> SCTPSocket {
    let socket = try SCTPOneToOneSocket(family: family)
    let other = SCTPSocket(takingOwnershipOf: try socket.duplicate())
    try other.setOption(.noDelay, to: true)
    try socket.close()
    return other
  }
}

extension SCTPSendFlags {
  /// The kernel's flag that ends an association gracefully, `SCTP_EOF`: it is that of the end of a TCP connection.
  static var endOfAssociation: Self { Self(rawValue: 0x200) }
  /// The kernel's flag that ends an association at once, `SCTP_ABORT`.
  static var abort: Self { Self(rawValue: 1 << 2) }
}
