import Testing

@testable import SCTP

extension OnTheKernel {
  /// A thousand tasks wait for one socket while random ones are canceled and replaced.
  @Suite struct CancellationStorm {
    @Test(
      "A one-to-many socket receives every message once while tasks are canceled", arguments: TaskPlacement.allCases)
    func oneToMany(_ placement: TaskPlacement) async throws {
      for round in 0..<StressSettings.rounds {
        let pair = try Pair.withLargeBuffers()
        try await Self.storm(round, on: pair.server, placement) { () async throws(SCTPError) in
          try await pair.server.receive().message?.payload.number ?? .max
        } send: { number in
          try await pair.client.send([UInt8](number: number), on: pair.atClient)
          return number
        }
        try pair.close()
      }
    }

    @Test("A one-to-one socket receives every message once while tasks are canceled", arguments: TaskPlacement.allCases)
    func oneToOne(_ placement: TaskPlacement) async throws {
      for round in 0..<StressSettings.rounds {
        let connection = try Connection()
        try await Self.storm(round, on: connection.accepted, placement) { () async throws(SCTPError) in
          try await connection.accepted.receive()?.message?.payload.number ?? .max
        } send: { number in
          try await connection.client.send([UInt8](number: number))
          return number
        }
        try connection.close()
      }
    }

    @Test("A listener accepts every association once while tasks are canceled", arguments: TaskPlacement.allCases)
    func accepting(_ placement: TaskPlacement) async throws {
      for round in 0..<StressSettings.rounds {
        let listener = try SCTPListener.listening()
        let address = try listener.address
        let sockets = Collected<SCTPOneToOneSocket>()
        try await Self.storm(round, on: listener, placement) { () async throws(SCTPError) in
          let socket = try await listener.accept()
          sockets.add(socket)
          return UInt32(try socket.peerAddresses().first?.port ?? 0)
        } send: { _ in
          let client = try SCTPOneToOneSocket()
          try await client.connect(to: [address], timeout: patience)
          sockets.add(client)
          return UInt32(try #require(client.localAddresses().first).port)
        }
        for socket in sockets.all { try socket.close() }
        try listener.close()
      }
    }

    /// Runs the storm; `send` returns the number that a task receives for this message.
    private static func storm(
      _ round: Int, on socket: SCTPEndpoint, _ placement: TaskPlacement, receive: @escaping WaitingTasks.Receive,
      send: (UInt32) async throws -> UInt32
    ) async throws {
      var random = Seeded(StressSettings.seed + UInt64(round))
      let tasks = WaitingTasks(1_000, on: try placement.executor(), receive)
      try await socket.untilTasksWait(1_000)
      var sent: [UInt32] = []
      for number in 0..<UInt32(200) {
        tasks.replace(.random(in: 0...10, using: &random), using: &random)
        sent.append(try await send(number))
        // Among these are tasks that the message has just woken.
        tasks.replace(.random(in: 0...10, using: &random), using: &random)
        // With no further message, a wake-up that was lost would not be made up for.
        if Int.random(in: 0..<4, using: &random) == 0 { try await tasks.untilReceived(sent.count) }
      }
      try await tasks.untilReceived(sent.count)
      try await tasks.end()
      #expect(tasks.received.all.sorted() == sent.sorted())
      #expect(try socket.watched().waitingTaskCount == 0)
    }
  }
}
