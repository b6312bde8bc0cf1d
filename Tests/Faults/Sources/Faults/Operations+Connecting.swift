import SCTP

/// A client and the listening server that it connects to.
private struct Unconnected: Sendable {
  let server: SCTPSocket
  let client: SCTPSocket
  let address: SCTPAddress

  /// Creates both sockets; a deaf server does not answer until it hears again.
  init(isDeaf: Bool = false, flags: SCTPSocketFlags = .closeOnExec) throws {
    server = try .listening()
    client = try SCTPSocket(flags: flags)
    try client.useShortTimeouts()
    try client.setOption(.noDelay, to: true)
    address = try server.address
    if isDeaf { try server.setDeaf(true) }
  }

  /// Checks that the association carries messages, and closes the sockets.
  func check() throws {
    try server.setDeaf(false)
    let isUp = try waitUntil { try server.associations().count == 1 && client.associations().count == 1 }
    try require(isUp, "the associations: \(try server.associations()), \(try client.associations())")
    let link = try Link(
      server: server, client: client, atServer: server.associations()[0], atClient: client.associations()[0])
    try link.exchange()
    try link.close()
  }
}

/// A client and the listener that it connects to.
private struct UnconnectedClient: Sendable {
  let listener: SCTPListener
  let client: SCTPOneToOneSocket
  let address: SCTPAddress

  init(isDeaf: Bool = false) throws {
    listener = try .listening()
    client = try SCTPOneToOneSocket()
    try client.useShortTimeouts()
    try client.setOption(.noDelay, to: true)
    address = try listener.localAddresses()[0]
    if isDeaf { try listener.setDeaf(true) }
  }

  func check() throws {
    var accepted = try listener.accept(timeout: Runner.patience)
    // A failed attempt may have come up at the listener before the client gave it up.
    while try accepted.localAddresses().isEmpty { accepted = try listener.accept(timeout: Runner.patience) }
    let connection = Connection(client: client, accepted: accepted)
    try connection.exchange()
    try connection.close()
    try listener.close()
  }
}

extension Operations {
  static var connecting: [Operation] {
    [
      trial(
        "connect", exceptions: .connecting, { try Unconnected() }, { try $0.check() },
        {
          try $0.client.connect(to: $0.address, timeout: Runner.patience)
        }),
      trial(
        "connect without waiting", exceptions: .connecting, { try Unconnected(flags: .nonBlocking) },
        { try $0.check() },
        {
          try $0.client.connect(to: $0.address)
        }),
      trial(
        "connect to a slow peer", exceptions: .connecting, { try Unconnected(isDeaf: true) }, { try $0.check() },
        event: { try $0.server.setDeaf(false) }, { try $0.client.connect(to: $0.address, timeout: Runner.patience) }),
      asyncTrial(
        "connect, async", exceptions: .connecting, { try Unconnected() }, { try $0.check() },
        {
          try await $0.client.connect(to: $0.address, timeout: Runner.patience)
        }),
      asyncTrial(
        "connect to a slow peer, async", exceptions: .connecting, { try Unconnected(isDeaf: true) }, { try $0.check() },
        event: { try $0.server.setDeaf(false) },
        { try await $0.client.connect(to: $0.address, timeout: Runner.patience) }),
      trial(
        "connect a one-to-one socket", exceptions: .connectingOneToOne, { try UnconnectedClient() }, { try $0.check() },
        {
          try $0.client.connect(to: $0.address, timeout: Runner.patience)
        }),
      trial(
        "connect a one-to-one socket to a slow peer", exceptions: .connectingOneToOne,
        { try UnconnectedClient(isDeaf: true) }, { try $0.check() },
        event: { try $0.listener.setDeaf(false) }, { try $0.client.connect(to: $0.address, timeout: Runner.patience) }),
      asyncTrial(
        "connect a one-to-one socket, async", exceptions: .connectingOneToOne, { try UnconnectedClient() },
        { try $0.check() },
        {
          try await $0.client.connect(to: $0.address, timeout: Runner.patience)
        }),
      asyncTrial(
        "connect a one-to-one socket to a slow peer, async", exceptions: .connectingOneToOne,
        { try UnconnectedClient(isDeaf: true) },
        { try $0.check() }, event: { try $0.listener.setDeaf(false) },
        { try await $0.client.connect(to: $0.address, timeout: Runner.patience) }),
    ]
  }

  private static func trial<Value>(
    _ name: String, exceptions: [Exception] = [], _ create: @escaping () throws -> Value,
    _ check: @escaping (Value) throws -> Void, event: ((Value) throws -> Void)? = nil,
    _ body: @escaping (Value) throws -> Void
  ) -> Operation {
    Operation(name: name, exceptions: exceptions) {
      let value = try create()
      return Trial(
        body: .blocking { try body(value) }, awaited: event.map { event in (1, { try event(value) }) },
        check: { try check(value) }, close: {})
    }
  }

  private static func asyncTrial<Value: Sendable>(
    _ name: String, exceptions: [Exception] = [], _ create: @escaping () throws -> Value,
    _ check: @escaping (Value) throws -> Void, event: ((Value) throws -> Void)? = nil,
    _ body: @escaping @Sendable (Value) async throws -> Void
  ) -> Operation {
    Operation(name: name, exceptions: exceptions) {
      let value = try create()
      return Trial(
        body: .async { try await body(value) }, awaited: event.map { event in (1, { try event(value) }) },
        check: { try check(value) }, close: {})
    }
  }

  static var accepting: [Operation] {
    [
      trial(
        "accept", exceptions: .accepting, { try Accepting(isConnected: true) }, { try $0.check() },
        {
          try $0.accept()
        }),
      trial(
        "accept a later association", exceptions: .accepting, { try Accepting() }, { try $0.check() },
        event: { try $0.connect() },
        {
          try $0.accept()
        }),
      asyncTrial(
        "accept, async", exceptions: .accepting, { try Accepting(isConnected: true) }, { try $0.check() },
        {
          try await $0.accept()
        }),
      asyncTrial(
        "accept a later association, async", exceptions: .accepting, { try Accepting() }, { try $0.check() },
        event: { try $0.connect() }, { try await $0.accept() }),
    ]
  }
}

/// A listener, and the client whose association it accepts.
private struct Accepting: Sendable {
  let listener: SCTPListener
  let client: SCTPOneToOneSocket
  let accepted = Box<SCTPOneToOneSocket>()

  init(isConnected: Bool = false) throws {
    listener = try .listening()
    client = try SCTPOneToOneSocket()
    try client.setOption(.noDelay, to: true)
    if isConnected { try connect() }
  }

  func connect() throws { try client.connect(to: listener.localAddresses()[0], timeout: Runner.patience) }

  func accept() throws { accepted.value = try listener.accept(timeout: Runner.patience) }

  func accept() async throws { accepted.value = try await listener.accept(timeout: Runner.patience) }

  func check() throws {
    let connection = Connection(client: client, accepted: try accepted.take())
    try connection.exchange()
    try connection.close()
    try listener.close()
  }
}
