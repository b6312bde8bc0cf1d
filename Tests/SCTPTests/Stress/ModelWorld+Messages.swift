import SCTP
import Testing

// Sending and receiving.
extension ModelWorld {
  /// Sends a message from one end of an association.
  func send(on link: ModelLink) async throws {
    let size = number(below: 10) == 0 ? number(below: 200_000) : number(below: 1_500)
    let atServer = isHeads()
    var options = sendOptions(streams: (atServer ? link.forClient : link.forServer).streams)
    if number(below: 5) == 0 { options.authenticationKey = link.keys.randomElement(using: &random) }
    do throws(SCTPError) {
      let payload = ExpectedMessages.payload(sent, size: size)
      try await link.end(atServer: atServer).send(payload, options, inThread: isHeads())
    } catch {
      // Without space for the message, nothing was sent.
      guard error.code == .timedOut else { throw error }
      return
    }
    link.add(sent, size: size, options, atServer: atServer)
    sent += 1
  }

  /// Sends a message to all associations of the server's socket.
  ///
  /// Everything else has arrived before, so that no association lacks space, and none is about to end.
  func sendToAll() async throws {
    let targets = links.filter { !$0.server.ownsSocket }
    try await receive(from: targets) { $0.isOpen ? $0.isIdle : $0.isOver }
    let size = number(below: 1_500)
    let options = sendOptions(streams: 5)
    try await serverSocket.sendNow(ExpectedMessages.payload(sent, size: size), on: .all, options, inThread: isHeads())
    for link in targets where link.isOpen { link.add(sent, size: size, options, atServer: true) }
    sent += 1
  }

  func sendOptions(streams: UInt16) -> SCTPSendOptions {
    var options = SCTPSendOptions(
      stream: UInt16(number(below: Int(streams))),
      payloadProtocol: SCTPPayloadProtocolID(rawValue: UInt32(number(below: 100))))
    if number(below: 5) == 0 { options.flags.insert(.unordered) }
    if number(below: 5) == 0 { options.flags.insert(.sackImmediately) }
    // Longer than any test, so that no message is abandoned.
    if number(below: 5) == 0 { options.reliability = .lifetime(.seconds(86_400)) }
    return options
  }

  func receive() async throws {
    guard let link = links.filter({ !$0.isOver }).randomElement(using: &random) else { return }
    try await receive(on: link.receivers.randomElement(using: &random) ?? server)
  }

  /// Receives on the sockets of associations until each fulfills a condition.
  func receive(from links: [ModelLink], until isDone: (ModelLink) -> Bool) async throws {
    let end = ContinuousClock.now + patience
    while let link = links.first(where: { !isDone($0) }) {
      try #require(ContinuousClock.now < end, "something has not arrived in time: \(state(of: link))")
      for receiver in link.receivers { try await receive(on: receiver) }
      await Task.yield()
    }
  }

  /// Receives everything that was sent on an association, and waits until both kernels know that it has arrived.
  func settle(_ link: ModelLink) async throws {
    try await receive(from: [link]) { $0.isIdle }
    for end in [link.client, link.server] {
      try await until("everything is acknowledged") { try end.report().status.unacknowledgedChunks == 0 }
    }
  }

  /// Cancels a task that waits, or that a message wakes at the same moment.
  func cancelAWait() async throws {
    guard let link = anyOpenLink() else { return }
    let receiver = link.receivers.randomElement(using: &random) ?? server
    receiver.form = .async
    let isInLoop = isHeads()
    let task = Task { isInLoop ? try await receiver.nextOfSequence() : try await receiver.next() as SCTPReceived? }
    for _ in 0..<number(below: 5) { await Task.yield() }
    if isHeads() { try await send(on: link) }
    task.cancel()
    try await check(receiver) { try await task.value }
  }

  private func receive(on receiver: Receiver) async throws {
    receiver.form = ReceivingForm.allCases.randomElement(using: &random) ?? .whole
    try await check(receiver) { try await receiver.next(timeout: .zero) }
  }

  private func state(of link: ModelLink) -> String {
    let ends = "at the server \(link.server.association): \(link.server.socket), at the client: \(link.client.socket)"
    return """
      \(ends), messages \(link.forServer.isEmpty) \(link.forClient.isEmpty), notices \(link.notices.count), \
      ends seen \(link.isEndSeenByServer) \(link.isEndSeenByClient)
      """
  }
}
