import Testing

@testable import SCTP

// Associations that begin, move to another socket, and end.
extension ModelWorld {
  func connect() async throws {
    let features = ModelFeatures(isAuthenticated: isHeads(), isInterleaved: mayInterleave && isHeads())
    let client: any ModelSocket = isHeads() ? try SCTPSocket() : try SCTPOneToOneSocket()
    try client.prepare(features)
    let before = try serverSocket.associations()
    if let client = client as? SCTPSocket, isHeads() {
      try await connectBySending(client, features, before)
    } else {
      let atClient = try await client.connect(to: try serverSocket.localAddresses(), inThread: isHeads())
      let atServer = try #require(try serverSocket.associations().first { !before.contains($0) })
      _ = try add(client, atClient, atServer, features)
    }
  }

  /// Sets up an association by its first message.
  private func connectBySending(
    _ client: SCTPSocket, _ features: ModelFeatures, _ before: [SCTPAssociationID]
  ) async throws {
    let (size, streams) = (number(below: 1_500), UInt16(number(below: 10) + 5))
    var options = sendOptions(streams: streams)
    // The kernel abandons a message with a lifetime that it queues before it knows the peer's features.
    options.reliability = nil
    let addresses = try serverSocket.localAddresses()
    try await client.send(
      ExpectedMessages.payload(sent, size: size), toAll: addresses, streams: streams, options, inThread: isHeads())
    try await until("the association is up") {
      try client.associations().first.map { try client.status(of: $0).state } == .established
    }
    let atClient = try #require(try client.associations().first)
    let atServer = try #require(try serverSocket.associations().first { !before.contains($0) })
    try add(client, atClient, atServer, features).add(sent, size: size, options, atServer: false)
    sent += 1
  }

  private func add(
    _ client: any ModelSocket, _ atClient: SCTPAssociationID, _ atServer: SCTPAssociationID, _ features: ModelFeatures
  ) throws -> ModelLink {
    let link = try ModelLink(
      client: try ModelEnd(client, atClient), server: ModelEnd(sharing: server, of: serverSocket, atServer), features)
    links.append(link)
    return link
  }

  func peelOff() throws {
    guard let link = links.filter({ $0.isOpen && !$0.server.ownsSocket }).randomElement(using: &random) else { return }
    // Everything else of the association is received on its own socket.
    for received in server.takeReady() { try process(received, on: server) }
    let association = link.server.association
    let socket = try serverSocket.peelOff(association: association)
    link.server = try ModelEnd(socket, association, continuing: server.split(association))
  }

  func shutDown(_ link: ModelLink) throws {
    link.isOpen = false
    try link.end(atServer: isHeads()).shutDown()
  }

  func shutDownAndWait() async throws {
    guard let link = anyOpenLink() else { return }
    link.isOpen = false
    let end = link.end(atServer: isHeads())
    let (socket, association) = (end.socket, end.association)
    let waiting = start {
      try socket.shutDownInThread(association)
    } orInTask: {
      try await socket.shutDownInTask(association)
    }
    try await receive(from: [link]) { $0.isOver }
    try await waiting()
  }

  /// Lets the server stop while the model receives, and returns a function that waits until it has.
  func stopServer() -> () async throws -> Void {
    for link in links where !link.server.ownsSocket { link.isOpen = false }
    return start { [serverSocket] in
      let aborted = try serverSocket.stop(timeout: patience)
      #expect(aborted == [])
    } orInTask: { [serverSocket] in
      let aborted = try await serverSocket.stop(timeout: patience)
      #expect(aborted == [])
    }
  }

  func abort() throws {
    guard let link = anyOpenLink() else { return }
    link.isOpen = false
    link.mayLose = true
    try link.end(atServer: isHeads()).abort()
    // On a closed socket, the end is not received.
    if link.client.isClosed { link.isEndSeenByClient = true }
    if link.server.isClosed { link.isEndSeenByServer = true }
  }

  /// Starts a call that waits in a new thread or in a task, and returns a function that waits for its result.
  private func start(
    _ inItsThread: @escaping @Sendable () throws -> Void,
    orInTask inTask: @escaping @Sendable () async throws -> Void
  ) -> () async throws -> Void {
    if isHeads() {
      let thread = Background(inItsThread)
      return { try inThread { try thread.value() } }
    }
    let task = Task { try await inTask() }
    return { try await task.value }
  }
}
