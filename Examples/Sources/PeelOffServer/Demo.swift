import SCTP

/// The demonstration: the server and all clients in one process.
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

  /// The result of the clients, which is reported after the server has stopped.
  private func outcome(of body: () async throws -> Void) async -> Result<Void, any Error> {
    do { return .success(try await body()) } catch { return .failure(error) }
  }

  private func runClients(of server: Server) async throws {
    let address = server.address
    var clients: [SporadicClient] = []
    for number in 1...Self.clientCount { clients.append(try await SporadicClient(number: number, server: address)) }
    Output.event("clients", "\(Self.clientCount) sporadic clients are connected, and send short messages")
    let answered = try await run(clients) { try await Sender(server: address, file: file).run() }
    Output.event("clients", "the sporadic clients sent \(answered.grouped) messages, and every message was answered")
  }

  /// Runs the clients while `body` runs, and returns the number of answered messages.
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
    Output.line("The received file is identical to the original: \(file.length.inBytes).")
    if !sessions.contains(where: { $0.socket == .own }) {
      Output.line("No association was peeled off, because none sent more than \(Server.threshold.inBytes).")
    }
  }
}
