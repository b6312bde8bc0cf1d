import Testing

@testable import SCTP

extension OnTheKernel {
  @Suite struct TaskExecutorTests {
    private let executor: SCTPTaskExecutor

    init() throws {
      executor = try SCTPTaskExecutor.shared
    }

    @Test("There is one shared executor") func singleton() throws {
      #expect(try SCTPTaskExecutor.shared === executor)
    }

    @Test("A task on the executor resumes on a thread of the executor") func wakingThread() async throws {
      let pair = try Pair()
      let names = Task(executorPreference: executor) {
        let before = try Threads.current
        _ = try await pair.server.message()
        return [before, try Threads.current]
      }
      try await pair.server.untilTasksWait()
      try await pair.client.send([1], on: pair.atClient)
      #expect(try await names.value == ["sctp-executor", "sctp-executor"])
      try pair.close()
    }

    @Test("Child tasks and actors also run on a thread of the executor") func childTasks() async throws {
      let names = try await withTaskExecutorPreference(executor) {
        async let child = Threads.current
        return [try await child, try await Inhabitant().thread()]
      }
      #expect(names == ["sctp-executor", "sctp-executor"])
      #expect(try Threads.current != "sctp-executor")
    }

    @Test("A sleeping thread wakes for each job") func sleepingThread() async {
      var count = 0
      for _ in 0..<2_000 { count += await Task(executorPreference: executor) { 1 }.value }
      #expect(count == 2_000)
    }

    /// Neither deadlines nor messages wait for tasks that are always ready.
    @Test("Busy tasks on the executor delay neither deadlines nor messages") func busyTasks() async throws {
      let pair = try Pair()
      let isOver = Flag()
      let busy = Task(executorPreference: executor) {
        while !isOver.isSet { await Task.yield() }
      }
      try await withTaskExecutorPreference(executor) {
        await expectFailure(.timedOut) { try await pair.server.receive(timeout: .milliseconds(1)) }
        let waiting = Task(executorPreference: executor) { try await pair.server.message().payload }
        try await pair.server.untilTasksWait()
        try await pair.client.send([1], on: pair.atClient)
        #expect(try await waiting.value == [1])
      }
      isOver.set()
      await busy.value
      try pair.close()
    }

    @Test("A wait on the executor ends when its task is canceled or its socket is closed")
    func endOfWait() async throws {
      let pair = try Pair()
      let cancelled = Task(executorPreference: executor) { try await pair.server.receive() }
      try await pair.server.untilTasksWait()
      cancelled.cancel()
      await expectFailure(.canceled) { try await cancelled.value }
      let closed = Task(executorPreference: executor) { try await pair.server.receive() }
      try await pair.server.untilTasksWait()
      try pair.server.close()
      await expectFailure(.badFileDescriptor, .closed) { try await closed.value }
      try pair.client.close()
    }

    @Test("No wake-up is missed while 20,000 messages are exchanged on the executor") func wakeUps() async throws {
      let pairs = try (0..<20).map { _ in try Pair() }
      let received = try await withTaskExecutorPreference(executor) {
        try await Scale.converse(pairs, rounds: 500)
      }
      #expect(received == 20_000)
      for pair in pairs { try pair.close() }
    }
  }
}

private actor Inhabitant {
  func thread() throws -> String { try Threads.current }
}
