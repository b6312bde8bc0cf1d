import Dispatch
import Testing

@testable import SCTP

extension OnTheKernel {
  @Suite struct ConnectingToAClosingPeer {
    /// The association comes up, and the peer closes it before the task that connects resumes.
    @Test("Connecting succeeds if the peer closes the association immediately") func immediateClose() async throws {
      let listener = try SCTPListener.listening()
      let address = try listener.address
      let client = try SCTPOneToOneSocket()
      try client.setOption(
        .retransmissionTimeouts(),
        to: SCTPRetransmissionTimeouts(initial: .milliseconds(100), minimum: .milliseconds(100)))
      // The first packet is not answered, so the task must wait.
      try listener.setDeaf(true)
      let executor = PausedExecutor()
      let connecting = Task(executorPreference: executor) { try await client.connect(to: [address], timeout: patience) }
      try await client.untilTasksWait()
      executor.pause()
      try listener.setDeaf(false)
      let accepted = try await listener.accept(timeout: patience)
      try accepted.close()
      try await until("the association ends") { (try? client.status()) == nil }
      executor.resume()
      _ = try await connecting.value
      #expect(try await client.receive(timeout: patience) == nil)
      try client.close()
      try listener.close()
    }
  }
}

/// An executor that runs tasks on the threads of Dispatch, and holds them back while it is paused.
private final class PausedExecutor: TaskExecutor {
  private let held = Locked<[UnownedJob]?>(nil)

  func pause() { held.withLock { $0 = [] } }

  func resume() {
    let jobs = held.withLock { held in
      defer { held = nil }
      return held ?? []
    }
    for job in jobs { run(job) }
  }

  func enqueue(_ job: consuming ExecutorJob) {
    let job = UnownedJob(job)
    let isHeld = held.withLock { held in
      held?.append(job)
      return held != nil
    }
    if !isHeld { run(job) }
  }

  private func run(_ job: UnownedJob) {
    DispatchQueue.global().async { [self] in unsafe job.runSynchronously(on: asUnownedTaskExecutor()) }
  }
}
