import CSCTP
import Testing

@testable import SCTP

extension OnTheKernel {
  /// The number of waiting tasks that are woken.
  @Suite struct Waking {
    @Test("Readiness for input wakes the task that has waited longest") func longestWaiting() async throws {
      let (socket, watch) = try watchedSocket()
      let tasks = try await waitingTasks(3, on: watch)
      watch.recordEvents(EPOLLIN.rawValue)
      #expect(await tasks[0].value)
      #expect(watch.waitingTaskCount == 2)
      watch.wakeNextArrivalWaiter()
      #expect(await tasks[1].value)
      #expect(watch.waitingTaskCount == 1)
      tasks[2].cancel()
      // The task was not woken for an arrival.
      #expect(await !tasks[2].value)
      try socket.close()
    }

    @Test("The end of the association wakes all tasks") func endOfAssociation() async throws {
      let (socket, watch) = try watchedSocket()
      let tasks = try await waitingTasks(3, on: watch)
      watch.recordEvents(EPOLLHUP.rawValue)
      for task in tasks { #expect(await !task.value) }
      try socket.close()
    }

    @Test("A task that waits for any change is woken in addition to the receiving task") func anyChange() async throws {
      let (socket, watch) = try watchedSocket()
      let takers = try await waitingTasks(2, on: watch)
      let observer = Task {
        await watch.wait(for: .change(.input), after: watch.changes(.input), until: Deadline(after: nil))
      }
      try await socket.untilTasksWait(3)
      watch.recordEvents(EPOLLIN.rawValue)
      #expect(await !observer.value.isWokenForArrival)
      #expect(watch.waitingTaskCount == 1)
      watch.wakeNextArrivalWaiter()
      for taker in takers { #expect(await taker.value) }
      try socket.close()
    }

    /// Another task receives the message if the task that was woken for it is canceled before it runs.
    @Test("A task that is canceled after it was woken passes the message on to another task")
    func canceledTask() async throws {
      let pair = try Pair()
      for _ in 0..<50 {
        let tasks = (0..<4).map { _ in Task { try await pair.server.receive() } }
        try await pair.server.untilTasksWait(4)
        try await pair.client.send([1], on: pair.atClient)
        for task in tasks.dropLast() { task.cancel() }
        var received = 0
        for task in tasks.dropLast() where (try? await task.value) != nil { received += 1 }
        if received == 0 { #expect(try await tasks[3].value.message?.payload == [1]) }
        tasks[3].cancel()
        if received == 1 { await expectFailure(.canceled) { try await tasks[3].value } }
        #expect(received <= 1)
      }
      try pair.close()
    }

    @Test("Several messages at once wake several tasks") func severalArrivals() async throws {
      let pair = try Pair()
      let tasks = (0..<8).map { _ in Task { try await pair.server.receive(timeout: patience) } }
      try await pair.server.untilTasksWait(8)
      for number in 0..<8 as Range<UInt8> { try await pair.client.send([number], on: pair.atClient) }
      var payloads: Set<[UInt8]> = []
      for task in tasks { payloads.insert(try #require(try await task.value.message).payload) }
      #expect(payloads.count == 8)
      try pair.close()
    }

    @Test("A task that fails leaves the next message to another task") func failedTask() async throws {
      let pair = try Pair()
      pair.server.maximumMessageSize = 3
      let tasks = (0..<2).map { _ in Task { try await pair.server.receive(timeout: patience) } }
      try await pair.server.untilTasksWait(2)
      try pair.server.gate.withLock { _ in
        // No task can receive before both messages have arrived.
        try pair.deliver([1, 2, 3, 4], [5])
      }
      var outcomes: [Result<SCTPReceived, any Error>] = []
      for task in tasks { outcomes.append(await task.result) }
      #expect(outcomes.compactMap { try? $0.get().message?.payload } == [[5]])
      try pair.close()
    }

    private func watchedSocket() throws -> (SCTPSocket, ReadinessWatch) {
      let socket = try SCTPSocket.listening()
      return (socket, try socket.watched())
    }

    /// Tasks that wait for an arrival, in this order.
    private func waitingTasks(_ count: Int, on watch: ReadinessWatch) async throws -> [Task<Bool, Never>] {
      var tasks: [Task<Bool, Never>] = []
      for number in 1...count {
        tasks.append(
          Task {
            await watch.wait(for: .arrival, after: watch.changes(.input), until: Deadline(after: nil)).isWokenForArrival
          })
        try await until("the task waits") { watch.waitingTaskCount == number }
      }
      return tasks
    }
  }
}
