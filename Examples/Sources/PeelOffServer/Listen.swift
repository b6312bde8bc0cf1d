import SCTP

/// The server without clients, until a signal.
struct Listen {
  let address: SCTPAddress

  func run() async throws {
    let signals = await Signals.ending()
    let server = try Server(listeningOn: address)
    try await withThrowingTaskGroup { tasks in
      tasks.addTask { try await server.run() }
      tasks.addTask {
        for await signal in signals {
          Output.event("server", "stops because of signal \(signal)")
          return await server.stop()
        }
      }
      try await tasks.waitForAll()
    }
    Table.print(await server.sessions)
  }
}
