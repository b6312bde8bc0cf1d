import SCTP

// A Diameter node with associations with 50 peers, all on one socket.

/// The header of a Diameter message (RFC 6733, section 3), without attributes.
struct DiameterHeader: Equatable {
  enum Command: UInt32 {
    case capabilitiesExchange = 257
    case accounting = 271
    case deviceWatchdog = 280
    case disconnectPeer = 282
  }

  var command: Command
  var isRequest: Bool
  /// The number that matches an answer with its request.
  var hopByHop: UInt32

  init(_ command: Command, isRequest: Bool = true, hopByHop: UInt32) {
    self.command = command
    self.isRequest = isRequest
    self.hopByHop = hopByHop
  }

  /// Reads a message; nil if it is malformed or of another protocol.
  init?(_ message: SCTPMessage) {
    let bytes = message.payload
    func number(at offset: Int, _ count: Int) -> UInt32 {
      bytes[offset..<offset + count].reduce(0) { $0 << 8 | UInt32($1) }
    }
    guard message.payloadProtocol == .diameter, bytes.count == 20, bytes[0] == 1, number(at: 1, 3) == 20,
      let command = Command(rawValue: number(at: 5, 3))
    else { return nil }
    self.init(command, isRequest: bytes[4] & 0x80 != 0, hopByHop: number(at: 12, 4))
  }

  var bytes: [UInt8] {
    func bytes(_ number: UInt32, _ count: Int) -> [UInt8] {
      (0..<count).map { UInt8(truncatingIfNeeded: number >> (8 * (count - 1 - $0))) }
    }
    return [1] + bytes(20, 3) + [isRequest ? 0x80 : 0] + bytes(command.rawValue, 3) + bytes(0, 4) + bytes(hopByHop, 4)
      + bytes(0, 4)
  }

  var answer: DiameterHeader { DiameterHeader(command, isRequest: false, hopByHop: hopByHop) }
}

/// Answers the requests of its peers.
actor DiameterServer {
  private enum State {
    case waitsForCapabilities, isOpen, disconnects
  }

  nonisolated let address: SCTPAddress
  private let socket: SCTPSocket
  private var peers: [SCTPAssociationID: State] = [:]
  private(set) var watchdogAnswers = 0
  private(set) var abortedPeers = 0

  init(at address: SCTPAddress) throws {
    socket = try SCTPSocket(family: address.family)
    try socket.configureForDiameter()
    try socket.setSubscribed(true, to: .associationChange)
    try socket.bind(to: address)
    try socket.listen()
    self.address = try socket.localAddresses()[0]
  }

  var openPeers: Int { peers.values.count { $0 == .isOpen } }

  func run() async throws {
    for try await received in socket.received {
      switch received {
      case .notification(.associationChange(let change)):
        let isUp = [.communicationUp, .restart].contains(change.state)
        peers[change.association] = isUp ? .waitsForCapabilities : nil
      case .notification: break
      case .message(let message): await serve(message)
      case .discarded(let error): abort(error.association)
      }
    }
    try socket.close()
  }

  /// Sends a watchdog request to every peer.
  func checkPeers() async throws {
    let request = DiameterHeader(.deviceWatchdog, hopByHop: 1)
    try await socket.send(request.bytes, on: .all, options: SCTPSendOptions(payloadProtocol: .diameter))
  }

  func stop() async throws -> [SCTPAssociationID] {
    try await socket.stop(timeout: .seconds(5))
  }

  private func serve(_ message: SCTPMessage) async {
    let id = message.association
    // A message that cannot be read ends the association (RFC 6733, section 2.1).
    guard let header = DiameterHeader(message), let state = peers[id] else { return abort(id) }
    guard header.isRequest else {
      if header.command == .deviceWatchdog { watchdogAnswers += 1 }
      return
    }
    var options = SCTPSendOptions(payloadProtocol: .diameter)
    switch (state, header.command) {
    case (.waitsForCapabilities, .capabilitiesExchange): peers[id] = .isOpen
    case (.waitsForCapabilities, _): return abort(id)
    case (_, .disconnectPeer): peers[id] = .disconnects
    default: options.flags = .unordered
    }
    do { try await socket.send(header.answer.bytes, on: id, options: options, timeout: .seconds(1)) } catch {
      abort(id)
    }
  }

  private func abort(_ association: SCTPAssociationID?) {
    guard let association else { return }
    abortedPeers += 1
    try? socket.abort(association: association)
  }
}

/// A peer of the server.
struct DiameterClient {
  private let socket: SCTPOneToOneSocket

  init(of server: SCTPAddress) async throws {
    socket = try SCTPOneToOneSocket(family: server.family)
    try socket.configureForDiameter()
    try await socket.connect(to: server, timeout: .seconds(10))
    try await send(DiameterHeader(.capabilitiesExchange, hopByHop: 0))
    let answer = try await receive()
    try expect(
      answer == DiameterHeader(.capabilitiesExchange, isRequest: false, hopByHop: 0), "the answer is \(answer)")
  }

  /// Sends unordered requests, and returns the number of their answers, which may arrive in any order.
  func request(count: UInt32) async throws -> Int {
    var unanswered = Set(1...count)
    for number in 1...count { try await send(DiameterHeader(.accounting, hopByHop: number), flags: .unordered) }
    while !unanswered.isEmpty {
      let answer = try await receive()
      try expect(unanswered.remove(answer.hopByHop) != nil, "\(answer) answers no request")
    }
    return Int(count)
  }

  /// Answers a watchdog request of the server.
  func answerWatchdog() async throws {
    let request = try await receive()
    try expect(request.command == .deviceWatchdog && request.isRequest, "the request is \(request)")
    try await send(request.answer, flags: .unordered)
  }

  /// Disconnects, and shuts the association down.
  func disconnect() async throws {
    try await send(DiameterHeader(.disconnectPeer, hopByHop: 9))
    let answer = try await receive()
    try expect(answer.command == .disconnectPeer && !answer.isRequest, "the answer is \(answer)")
    try await socket.shutdownAndWait(timeout: .seconds(10))
    try socket.close()
  }

  /// Sends a message that is not of Diameter, and waits until the server aborts the association.
  func violateProtocol() async throws -> SCTPError? {
    try await socket.send([0], options: SCTPSendOptions(payloadProtocol: .diameter))
    defer { try? socket.close() }
    do throws(SCTPError) {
      _ = try await socket.receive(timeout: .seconds(10))
      return nil
    } catch {
      return error
    }
  }

  private func send(_ header: DiameterHeader, flags: SCTPSendFlags = []) async throws {
    try await socket.send(header.bytes, options: SCTPSendOptions(payloadProtocol: .diameter, flags: flags))
  }

  private func receive() async throws -> DiameterHeader {
    guard let message = try await socket.receive(timeout: .seconds(10))?.message, let header = DiameterHeader(message)
    else { throw UnexpectedOutcome(description: "the association ended, or the message is malformed") }
    return header
  }
}

enum DiameterWithPeers {
  static let scenarios = [
    Scenario("A Diameter node serves 50 peers on one socket") {
      let server = try DiameterServer(at: .loopback(port: 0))
      async let service: Void = server.run()
      let clients = try await withThrowingTaskGroup(of: DiameterClient.self) { group in
        for _ in 0..<50 { group.addTask { try await DiameterClient(of: server.address) } }
        return try await group.reduce(into: []) { $0.append($1) }
      }
      let open = await server.openPeers
      try expect(open == 50, "\(open) peers are open")
      let answers = try await withThrowingTaskGroup(of: Int.self) { group in
        for client in clients { group.addTask { try await client.request(count: 20) } }
        return try await group.reduce(0, +)
      }
      try expect(answers == 50 * 20, "\(answers) requests were answered")
      try await server.checkPeers()
      try await withThrowingDiscardingTaskGroup { group in
        for client in clients { group.addTask { try await client.answerWatchdog() } }
      }
      let error = try await clients[0].violateProtocol()
      try expect(error?.code == .connectionReset, "the error is \(error as Any)")
      try await withThrowingDiscardingTaskGroup { group in
        for client in clients.dropFirst() { group.addTask { try await client.disconnect() } }
      }
      let aborted = try await server.stop()
      try expect(aborted.isEmpty, "\(aborted) were aborted")
      try await service
      let (answered, rejected) = await (server.watchdogAnswers, server.abortedPeers)
      try expect(answered == 50, "\(answered) peers answered the watchdog")
      try expect(rejected == 1, "\(rejected) peers were aborted")
    }
  ]
}
