import SCTP

extension SCTPEndpoint {
  /// Detects a failed path within seconds.
  ///
  /// Call this before `connect` or `listen`.
  func detectPathFailuresQuickly() throws(SCTPError) {
    // A packet that is not acknowledged within a second is sent again.
    try setOption(
      .retransmissionTimeouts(),
      to: SCTPRetransmissionTimeouts(initial: .seconds(1), maximum: .seconds(1), minimum: .milliseconds(300)))
    // A path without traffic is checked every two seconds.
    try setOption(.pathParameters(), to: SCTPPathParameters(heartbeatInterval: .seconds(2)))
    // After the first timeout, messages take another path. After the fourth one, the path is inactive.
    try setOption(.pathThresholds(), to: SCTPPathThresholds(maximumRetransmissions: 3, potentiallyFailed: 0))
    // The association is lost when both of its paths have failed.
    try setOption(.associationParameters(), to: SCTPAssociationParameters(maximumRetransmissions: 6))
    // Notifications also report the state "potentially failed".
    try setOption(.potentiallyFailedExposure(), to: .enabled)
  }
}

extension SCTPSocket {
  /// Moves the traffic of an association to its fastest other path, and returns the address of that path.
  func switchPath(of association: SCTPAssociationID) throws(SCTPError) -> SCTPAddress? {
    let candidates = try paths(of: association).filter { !$0.isPrimary && $0.state == .active }
    guard let path = candidates.min(by: { $0.smoothedRoundTripTime < $1.smoothedRoundTripTime }) else { return nil }
    try setPrimaryPath(path.address, of: association)
    return path.address
  }

  /// Passes each change of a path on to `report`, until no more can arrive.
  func watchPaths(_ report: (String) -> Void) async throws {
    try setSubscribed(true, to: .peerAddressChange, of: .all)
    for try await received in self.received {
      guard case .notification(.peerAddressChange(let change)) = received else { continue }
      switch change.state {
      case .unreachable: report("\(change.address) has failed")
      case .potentiallyFailed: report("\(change.address) does not respond")
      case .available: report("\(change.address) responds again")
      case .confirmed: report("\(change.address) responds")
      case .madePrimary: report("\(change.address) is the primary path")
      default: report("\(change.address): \(change.state)")
      }
    }
  }
}

enum MultihomingAndFailover {
  /// The addresses of a server in two networks.
  static func addresses() throws -> [SCTPAddress] {
    let addresses = [
      try SCTPAddress("192.0.2.1", port: 38412),
      try SCTPAddress("198.51.100.1", port: 38412),
    ]
    return addresses
  }

  static func makeServer(at addresses: [SCTPAddress]) throws -> SCTPSocket {
    let server = try SCTPSocket()
    try server.bind(to: addresses)
    try server.listen()
    return server
  }

  static func connect(
    from localAddresses: [SCTPAddress], to serverAddresses: [SCTPAddress]
  ) async throws -> (client: SCTPSocket, association: SCTPAssociationID) {
    let client = try SCTPSocket()
    try client.bind(to: localAddresses)
    let association = try await client.connect(to: serverAddresses, timeout: .seconds(10))
    return (client, association)
  }

  static func printPaths(of association: SCTPAssociationID, on client: SCTPSocket) throws {
    for path in try client.paths(of: association) {
      print(path.address, path.state, path.smoothedRoundTripTime, path.isPrimary ? "(primary)" : "")
    }
  }

  /// The server's addresses that a client learns when it connects.
  static func advertisedAddresses(by server: SCTPSocket, at address: SCTPAddress) async throws -> [String] {
    let client = try SCTPSocket(family: address.family)
    let association = try await client.connect(to: address, timeout: .seconds(10))
    let addresses = try client.peerAddresses(of: association).map(\.host).sorted()
    try client.close()
    return addresses
  }

  static let scenarios = [
    Scenario("Both paths of an association are listed, and its traffic moves to the other one") {
      let hosts = try addresses().map(\.host)
      try expect(hosts == ["192.0.2.1", "198.51.100.1"], "the addresses are \(hosts)")
      let port = try unusedPort()
      let server = try makeServer(at: [.loopback(1, port), .loopback(2, port)])
      let (client, association) = try await connect(
        from: [.loopback(3, port), .loopback(4, port)], to: [.loopback(1, port), .loopback(2, port)])
      try printPaths(of: association, on: client)
      let paths = try client.paths(of: association)
      try expect(paths.map(\.address.host).sorted() == ["127.0.0.1", "127.0.0.2"], "the paths are \(paths)")
      try expect(paths.first(where: \.isPrimary)?.address == .loopback(1, port), "the paths are \(paths)")
      let new = try client.switchPath(of: association)
      try expect(try new == .loopback(2, port), "the new path is \(new as Any)")
      try expect(try client.status(of: association).primaryAddress == .loopback(2, port), "the path is not primary")
      try await client.send([1], on: association)
      try expect(try await server.receive(timeout: .seconds(10)).message?.payload == [1], "the message was lost")
      try client.close()
      try server.close()
    },
    Scenario("A path that does not respond is reported, and messages take the other path") {
      let server = try SCTPSocket()
      // This allows the socket to bind to an address that the host does not have, so that nothing responds there.
      try server.setOption(.freeBind, to: true)
      let port = try unusedPort()
      let silent = try SCTPAddress("192.0.2.1", port: port)
      try server.bind(to: [.loopback(1, port), silent])
      try server.listen()
      let client = try SCTPSocket()
      try client.bind(to: .loopback(3, 0))
      try client.detectPathFailuresQuickly()
      let association = try await client.connect(to: [.loopback(1, port), silent], timeout: .seconds(10))
      try client.setPrimaryPath(silent, of: association)
      let (reports, report) = AsyncStream.makeStream(of: String.self)
      let watcher = Task { try await client.watchPaths { report.yield($0) } }
      try await client.send([1], on: association)
      try expect(try await server.receive(timeout: .seconds(10)).message?.payload == [1], "the message was lost")
      var states: [String] = []
      for await report in reports {
        states.append(report)
        if report == "\(silent) has failed" { break }
      }
      try expect(states.contains("\(silent) does not respond"), "the reports are \(states)")
      let state = try client.pathInfo(silent, of: association).state
      try expect(state == .inactive, "the path is \(state)")
      try client.close()
      try? await watcher.value
      try server.close()
    },
    Scenario("A wildcard bind advertises addresses that the client does not know, and an explicit bind does not") {
      let wildcard = try SCTPSocket(family: .ipv6)
      try wildcard.bind(to: .any(.ipv6, port: 0))
      try wildcard.listen()
      let port = try wildcard.localAddresses()[0].port
      let all = try await advertisedAddresses(by: wildcard, at: .loopback(.ipv6, port: port))
      try expect(all.count > 1, "the client learned \(all)")
      try wildcard.close()
      let (explicit, address) = try Loopback.server(.ipv6)
      let one = try await advertisedAddresses(by: explicit, at: address)
      try expect(one == ["::1"], "the client learned \(one)")
      try explicit.close()
    },
  ]

  /// A port that no socket uses on any address.
  static func unusedPort() throws -> UInt16 {
    let socket = try SCTPSocket()
    defer { try? socket.close() }
    try socket.bind(to: .any(port: 0))
    return try socket.localAddresses()[0].port
  }
}

extension SCTPAddress {
  /// One of the addresses of the loopback interface, which has all of 127.0.0.0/8.
  fileprivate static func loopback(_ number: UInt8, _ port: UInt16) throws(SCTPError) -> SCTPAddress {
    try SCTPAddress("127.0.0.\(number)", port: port)
  }
}
