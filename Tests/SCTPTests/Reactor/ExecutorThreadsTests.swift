import Foundation
import Testing

@testable import SCTP

extension OnTheKernel {
  /// The distribution of sockets and jobs among the threads of an executor.
  @Suite struct ExecutorThreads {
    @Test("An executor has the requested number of threads, which end after its release", arguments: [1, 2, 4])
    func threadCount(_ count: Int) async throws {
      await #expect(processExitsWith: .success) { [count] in
        let pair = try Pair()
        do {
          let executor = try SCTPTaskExecutor(threadCount: count)
          #expect(executor.threadCount == count)
          #expect(try Threads.named("sctp-executor") == count)
          let waiting = Task(executorPreference: executor) { try await pair.server.message() }
          try await pair.server.untilTasksWait()
          try await pair.client.send([1], on: pair.atClient)
          _ = try await waiting.value
        }
        // One thread still watches the socket.
        try await until("the threads end") { try Threads.named("sctp-executor") == 1 }
        try pair.close()
        try await until("the last thread ends") { try Threads.named("sctp-executor") == 0 }
      }
    }

    @Test("The number of threads must be between 1 and 1,024", arguments: [-1, 0, 1_025, .max])
    func invalidThreadCount(_ count: Int) {
      expectFailure(.invalidArgument, .outOfRange) { try SCTPTaskExecutor(threadCount: count) }
    }

    @Test("The shared executor has a thread for each processor") func processors() throws {
      #expect(try SCTPTaskExecutor.shared.threadCount == Int(ProcessInfo.processInfo.activeProcessorCount))
    }

    @Test("A running task keeps its executor") func runningTask() async throws {
      let mayEnd = Flag()
      let task = Task(executorPreference: try SCTPTaskExecutor(threadCount: 2)) {
        while !mayEnd.isSet { await Task.yield() }
        return try Threads.current
      }
      mayEnd.set()
      #expect(try await task.value == "sctp-executor")
    }

    @Test("Each thread has as many sockets, and each task resumes on the thread of its socket")
    func distribution() async throws {
      let executor = try SCTPTaskExecutor(threadCount: 4)
      let pairs = try (0..<20).map { _ in try Pair() }
      let tasks = pairs.map { pair in
        Task(executorPreference: executor) {
          try await (0..<5).asyncMap { _ in try await Self.threadOfMessage(at: pair) }
        }
      }
      for _ in 0..<5 {
        for pair in pairs { try await pair.server.untilTasksWait() }
        for pair in pairs { try await pair.client.send([1], on: pair.atClient) }
      }
      var sockets: [Int: Int] = [:]
      for task in tasks {
        let threads = Set(try await task.value)
        #expect(threads.count == 1)
        sockets[try #require(threads.first), default: 0] += 1
      }
      #expect(sockets.values.sorted() == [5, 5, 5, 5])
      for pair in pairs { try pair.close() }
    }

    /// Receives a message, and returns the thread that resumes the task.
    private static func threadOfMessage(at pair: Pair) async throws -> Int {
      _ = try await pair.server.message()
      return Threads.currentIdentifier
    }

    @Test("A task that never suspends delays only the sockets of its thread") func computingTask() async throws {
      let executor = try SCTPTaskExecutor(threadCount: 2)
      let (mayEnd, isBusy) = (Flag(), Flag())
      defer { mayEnd.set() }
      let pairs = try (0..<6).map { _ in try Pair() }
      let receiving = pairs.map { pair in
        Task(executorPreference: executor) { try await pair.server.message().payload }
      }
      for pair in pairs { try await pair.server.untilTasksWait() }
      let ordinary = try Pair()
      let ordinaryTask = Task { try await ordinary.server.message().payload }
      try await ordinary.server.untilTasksWait()
      let busy = Task(executorPreference: executor) {
        isBusy.set()
        while !mayEnd.isSet { sched_yield() }
      }
      try await until("the task computes") { isBusy.isSet }
      // The other thread runs every new task.
      for number in 0..<100 { #expect(await Task(executorPreference: executor) { number }.value == number) }
      for pair in pairs + [ordinary] { try await pair.client.send([1], on: pair.atClient) }
      #expect(try await ordinaryTask.value == [1])
      try await until("the other thread serves its sockets") {
        try pairs.count { try $0.server.watched().waitingTaskCount == 0 } == 3
      }
      mayEnd.set()
      await busy.value
      for task in receiving { #expect(try await task.value == [1]) }
      for pair in pairs + [ordinary] { try pair.close() }
    }

    @Test("A socket moves to the executor when a task on the executor waits for it") func movingSocket() async throws {
      let executor = try SCTPTaskExecutor(threadCount: 2)
      let pair = try Pair()
      for number in 0..<200 as Range<UInt8> {
        // An ordinary task and a task on the executor alternate.
        let placement = number.isMultiple(of: 2) ? nil : executor
        let receiving = Task(executorPreference: placement) {
          (try await pair.server.receive(timeout: patience).message?.payload, try Threads.current)
        }
        if number.isMultiple(of: 3) { try await pair.server.untilTasksWait() }
        try await pair.client.send([number], on: pair.atClient)
        let (payload, thread) = try await receiving.value
        #expect(payload == [number])
        #expect((thread == "sctp-executor") == !number.isMultiple(of: 2))
      }
      try pair.close()
    }

    @Test("A deadline ends a wait that began before the socket moved") func deadlineOfMovedSocket() async throws {
      let pair = try Pair()
      let early = Task { try await pair.server.receive(timeout: .milliseconds(200)) }
      try await pair.server.untilTasksWait()
      let later = Task(executorPreference: try SCTPTaskExecutor(threadCount: 1)) {
        try await pair.server.receive(timeout: .milliseconds(300))
      }
      await expectFailure(.timedOut, .timeout) { try await early.value }
      await expectFailure(.timedOut, .timeout) { try await later.value }
      try pair.close()
    }

    @Test("Code that is still on a thread of a released executor can wait") func releasedExecutor() async throws {
      #expect(try await Outlasting().message() == [1])
    }

    @Test("No wake-up is missed on an executor", arguments: TaskPlacement.onTaskExecutor)
    func wakeUps(_ placement: TaskPlacement) async throws {
      let executor = try #require(try placement.executor())
      let pairs = try (0..<20).map { _ in try Pair() }
      let received = try await withTaskExecutorPreference(executor) { try await Scale.converse(pairs, rounds: 200) }
      #expect(received == 8_000)
      for pair in pairs { try pair.close() }
    }

    @Test(
      "Child tasks that resume each other use every thread without losing one", arguments: TaskPlacement.onTaskExecutor)
    func childTasks(_ placement: TaskPlacement) async throws {
      let executor = try #require(try placement.executor())
      let sum = try await withTaskExecutorPreference(executor) {
        try await withThrowingTaskGroup { group in
          for number in 0..<1_000 {
            group.addTask {
              async let child = Self.yielding(number)
              return await child
            }
          }
          return try await group.reduce(0, +)
        }
      }
      #expect(sum == 499_500)
    }

    private static func yielding(_ number: Int) async -> Int {
      for _ in 0..<number % 7 { await Task.yield() }
      return number
    }
  }
}

/// An actor that does not leave the thread of an executor when its preference for the executor ends.
private actor Outlasting {
  func message() async throws -> [UInt8] {
    let former = try (0..<2).map { _ in try Pair() }
    let pair = try Pair()
    // The temporary executor is released when this call returns.
    try await withTaskExecutorPreference(try SCTPTaskExecutor(threadCount: 2)) {
      for pair in former {
        await expectFailure(.timedOut, .timeout) { try await pair.server.receive(timeout: .milliseconds(1)) }
      }
      for pair in former { try pair.close() }
    }
    let sending = Task.detached {
      try await pair.server.untilTasksWait()
      try await pair.client.send([1], on: pair.atClient)
    }
    let message = try await pair.server.receive(timeout: patience).message
    try await sending.value
    try pair.close()
    return try #require(message).payload
  }
}
