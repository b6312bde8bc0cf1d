import Testing

@testable import SCTP

/// A server and its clients, which do random things, and a model of what must arrive.
final class ModelWorld {
  private static let most = 12
  private var random: Seeded
  private let server: Receiver
  private let serverSocket: SCTPSocket
  private var links: [ModelLink] = []
  private var sent: UInt32 = 0

  init(seed: UInt64) throws {
    random = Seeded(seed)
    serverSocket = try SCTPSocket()
    try Self.prepare(serverSocket)
    try serverSocket.bind(to: .loopback(port: 0))
    try serverSocket.listen()
    server = try Receiver(serverSocket, in: .whole)
    for _ in 0..<Self.most { try connect() }
  }

  private static func prepare(_ socket: SCTPSocket) throws {
    try socket.setOption(.noDelay, to: true)
    try socket.setOption(.receiveBufferSize, to: 4 << 20)
    try socket.setOption(.sendBufferSize, to: 4 << 20)
    try socket.setSubscribed(true, to: .associationChange)
  }

  /// Does one random thing.
  func step() async throws {
    switch number(below: 1_000) {
    case ..<400: try await send()
    case ..<880: try await receive()
    case ..<950: try await cancelAWait()
    case ..<965: try await peelOff()
    case ..<985: try shutDown()
    case ..<990: try abort()
    default: if links.count(where: \.isOpen) < Self.most { try connect() }
    }
  }

  /// Ends all associations gracefully, and receives until every end has seen it.
  func finish() async throws {
    for link in links where link.isOpen { try shutDown(link) }
    let end = ContinuousClock.now + patience
    while let link = links.first(where: { !$0.isOver }) {
      try #require(ContinuousClock.now < end, "association \(link.atServer) does not end: \(state(of: link))")
      for receiver in receivers(of: link) { try await receive(on: receiver) }
      await Task.yield()
    }
    for link in links {
      try link.client.socket.close()
      try link.child?.socket.close()
    }
    try serverSocket.close()
  }

  private func state(of link: ModelLink) -> String {
    "the server's end \(link.isEndSeenByServer ? "has" : "has not") seen it, "
      + "the client's \(link.isEndSeenByClient ? "has" : "has not")"
  }

  private func number(below bound: Int) -> Int { .random(in: 0..<bound, using: &random) }

  private func anyOpenLink() -> ModelLink? { links.filter(\.isOpen).randomElement(using: &random) }

  private func receivers(of link: ModelLink) -> [Receiver] { [link.child ?? server, link.client] }
}

// The operations.
extension ModelWorld {
  private func connect() throws {
    links.append(try ModelLink(Pair(server: serverSocket, prepare: Self.prepare)))
  }

  private func send() async throws {
    guard let link = anyOpenLink() else { return }
    let size = number(below: 10) == 0 ? number(below: 200_000) : number(below: 1_500)
    var options = SCTPSendOptions(stream: UInt16(number(below: 10)))
    if number(below: 5) == 0 { options.flags = .unordered }
    let payload = ExpectedMessages.payload(sent, size: size)
    let toServer = number(below: 2) == 0
    do throws(SCTPError) {
      if toServer {
        try await (link.client.socket as? SCTPSocket)?.send(
          payload, on: link.atClient, options: options, timeout: .zero)
      } else if let child = link.child?.socket as? SCTPOneToOneSocket {
        try await child.send(payload, options: options, timeout: .zero)
      } else {
        try await serverSocket.send(payload, on: link.atServer, options: options, timeout: .zero)
      }
    } catch {
      // Without space for the message, nothing was sent.
      guard error.code == .timedOut else { throw error }
      return
    }
    if toServer { link.forServer.add(sent, size: size, options) } else { link.forClient.add(sent, size: size, options) }
    sent += 1
  }

  private func receive() async throws {
    guard let link = links.filter({ !$0.isOver }).randomElement(using: &random) else { return }
    try await receive(on: receivers(of: link).randomElement(using: &random) ?? server)
  }

  private func receive(on receiver: Receiver) async throws {
    receiver.form = ReceivingForm.allCases.randomElement(using: &random) ?? .whole
    try await check(receiver) { try await receiver.next(timeout: .zero) }
  }

  /// Cancels a task that waits, or that a message wakes at the same moment.
  private func cancelAWait() async throws {
    guard let link = anyOpenLink() else { return }
    let receiver = receivers(of: link).randomElement(using: &random) ?? server
    receiver.form = .async
    let task = Task { try await receiver.next() as SCTPReceived? }
    for _ in 0..<number(below: 5) { await Task.yield() }
    if number(below: 2) == 0 { try await send() }
    task.cancel()
    try await check(receiver) { try await task.value }
  }

  private func peelOff() async throws {
    guard let link = links.filter({ $0.isOpen && $0.child == nil }).randomElement(using: &random) else { return }
    // Everything else of the association is received on its own socket.
    for received in server.takeReady() { try process(received, on: server) }
    let socket = try serverSocket.peelOff(association: link.atServer)
    link.child = try Receiver(socket, in: .whole, continuing: server.split(link.atServer))
  }

  private func shutDown() throws {
    if let link = anyOpenLink() { try shutDown(link) }
  }

  private func shutDown(_ link: ModelLink) throws {
    link.isOpen = false
    if number(below: 2) == 0 {
      try (link.client.socket as? SCTPSocket)?.shutdown(association: link.atClient)
    } else if let child = link.child?.socket as? SCTPOneToOneSocket {
      try child.shutdown()
    } else {
      try serverSocket.shutdown(association: link.atServer)
    }
  }

  private func abort() throws {
    guard let link = anyOpenLink() else { return }
    link.isOpen = false
    link.mayLose = true
    if number(below: 2) == 0 {
      try (link.client.socket as? SCTPSocket)?.abort(association: link.atClient)
    } else if let child = link.child?.socket as? SCTPOneToOneSocket {
      // This closes the socket, on which the end is not received.
      try child.abort()
      link.child = nil
      link.isEndSeenByServer = true
    } else {
      try serverSocket.abort(association: link.atServer)
    }
  }
}

// The checks of the messages and notifications that a socket receives.
extension ModelWorld {
  private func check(_ receiver: Receiver, _ receive: () async throws -> SCTPReceived?) async throws {
    do {
      if let received = try await receive() { try process(received, on: receiver) }
    } catch let error as SCTPError {
      try process(error, on: receiver)
    }
  }

  private func process(_ received: SCTPReceived, on receiver: Receiver) throws {
    switch received {
    case .message(let message):
      try link(of: message.association, on: receiver).receive(message, atServer: !isClient(receiver))
    case .notification(.associationChange(let change)):
      guard change.state != .communicationUp else { return }
      receiver.forget(change.association)
      try link(of: change.association, on: receiver).receiveEnd(atServer: !isClient(receiver))
    case .notification(let other):
      Issue.record("\(other) was not subscribed to")
    case .discarded(let error):
      Issue.record("\(error)")
    }
  }

  private func process(_ error: SCTPError, on receiver: Receiver) throws {
    switch error.code {
    // A message that has arrived in part belongs to another form.
    case .canceled, .resourceBusy: return
    // The kernel reports an association that was aborted to the socket as well.
    case .connectionReset, .connectionAbort: #expect(links.contains { $0.mayLose }, "\(error)")
    case .socketNotConnected:
      let own = links.first { $0.client === receiver }
      #expect(own?.isEndSeenByClient == true, "\(error), but the end of the association was not received")
    default: throw error
    }
  }

  private func isClient(_ receiver: Receiver) -> Bool { links.contains { $0.client === receiver } }

  private func link(of association: SCTPAssociationID, on receiver: Receiver) throws -> ModelLink {
    let link = links.first { link in
      link.client === receiver || (link.atServer == association && receiver === (link.child ?? server))
    }
    return try #require(link, "association \(association) belongs to another socket")
  }
}
