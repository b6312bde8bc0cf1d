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
      .with({ try Unconnected() }, "connect", exceptions: .connecting, check: { try $0.check() }).blocking {
        try $0.client.connect(to: $0.address, timeout: Runner.patience)
      },
      .with(
        { try Unconnected(flags: .nonBlocking) }, "connect without waiting", exceptions: .connecting,
        check: { try $0.check() }
      ).blocking { try $0.client.connect(to: $0.address) },
      .with(
        { try Unconnected(isDeaf: true) }, "connect to a slow peer", traits: [.dependsOnTime], exceptions: .connecting,
        event: { try $0.server.setDeaf(false) }, check: { try $0.check() }
      ).blocking { try $0.client.connect(to: $0.address, timeout: Runner.patience) },
      .with({ try Unconnected() }, "connect, async", exceptions: .connecting, check: { try $0.check() }).async {
        try await $0.client.connect(to: $0.address, timeout: Runner.patience)
      },
      .with(
        { try Unconnected(isDeaf: true) }, "connect to a slow peer, async", traits: [.dependsOnTime],
        exceptions: .connecting, event: { try $0.server.setDeaf(false) }, check: { try $0.check() }
      ).async { try await $0.client.connect(to: $0.address, timeout: Runner.patience) },
      .with({ try Unconnected() }, "connect to several addresses", exceptions: .connecting, check: { try $0.check() })
        .blocking { try $0.client.connect(to: [$0.address], timeout: Runner.patience) },
      .with(
        { try Unconnected() }, "connect to several addresses, async", exceptions: .connecting,
        check: { try $0.check() }
      ).async { try await $0.client.connect(to: [$0.address], timeout: Runner.patience) },
      .with(
        { try UnconnectedClient() }, "connect a one-to-one socket to several addresses",
        exceptions: .connectingOneToOne, check: { try $0.check() }
      ).blocking { try $0.client.connect(to: [$0.address], timeout: Runner.patience) },
      .with(
        { try UnconnectedClient() }, "connect a one-to-one socket to several addresses, async",
        exceptions: .connectingOneToOne, check: { try $0.check() }
      ).async { try await $0.client.connect(to: [$0.address], timeout: Runner.patience) },
      .with(
        { try UnconnectedClient() }, "connect a one-to-one socket", exceptions: .connectingOneToOne,
        check: { try $0.check() }
      ).blocking { try $0.client.connect(to: $0.address, timeout: Runner.patience) },
      .with(
        { try UnconnectedClient(isDeaf: true) }, "connect a one-to-one socket to a slow peer", traits: [.dependsOnTime],
        exceptions: .connectingOneToOne, event: { try $0.listener.setDeaf(false) }, check: { try $0.check() }
      ).blocking { try $0.client.connect(to: $0.address, timeout: Runner.patience) },
      .with(
        { try UnconnectedClient() }, "connect a one-to-one socket, async", exceptions: .connectingOneToOne,
        check: { try $0.check() }
      ).async { try await $0.client.connect(to: $0.address, timeout: Runner.patience) },
      .with(
        { try UnconnectedClient(isDeaf: true) }, "connect a one-to-one socket to a slow peer, async",
        traits: [.dependsOnTime], exceptions: .connectingOneToOne, event: { try $0.listener.setDeaf(false) },
        check: { try $0.check() }
      ).async { try await $0.client.connect(to: $0.address, timeout: Runner.patience) },
    ]
  }

  static var accepting: [Operation] {
    [
      .with({ try Accepting(isConnected: true) }, "accept", exceptions: .accepting, check: { try $0.check() }).blocking
      {
        try $0.accept()
      },
      .with(
        { try Accepting() }, "accept a later association", traits: [.eventNeedsDescriptors], exceptions: .accepting,
        event: { try $0.connect() }, check: { try $0.check() }
      ).blocking { try $0.accept() },
      .with({ try Accepting(isConnected: true) }, "accept, async", exceptions: .accepting, check: { try $0.check() })
        .async { try await $0.accept() },
      .with(
        { try Accepting() }, "accept a later association, async", traits: [.eventNeedsDescriptors],
        exceptions: .accepting, event: { try $0.connect() }, check: { try $0.check() }
      ).async { try await $0.accept() },
      .with(
        { try Accepting(isConnected: true) }, "accept from a sequence, async", exceptions: .accepting,
        check: { try $0.check() }
      ).async { try await $0.acceptFromSequence() },
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

  func acceptFromSequence() async throws {
    var iterator = listener.accepted.makeAsyncIterator()
    accepted.value = try await iterator.next()
  }

  func check() throws {
    let connection = Connection(client: client, accepted: try accepted.take())
    try connection.exchange()
    try connection.close()
    try listener.close()
  }
}
