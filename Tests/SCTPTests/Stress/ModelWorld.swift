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

  init(seed: UInt64) async throws {
    random = Seeded(seed)
    serverSocket = try SCTPSocket()
    try serverSocket.prepare()
    try serverSocket.bind(to: .loopback(port: 0))
    try serverSocket.listen()
    server = try Receiver(serverSocket, in: .whole)
    for _ in 0..<Self.most { try await connect() }
  }

  /// Does one random thing.
  func step() async throws {
    switch number(below: 1_000) {
    case ..<380: try await send()
    case ..<850: try await receive()
    case ..<920: try await cancelAWait()
    case ..<935: try anyOpenEnd()?.checkReport()
    case ..<945: try anyOpenEnd()?.changeSettings()
    case ..<950: try await exchangeApart()
    case ..<965: try await peelOff()
    case ..<985: try shutDown()
    case ..<990: try abort()
    default: if links.count(where: \.isOpen) < Self.most { try await connect() }
    }
  }

  /// Ends all associations gracefully, and receives until every end has seen it.
  func finish() async throws {
    for link in links where link.isOpen { try shutDown(link) }
    let end = ContinuousClock.now + patience
    while let link = links.first(where: { !$0.isOver }) {
      try #require(
        ContinuousClock.now < end, "association \(link.server.association) does not end: \(state(of: link))")
      for receiver in link.receivers { try await receive(on: receiver) }
      await Task.yield()
    }
    for link in links {
      try link.client.close()
      try link.server.close()
    }
    try serverSocket.close()
  }

  private func state(of link: ModelLink) -> String {
    "the server's end \(link.isEndSeenByServer ? "has" : "has not") seen it, "
      + "the client's \(link.isEndSeenByClient ? "has" : "has not")"
  }

  private func number(below bound: Int) -> Int { .random(in: 0..<bound, using: &random) }

  private func isHeads() -> Bool { number(below: 2) == 0 }

  private func anyOpenLink() -> ModelLink? { links.filter(\.isOpen).randomElement(using: &random) }

  private func anyOpenEnd() -> ModelEnd? { anyOpenLink().map { isHeads() ? $0.server : $0.client } }
}

// The operations.
extension ModelWorld {
  private func connect() async throws {
    let client: any ModelSocket = isHeads() ? try SCTPSocket() : try SCTPOneToOneSocket()
    try client.prepare()
    let before = try serverSocket.associations()
    let atClient = try await client.connect(to: try serverSocket.address, inThread: isHeads())
    let atServer = try #require(try serverSocket.associations().first { !before.contains($0) })
    links.append(
      ModelLink(
        client: try ModelEnd(client, atClient), server: ModelEnd(sharing: server, of: serverSocket, atServer)))
  }

  private func send() async throws {
    guard let link = anyOpenLink() else { return }
    let size = number(below: 10) == 0 ? number(below: 200_000) : number(below: 1_500)
    let options = sendOptions()
    let toServer = isHeads()
    do throws(SCTPError) {
      let payload = ExpectedMessages.payload(sent, size: size)
      try await (toServer ? link.client : link.server).send(payload, options, inThread: isHeads())
    } catch {
      // Without space for the message, nothing was sent.
      guard error.code == .timedOut else { throw error }
      return
    }
    if toServer { link.forServer.add(sent, size: size, options) } else { link.forClient.add(sent, size: size, options) }
    sent += 1
  }

  private func sendOptions() -> SCTPSendOptions {
    var options = SCTPSendOptions(
      stream: UInt16(number(below: 10)), payloadProtocol: SCTPPayloadProtocolID(rawValue: UInt32(number(below: 100))))
    if number(below: 5) == 0 { options.flags.insert(.unordered) }
    if number(below: 5) == 0 { options.flags.insert(.sackImmediately) }
    // Longer than any test, so that no message is abandoned.
    if number(below: 5) == 0 { options.reliability = .lifetime(.seconds(86_400)) }
    return options
  }

  private func receive() async throws {
    guard let link = links.filter({ !$0.isOver }).randomElement(using: &random) else { return }
    try await receive(on: link.receivers.randomElement(using: &random) ?? server)
  }

  private func receive(on receiver: Receiver) async throws {
    receiver.form = ReceivingForm.allCases.randomElement(using: &random) ?? .whole
    try await check(receiver) { try await receiver.next(timeout: .zero) }
  }

  /// Cancels a task that waits, or that a message wakes at the same moment.
  private func cancelAWait() async throws {
    guard let link = anyOpenLink() else { return }
    let receiver = link.receivers.randomElement(using: &random) ?? server
    receiver.form = .async
    let task = Task { try await receiver.next() as SCTPReceived? }
    for _ in 0..<number(below: 5) { await Task.yield() }
    if isHeads() { try await send() }
    task.cancel()
    try await check(receiver) { try await task.value }
  }

  /// Exchanges a message between two other sockets, and ends their association.
  private func exchangeApart() async throws {
    let ends: (SCTPOneToOneSocket, SCTPOneToOneSocket)
    switch number(below: 3) {
    case 0: ends = try await SCTPOneToOneSocket.connectedPair(timeout: patience)
    case 1: ends = try inThread { try SCTPOneToOneSocket.connectedPair(timeout: patience) }
    default: ends = try inThread { try Connection() }.ends
    }
    let payload = payload(number(below: 1_000) + 1, seed: number(below: 100))
    try await ends.0.send(payload, timeout: patience)
    #expect(try await ends.1.message().payload == payload)
    try await ends.1.shutdownAndWait(timeout: patience)
    #expect(try await ends.0.receive(timeout: patience) == nil)
    try ends.0.close()
    try ends.1.close()
  }

  private func peelOff() async throws {
    guard let link = links.filter({ $0.isOpen && !$0.server.ownsSocket }).randomElement(using: &random) else { return }
    // Everything else of the association is received on its own socket.
    for received in server.takeReady() { try process(received, on: server) }
    let association = link.server.association
    let socket = try serverSocket.peelOff(association: association)
    link.server = try ModelEnd(socket, association, continuing: server.split(association))
  }

  private func shutDown() throws {
    if let link = anyOpenLink() { try shutDown(link) }
  }

  private func shutDown(_ link: ModelLink) throws {
    link.isOpen = false
    try (isHeads() ? link.client : link.server).shutDown()
  }

  private func abort() throws {
    guard let link = anyOpenLink() else { return }
    link.isOpen = false
    link.mayLose = true
    try (isHeads() ? link.client : link.server).abort()
    // On a closed socket, the end is not received.
    if link.client.isClosed { link.isEndSeenByClient = true }
    if link.server.isClosed { link.isEndSeenByServer = true }
  }
}

// The checks of the messages and notifications that a socket receives.
extension ModelWorld {
  private func check(_ receiver: Receiver, _ receive: () async throws -> SCTPReceived?) async throws {
    do {
      if let received = try await receive() {
        try process(received, on: receiver)
      } else if receiver.hasEnded {
        processEnd(of: receiver)
      }
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

  /// Checks the end of the only association of a socket.
  ///
  /// Once the peer has begun a graceful end, a one-to-one socket may return it before the kernel queues its notification.
  private func processEnd(of receiver: Receiver) {
    for link in links where link.receivers.contains(where: { $0 === receiver }) {
      link.receiveEnd(atServer: link.server.receiver === receiver)
    }
  }

  private func process(_ error: SCTPError, on receiver: Receiver) throws {
    switch error.code {
    // A message that has arrived in part belongs to another form.
    case .canceled, .resourceBusy: return
    // The kernel reports an association that was aborted to the socket as well.
    case .connectionReset, .connectionAbort: #expect(links.contains { $0.mayLose }, "\(error)")
    case .socketNotConnected:
      let own = links.first { $0.client.receiver === receiver }
      #expect(own?.isEndSeenByClient == true, "\(error), but the end of the association was not received")
    default: throw error
    }
  }

  private func isClient(_ receiver: Receiver) -> Bool { links.contains { $0.client.receiver === receiver } }

  private func link(of association: SCTPAssociationID, on receiver: Receiver) throws -> ModelLink {
    let link = links.first { link in
      link.client.receiver === receiver
        || (link.server.association == association && link.server.receiver === receiver)
    }
    return try #require(link, "association \(association) belongs to another socket")
  }
}
