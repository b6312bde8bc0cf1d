import SCTP

/// What it costs to be woken: the library's tasks beside other ways to wait, which take the place of C.
struct WakingUp {
  private static let count = 500

  private let client: SCTPOneToOneSocket
  private let server: SCTPOneToOneSocket

  private init() throws {
    let connection = try Connection()
    client = connection.client
    server = connection.accepted
  }

  /// Tasks that a DispatchSource wakes.
  static var againstDispatch: Workload {
    .latency("async round trip, DispatchSource instead of C", .none) {
      let pair = try WakingUp()
      let sockets = (client: try DispatchSocket(pair.client), server: try DispatchSocket(pair.server))
      return Comparison(operations: count) {
        try Tasks.time {
          async let asked: Void = ask(sockets.client)
          try await answer(sockets.server)
          try await asked
        }
      } swift: {
        try pair.time()
      }
    }
  }

  /// Threads that wait in the library's calls.
  static var againstThreads: Workload {
    .latency("async round trip, Swift threads instead of C", .none) {
      let pair = try WakingUp()
      let (client, server) = (pair.client, pair.server)
      return Comparison(operations: count) {
        try Threads.time([{ try askInThread(client) }, { try answerInThread(server) }])
      } swift: {
        try pair.time()
      }
    }
  }

  private func time() throws -> Double {
    let (client, server) = (client, server)
    return try Tasks.time {
      async let asked: Void = AsyncConversing.ask(client, Self.count)
      try await AsyncConversing.answer(server, Self.count)
      try await asked
    }
  }

  private static var payload: [UInt8] { [UInt8](repeating: 7, count: AsyncConversing.size) }

  private static func ask(_ socket: DispatchSocket) async throws {
    let payload = payload
    for _ in 0..<count {
      try socket.send(payload)
      _ = try await socket.receive()
    }
  }

  private static func answer(_ socket: DispatchSocket) async throws {
    for _ in 0..<count {
      if let message = try await socket.receive() { try socket.send(message.payload) }
    }
  }

  private static func askInThread(_ socket: SCTPOneToOneSocket) throws {
    let payload = payload
    for _ in 0..<count {
      try socket.send(payload)
      _ = try socket.receive()
    }
  }

  private static func answerInThread(_ socket: SCTPOneToOneSocket) throws {
    for _ in 0..<count {
      if let message = try socket.receive()?.message { try socket.send(message.payload) }
    }
  }
}
