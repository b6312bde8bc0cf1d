import SCTP
import Testing

/// The kinds of socket for which the kernel handles options differently.
enum SocketKind: CaseIterable {
  case oneToMany
  case connected
  case accepted
  case peeledOff

  /// Whether the kernel's style is one-to-one, so that it ignores association identifiers.
  var isOneToOne: Bool { self != .oneToMany }
  /// Whether the kernel's type is `SOCK_STREAM`.
  var isStream: Bool { self == .connected || self == .accepted }
}

/// A socket of one kind with an association; none of its options is set.
final class Subject {
  let kind: SocketKind
  let socket: SCTPEndpoint
  let association: SCTPAssociationID
  /// The peer's address.
  let path: SCTPAddress
  private var others: [SCTPEndpoint] = []

  init(_ kind: SocketKind, _ family: SCTPAddressFamily = .ipv4) throws {
    self.kind = kind
    switch kind {
    case .oneToMany, .peeledOff:
      let peer = try SCTPSocket.listening(family)
      let socket = try SCTPSocket(family: family)
      path = try peer.address
      association = try socket.connect(to: [path], timeout: patience)
      if kind == .oneToMany {
        self.socket = socket
        others = [peer]
      } else {
        self.socket = try socket.peelOff(association: association)
        others = [peer, socket]
      }
    case .connected, .accepted:
      let listener = try SCTPListener(family: family)
      try listener.bind(to: .loopback(family, port: 0))
      try listener.listen()
      let client = try SCTPOneToOneSocket(family: family)
      try client.connect(to: [try listener.address], timeout: patience)
      let accepted = try listener.accept(timeout: patience)
      let subject = kind == .connected ? client : accepted
      socket = subject
      others = [listener, kind == .connected ? accepted : client]
      association = try subject.association
      path = try #require(try subject.peerAddresses().first)
    }
  }

  /// Calls the closure for the type of the socket.
  func call<Value>(
    _ oneToMany: (SCTPSocket) throws -> Value, oneToOne: (SCTPOneToOneSocket) throws -> Value
  ) throws -> Value {
    if let socket = socket as? SCTPSocket { return try oneToMany(socket) }
    return try oneToOne(try #require(socket as? SCTPOneToOneSocket))
  }

  /// The paths of the association.
  func paths() throws -> [SCTPPathInfo] {
    try call {
      try $0.paths(of: association)
    } oneToOne: {
      try $0.paths()
    }
  }

  /// Connects a one-to-many socket to another peer.
  func furtherAssociation() throws -> SCTPAssociationID {
    let peer = try SCTPSocket.listening(path.family)
    others.append(peer)
    return try #require(socket as? SCTPSocket).connect(to: [try peer.address], timeout: patience)
  }

  func close() throws {
    try socket.close()
    for other in others { try other.close() }
  }
}

extension SCTPAssociationID {
  /// An identifier that no association has.
  static var nobody: Self { Self(rawValue: .max) }
}
