import SCTP

/// The server and all clients in one process.
struct Demo {
  static let clientCount = 8

  let file: SourceFile

  func run() async throws {
    let server = try Server(listeningOn: .loopback(port: 0))
    async let serving: Void = server.run()
    let clients = await outcome { try await runClients(of: server) }
    await server.stop()
    try await serving
    try clients.get()
    let sessions = await server.sessions
    Table.print(sessions)
    try compare(sessions)
  }

  /// What came of it, for after the server's end.
  private func outcome(of body: () async throws -> Void) async -> Result<Void, any Error> {
    do { return .success(try await body()) } catch { return .failure(error) }
  }

  private func runClients(of server: Server) async throws {
    let address = server.address
    var clients: [SporadicClient] = []
    for number in 1...Self.clientCount { clients.append(try await SporadicClient(number: number, server: address)) }
    Output.event("clients", "\(Self.clientCount) sporadic clients are up, each sends a short message now and then")
    let answered = try await run(clients) { try await Sender(server: address, file: file).run() }
    Output.event("clients", "the sporadic ones sent \(answered.grouped) messages, and all were answered")
  }

  /// Lets clients send while `body` runs; returns how many of their messages were answered.
  private func run(_ clients: [SporadicClient], while body: () async throws -> Void) async throws -> Int {
    try await withThrowingTaskGroup { tasks in
      let stop = Flag()
      for client in clients {
        tasks.addTask { try await client.run(until: stop) }
      }
      try await body()
      stop.set()
      return try await tasks.reduce(0, +)
    }
  }

  private func compare(_ sessions: [Session]) throws {
    let transfers = sessions.compactMap(\.transfer)
    guard transfers.count == 1, let transfer = transfers.first else { throw Failure("the server received no file") }
    guard try transfer.file.descriptor.hasSameBytes(as: file.descriptor) else {
      throw Failure("the received file differs from the original")
    }
    Output.line("The received file equals the original, byte by byte: \(file.length.inBytes).")
    if !sessions.contains(where: { $0.socket == .own }) {
      Output.line("Nothing was peeled off: that needs more than \(Server.threshold.inBytes).")
    }
  }
}
