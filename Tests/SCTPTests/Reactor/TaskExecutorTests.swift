import Testing

@testable import SCTP

extension OnTheKernel {
  @Suite struct TaskExecutorTests {
    private let executor: SCTPTaskExecutor

    init() throws {
      executor = try SCTPTaskExecutor.shared
    }

    @Test func thereIsOne() throws {
      #expect(try SCTPTaskExecutor.shared === executor)
      #expect(try Threads.named("sctp-reactor") == 1)
    }

    @Test func aTaskRunsInTheThreadThatWakesIt() async throws {
      let pair = try Pair()
      let names = Task(executorPreference: executor) {
        let before = try Threads.current
        _ = try await pair.server.message()
        return [before, try Threads.current]
      }
      try await pair.server.untilTasksWait()
      try await pair.client.send([1], on: pair.atClient)
      #expect(try await names.value == ["sctp-reactor", "sctp-reactor"])
      try pair.close()
    }

    @Test func childTasksAndActorsRunThereToo() async throws {
      let names = try await withTaskExecutorPreference(executor) {
        async let child = Threads.current
        return [try await child, try await Inhabitant().thread()]
      }
      #expect(names == ["sctp-reactor", "sctp-reactor"])
      #expect(try Threads.current != "sctp-reactor")
    }

    @Test func aSleepingThreadIsWokenForEachJob() async {
      var count = 0
      for _ in 0..<2_000 { count += await Task(executorPreference: executor) { 1 }.value }
      #expect(count == 2_000)
    }

    /// Neither deadlines nor messages wait for tasks that are always ready.
    @Test func busyTasksHoldUpNothing() async throws {
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

    @Test func aWaitEndsWithItsTaskAndWithItsSocket() async throws {
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

    @Test func noneOf20000WakeUpsIsMissed() async throws {
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
