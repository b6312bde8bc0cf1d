import SCTP

extension Operations {
  static var creation: [Operation] {
    [
      .creating("create a one-to-many socket", check: use(oneToMany:)).blocking { try SCTPSocket() },
      .creating("create a one-to-one socket", check: { try $0.bind(to: .loopback(.ipv4, port: 0)) }).blocking {
        try SCTPOneToOneSocket()
      },
      .creating("create a listener", check: use(listener:)).blocking {
        try SCTPListener(flags: [.nonBlocking, .closeOnExec])
      },
      .creating("create a batch").blocking { _ = try SCTPReceiveBatch(capacity: 4, bytesPerMessage: 1_000) },
      .creating("connect a pair", exceptions: pairing, check: exchange).blocking {
        try SCTPOneToOneSocket.connectedPair(timeout: Runner.patience)
      },
      .creating("connect a pair, async", exceptions: pairing, check: exchange).async {
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
      .with({ try SCTPSocket() }, "bind", check: checkBound(1)).blocking { try $0.bind(to: .loopback(.ipv4, port: 0)) },
      .with(
        { try SCTPSocket() }, "bind to two addresses",
        exceptions: [
          .endsUse("setsockopt(SCTP_SOCKOPT_BINDX_ADD)", because: "the socket stays bound to the first address")
        ], check: checkBound(2)
      ).blocking { try $0.bind(to: [.loopback(.ipv4, port: 0), SCTPAddress(second, port: 0)]) },
      .with(bound, "add an address", check: checkBound(2)).blocking {
        try $0.bind(adding: [SCTPAddress(second, port: 0)])
      },
      .with(boundToTwo, "remove an address", check: checkBound(1)).blocking {
        try $0.bind(removing: [SCTPAddress(second, port: 0)])
      },
      .with(bound, "listen", check: { try Operations.connectTo($0) }).blocking { try $0.listen() },
      .with(
        { try SCTPSocket.listening() }, "stop listening",
        check: {
          try $0.listen()
          try Operations.connectTo($0)
        }
      ).blocking { try $0.listen(backlog: 0) },
      .on(Link.init, "local addresses of an association", exceptions: .addresses)
        .blocking { try require($0.client.localAddresses(of: $0.atClient).count >= 1, "no address") },
      .with(boundListener, "listen on a listener", check: { try $0.close() }).blocking { try $0.listen() },
      .with(boundToTwo, "local addresses", exceptions: .addresses, check: checkBound(2)).blocking { socket in
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
