import Foundation
import SCTP
import Testing

extension SCTPSocket {
  /// Creates a one-to-many socket that is bound to the loopback.
  static func bound(_ family: SCTPAddressFamily = .ipv4, flags: SCTPSocketFlags = .closeOnExec) throws -> SCTPSocket {
    let socket = try SCTPSocket(family: family, flags: flags)
    try socket.setOption(.noDelay, to: true)
    try socket.bind(to: .loopback(family, port: 0))
    return socket
  }

  /// Creates a one-to-many socket that listens on the loopback.
  static func listening(
    _ family: SCTPAddressFamily = .ipv4, flags: SCTPSocketFlags = .closeOnExec
  ) throws -> SCTPSocket {
    let socket = try SCTPSocket.bound(family, flags: flags)
    try socket.listen()
    return socket
  }

  /// Subscribes to events of future associations, and returns the socket.
  func subscribed(to events: SCTPEventSet) throws -> SCTPSocket {
    try setSubscribed(true, to: events)
    return self
  }

  /// The first address that the socket is bound to.
  var address: SCTPAddress {
    get throws { try #require(try localAddresses().first) }
  }

  /// Sets the initial and the minimum retransmission timeout; zero leaves the maximum unchanged.
  func setRetransmissionTimeout(
    _ timeout: Duration, maximum: Duration = .zero, of association: SCTPAssociationID = .future
  ) throws {
    try setOption(
      .retransmissionTimeouts(of: association),
      to: SCTPRetransmissionTimeouts(initial: timeout, maximum: maximum, minimum: timeout))
  }

  /// Notices within a second that a peer does not answer.
  func useShortTimeouts(of association: SCTPAssociationID = .future) throws {
    try setOption(
      .retransmissionTimeouts(of: association),
      to: SCTPRetransmissionTimeouts(
        initial: .milliseconds(40), maximum: .milliseconds(80), minimum: .milliseconds(20)))
  }

  /// Gives up a peer that does not answer after two retransmissions.
  func giveUpSoon(of association: SCTPAssociationID = .future) throws {
    try useShortTimeouts(of: association)
    try setOption(
      .associationParameters(of: association), to: SCTPAssociationParameters(maximumRetransmissions: 2))
  }

  /// Sets the primary path to the current one, which the kernel reports as a change of the peer's address.
  func causePeerAddressChange(of association: SCTPAssociationID) throws {
    try setPrimaryPath(try status(of: association).primaryAddress, of: association)
  }

  /// Sends until no space is left, and returns the number of messages; the peer must be deaf.
  func fill(_ association: SCTPAssociationID, _ message: [UInt8] = .init(repeating: 0, count: 1_000)) throws -> Int {
    try SCTPTests.fill { try send(message, on: association, timeout: .zero) }
  }
}

/// A direction of a socket, as shutdown(2) names them.
enum Direction {
  case receiving, both
}

extension SCTPOneToOneSocket {
  /// Sends until no space is left, and returns the number of messages; the peer must be deaf.
  func fill(_ message: [UInt8] = .init(repeating: 0, count: 1_000)) throws -> Int {
    try SCTPTests.fill { try send(message, timeout: .zero) }
  }

  /// Calls shutdown(2); the library's `shutdown()` shuts down sending only.
  func shutDown(_ direction: Direction, _ location: SourceLocation = #_sourceLocation) throws {
    let how = direction == .receiving ? SHUT_RD : SHUT_RDWR
    let result = try withFileDescriptor { Foundation.shutdown($0.rawValue, CInt(how)) }
    try #require(result == 0, "shutdown(2): errno \(errno)", sourceLocation: location)
  }
}

/// Sends until no space is left, and returns the number of messages.
private func fill(_ send: () throws -> Void) throws -> Int {
  var sent = 0
  do {
    while true {
      try send()
      sent += 1
    }
  } catch let error as SCTPError where error.code == .timedOut {
    return sent
  }
}

extension SCTPListener {
  /// Creates a one-to-one socket that listens on the loopback.
  static func listening(
    _ family: SCTPAddressFamily = .ipv4, flags: SCTPSocketFlags = .closeOnExec, backlog: Int = 128
  ) throws -> SCTPListener {
    let listener = try SCTPListener(family: family, flags: flags)
    try listener.setOption(.noDelay, to: true)
    try listener.bind(to: .loopback(family, port: 0))
    try listener.listen(backlog: backlog)
    return listener
  }

  /// The first address that the socket is bound to.
  var address: SCTPAddress {
    get throws { try #require(try localAddresses().first) }
  }
}

extension SCTPEndpoint {
  /// Creates a one-to-many object that owns a second descriptor of this socket.
  func posingAsOneToMany() throws -> SCTPSocket {
    SCTPSocket(takingOwnershipOf: try duplicate())
  }
}

extension SCTPSendFlags {
  /// The kernel's `SCTP_EOF`, which shuts an association down; it equals the kernel's `MSG_FIN`.
  static var endOfAssociation: Self { Self(rawValue: 0x200) }
  /// The kernel's `SCTP_ABORT`, which aborts an association.
  static var abort: Self { Self(rawValue: 1 << 2) }
}
