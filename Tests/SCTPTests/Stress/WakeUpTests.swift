import Dispatch
import Testing

@testable import SCTP

extension OnTheKernel {
  @Suite struct WakeUps {
    /// With a thousand tasks waiting for one socket, a message wakes few of them.
    @Test("A message wakes few of a thousand waiting tasks") func fewTasks() async throws {
      let messages = 100 * StressSettings.rounds
      let pair = try Pair()
      let executor = CountingExecutor()
      let tasks = WaitingTasks(1_000, on: executor) { () async throws(SCTPError) in
        try await pair.server.receive().message?.payload.number ?? .max
      }
      try await pair.server.untilTasksWait(1_000)
      let before = executor.jobs.value
      for number in 0..<messages {
        try await pair.client.send([UInt8](number: UInt32(number)), on: pair.atClient)
        try await tasks.untilReceived(number + 1)
        try await pair.server.untilTasksWait(1_000)
      }
      // The receiving task, one in its place, and those that let others run after many calls.
      #expect(executor.jobs.value - before <= 5 * messages)
      try await tasks.end()
      #expect(tasks.received.all == (0..<messages).map { UInt32($0) })
      try pair.close()
    }
  }
}

/// Counts how often the tasks on it resume.
private final class CountingExecutor: TaskExecutor {
  let jobs = Counter()
  private let queue = DispatchQueue(label: "counting")

  func enqueue(_ job: consuming ExecutorJob) {
    jobs.increment()
    let job = UnownedJob(job)
    queue.async { [self] in unsafe job.runSynchronously(on: asUnownedTaskExecutor()) }
  }
}
