import Testing

@testable import SCTP

extension OnTheKernel {
  @Suite struct Cancellation {
    @Test("A canceled task fails with ECANCELED and receives nothing") func canceledReceive() async throws {
      let pair = try Pair()
      try await pair.client.send([1], on: pair.atClient)
      try pair.untilAcknowledged()
      let task = Task {
        try await untilCancelled()
        return try await pair.server.receive()
      }
      task.cancel()
      await expectFailure(.canceled, in: "recvmsg") { try await task.value }
      #expect(try await pair.server.message().payload == [1])
      try pair.close()
    }

    @Test("A canceled task fails with ECANCELED and sends nothing") func canceledSend() async throws {
      let pair = try Pair()
      let task = Task {
        try await untilCancelled()
        try await pair.client.send([1], on: pair.atClient)
      }
      task.cancel()
      await expectFailure(.canceled, in: "sendmsg") { try await task.value }
      try await pair.client.send([2], on: pair.atClient)
      #expect(try await pair.server.message().payload == [2])
      try pair.close()
    }

    @Test("A canceled task fails with ECANCELED and sets up no association") func canceledConnect() async throws {
      let server = try SCTPSocket.listening()
      let address = try server.address
      let sockets = (try SCTPSocket(), try SCTPOneToOneSocket())
      let tasks = (
        Task {
          try await untilCancelled()
          try await sockets.0.connect(to: [address])
        },
        Task {
          try await untilCancelled()
          try await sockets.1.connect(to: [address])
        }
      )
      tasks.0.cancel()
      tasks.1.cancel()
      await expectFailure(.canceled, in: "sctp_connectx") { try await tasks.0.value }
      await expectFailure(.canceled, in: "sctp_connectx") { try await tasks.1.value }
      #expect(try server.associations().isEmpty)
      #expect(try sockets.0.associations().isEmpty)
      for socket in [server, sockets.0, sockets.1] as [SCTPEndpoint] { try socket.close() }
    }

    @Test("A canceled task fails with ECANCELED, but shuts down its association") func canceledShutdown() async throws {
      let pair = try Pair()
      let task = Task {
        try await untilCancelled()
        try await pair.client.shutdownAndWait(association: pair.atClient)
      }
      task.cancel()
      await expectFailure(.canceled, in: "shutdown") { try await task.value }
      try await until("the association ends") { try pair.client.associations().isEmpty }
      try pair.close()
    }

    private func untilCancelled() async throws {
      try await until("the task is canceled") { Task.isCancelled }
    }

    @Test("Canceling a waiting receive leaves the message to the next call") func waitingReceive() async throws {
      let pair = try Pair()
      let task = Task { try await pair.server.receive() }
      try await pair.server.untilTasksWait()
      task.cancel()
      await expectFailure(.canceled) { try await task.value }
      try await pair.client.send([3], on: pair.atClient)
      #expect(try await pair.server.message().payload == [3])
      try pair.close()
    }

    @Test("Canceling a send that waits for space sends nothing") func waitingSend() async throws {
      let connection = try Connection()
      try connection.accepted.setDeaf(true)
      let filled = try connection.client.fill()
      let task = Task { try await connection.client.send([3]) }
      try await connection.client.untilTasksWait()
      task.cancel()
      await expectFailure(.canceled) { try await task.value }
      try connection.accepted.setDeaf(false)
      for _ in 0..<filled { #expect(try await connection.accepted.message().payload.count == 1_000) }
      try await connection.client.send([4])
      #expect(try await connection.accepted.message().payload == [4])
      try connection.close()
    }

    @Test("Canceling one of two waiting tasks leaves the message to the other") func oneOfSeveral() async throws {
      let pair = try Pair()
      let leaving = Task { try await pair.server.receive() }
      let staying = Task { try await pair.server.receive() }
      try await pair.server.untilTasksWait(2)
      leaving.cancel()
      await expectFailure(.canceled) { try await leaving.value }
      try await pair.server.untilTasksWait(1)
      try await pair.client.send([5], on: pair.atClient)
      #expect(try await staying.value.message?.payload == [5])
      try pair.close()
    }

    /// 10,000 receiving tasks, nearly all of which are canceled at some moment while messages come.
    @Test("Canceling 10,000 receiving tasks loses no message") func receiveStorm() async throws {
      let pair = try Pair.withLargeBuffers()
      let sent: UInt32 = 5_000
      let received = Collected<UInt32>()
      let cancelled = Counter()
      let sending = Task {
        for number in 0..<sent {
          try await pair.client.send([UInt8](number: number), on: pair.atClient, timeout: patience)
        }
      }
      var random = Seeded(1)
      for _ in 0..<100 {
        let tasks = (0..<100).map { _ in
          Task {
            do throws(SCTPError) {
              let number = try await pair.server.receive().message?.payload.number
              received.add(number ?? .max)
            } catch {
              if error.code == .canceled { cancelled.increment() }
            }
          }
        }
        for task in tasks.shuffled(using: &random) {
          if Bool.random(using: &random) { await Task.yield() }
          task.cancel()
        }
        for task in tasks { await task.value }
      }
      try await sending.value
      while received.count < sent { received.add(try await pair.server.message().payload.number) }
      #expect(received.all.sorted() == Array(0..<sent))
      #expect(cancelled.value > 0)
      #expect(try pair.server.watched().waitingTaskCount == 0)
      try pair.close()
    }

    /// Sending tasks are canceled while they wait for space: each accepted message arrives once, and no other arrives.
    @Test("Of 500 canceled sends, exactly the accepted messages arrive, each once") func sendStorm() async throws {
      let connection = try Connection()
      let accepted = Collected<UInt32>()
      var random = Seeded(2)
      let reading = Task {
        try await connection.accepted.messages.reduce(into: [UInt32]()) {
          $0.append(Array($1.payload.prefix(4)).number)
        }
      }
      for round in 0..<10 {
        let tasks = (0..<50).map { task in
          Task {
            let number = UInt32(round * 50 + task)
            do throws(SCTPError) {
              try await connection.client.send([UInt8](number: number) + payload(8_000))
              accepted.add(number)
            } catch {
              #expect(error.code == .canceled)
            }
          }
        }
        for task in tasks.shuffled(using: &random) {
          await Task.yield()
          task.cancel()
        }
        for task in tasks { await task.value }
      }
      try await connection.client.shutdownAndWait(timeout: patience)
      let arrived = try await reading.value
      #expect(arrived.count == Set(arrived).count)
      #expect(Set(arrived) == Set(accepted.all))
      try connection.close()
    }
  }
}
