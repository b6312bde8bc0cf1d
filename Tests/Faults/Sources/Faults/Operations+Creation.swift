import SCTP

extension Operations {
  static var creation: [Operation] {
    [
      .creating("create a one-to-many socket", check: use(oneToMany:)) { try SCTPSocket() },
      .creating(
        "create a one-to-one socket", check: { try $0.bind(to: .loopback(.ipv4, port: 0)) },
        {
          try SCTPOneToOneSocket()
        }),
      .creating("create a listener", check: use(listener:)) { try SCTPListener(flags: [.nonBlocking, .closeOnExec]) },
      .creating("create a batch") { _ = try SCTPReceiveBatch(capacity: 4, bytesPerMessage: 1_000) },
      .creating("connect a pair", exceptions: pairing, check: exchange) {
        try SCTPOneToOneSocket.connectedPair(timeout: Runner.patience)
      },
      .asyncCreating("connect a pair, async", exceptions: pairing, check: exchange) {
        try await SCTPOneToOneSocket.connectedPair(timeout: Runner.patience)
      },
    ]
  }

  private static var pairing: [Exception] {
    [
      .cannotOccur(
        "getsockopt(SCTP_GET_PEER_ADDRS)", codes: [.invalidArgument],
        because: "the association cannot have ended, because the call has both ends"),
      .translated(
        "malloc(libsctp)", 3, in: "sctp_getpaddrs", because: "the third list is that of the peer's addresses"),
    ] + .connectingOneToOneOnce + .accepting + .releasing + .addresses
  }

  private static func use(oneToMany socket: SCTPSocket) throws {
    try socket.bind(to: .loopback(.ipv4, port: 0))
    try socket.listen()
    try socket.close()
  }

  private static func use(listener: SCTPListener) throws {
    try listener.bind(to: .loopback(.ipv4, port: 0))
    try listener.listen()
    try listener.close()
  }

  static func exchange(_ pair: (SCTPOneToOneSocket, SCTPOneToOneSocket)) throws {
    let connection = Connection(client: pair.0, accepted: pair.1)
    try connection.exchange()
    try connection.close()
  }

  static var binding: [Operation] {
    let second = "127.0.0.2"
    return [
      .on("bind", { try SCTPSocket() }, check: checkBound(1), { try $0.bind(to: .loopback(.ipv4, port: 0)) }),
      .on(
        "bind to two addresses",
        exceptions: [
          .endsUse("setsockopt(SCTP_SOCKOPT_BINDX_ADD)", because: "the socket stays bound to the first address")
        ], { try SCTPSocket() }, check: checkBound(2),
        {
          try $0.bind(to: [.loopback(.ipv4, port: 0), SCTPAddress(second, port: 0)])
        }),
      .on("add an address", bound, check: checkBound(2)) { try $0.bind(adding: [SCTPAddress(second, port: 0)]) },
      .on("remove an address", boundToTwo, check: checkBound(1)) {
        try $0.bind(removing: [SCTPAddress(second, port: 0)])
      },
      .on("listen", bound, check: { try Operations.connectTo($0) }, { try $0.listen() }),
      .on(
        "stop listening", { try SCTPSocket.listening() },
        check: {
          try $0.listen()
          try Operations.connectTo($0)
        },
        {
          try $0.listen(backlog: 0)
        }),
      .on("listen on a listener", boundListener, check: { try $0.close() }, { try $0.listen() }),
      .on("local addresses", exceptions: .addresses, boundToTwo, check: checkBound(2)) { socket in
        try require(socket.localAddresses().count == 2, "not all addresses are returned")
      },
    ]
  }

  private static func bound() throws -> SCTPSocket {
    let socket = try SCTPSocket()
    try socket.bind(to: .loopback(.ipv4, port: 0))
    return socket
  }

  private static func boundToTwo() throws -> SCTPSocket {
    let socket = try bound()
    try socket.bind(adding: [SCTPAddress("127.0.0.2", port: 0)])
    return socket
  }

  private static func boundListener() throws -> SCTPListener {
    let listener = try SCTPListener()
    try listener.bind(to: .loopback(.ipv4, port: 0))
    return listener
  }

  private static func checkBound(_ count: Int) -> (SCTPSocket) throws -> Void {
    { socket in
      try require(socket.localAddresses().count == count, "the socket is bound to \(try socket.localAddresses())")
      try socket.listen()
      try connectTo(socket)
    }
  }

  /// Connects to a listening socket, exchanges messages, and closes both sockets.
  static func connectTo(_ server: SCTPSocket) throws {
    let client = try SCTPSocket()
    let (atClient, atServer) = try client.connect(server)
    let link = try Link(server: server, client: client, atServer: atServer, atClient: atClient)
    try link.exchange()
    try link.close()
  }
}
