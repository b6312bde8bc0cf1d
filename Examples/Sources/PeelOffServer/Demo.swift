import SCTP

/// The server and all clients in one process.
struct Demo {
  static let clientCount = 8

  let file: SourceFile

  func run() throws {
    let server = try Server(listeningOn: .loopback(port: 0))
    let serving = Background { try server.run() }
    do {
      try runClients(of: server)
    } catch {
      server.stop()
      try serving.value()
      throw error
    }
    server.stop()
    try serving.value()
    Table.print(server.sessions)
    try compare(server.sessions)
  }

  private func runClients(of server: Server) throws {
    let clients = try (1...Self.clientCount).map { try SporadicClient(number: $0, server: server.address) }
    Output.event("clients", "\(Self.clientCount) sporadic clients are up, each sends a short message now and then")
    let stop = Flag()
    let running = clients.map { client in Background { try client.run(until: stop) } }
    let sending = Result { try Sender(server: server.address, file: file).run() }
    stop.set()
    let answered = try running.map { try $0.value() }.reduce(0, +)
    try sending.get()
    Output.event("clients", "the sporadic ones sent \(answered.grouped) messages, and all were answered")
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
