import Foundation
import Testing

@testable import SCTP

extension OnTheKernel {
  /// No task is resumed under a lock, because an executor may run it immediately, in the thread that resumes it.
  @Suite struct InlineExecutor {
    @Test("A thread that receives the end can run the waiting task inline") func endOfAssociation() async throws {
      let connection = try Connection()
      let executor = InlineTaskExecutor()
      let waiting = Task(executorPreference: executor) { try await connection.accepted.receive() }
      try await connection.accepted.untilTasksWait()
      // The thread receives the end before the reactor can report it to the task.
      let mayContinue = Flag()
      let isBusy = Flag()
      let other = try Pair()
      let busy = Task(executorPreference: executor) {
        _ = try await other.server.message()
        isBusy.set()
        while !mayContinue.isSet { sched_yield() }
      }
      try await other.server.untilTasksWait()
      executor.stopUsingThreads()
      try await other.client.send([1], on: other.atClient)
      try await until("the reactor is busy") { isBusy.isSet }
      try connection.client.close()
      let receiver = Background { try connection.accepted.receive(timeout: patience) }
      #expect(try receiver.value() == nil)
      mayContinue.set()
      try await busy.value
      #expect(try await waiting.value == nil)
      try other.close()
      try connection.accepted.close()
    }

    @Test("A thread that stops listening can run the waiting task inline") func stopListening() async throws {
      let server = try SCTPSocket.listening()
      let executor = InlineTaskExecutor()
      let waiting = Task(executorPreference: executor) { try await server.receive() }
      try await server.untilTasksWait()
      executor.stopUsingThreads()
      let stopping = Background { try server.listen(backlog: 0) }
      try stopping.value()
      await expectFailure(.socketNotConnected, .notConnected) { try await waiting.value }
      try server.close()
    }

    @Test("A thread that closes the socket can run the waiting task inline") func closeSocket() async throws {
      let server = try SCTPSocket.listening()
      let executor = InlineTaskExecutor()
      let waiting = Task(executorPreference: executor) { try await server.receive() }
      try await server.untilTasksWait()
      executor.stopUsingThreads()
      let closing = Background { try server.close() }
      try closing.value()
      await expectFailure(.badFileDescriptor, .closed) { try await waiting.value }
    }
  }
}

/// An executor that runs each job in the thread that enqueues it.
///
/// Until `stopUsingThreads()` is called, it runs each job in a new thread, so that a task can begin to wait.
private final class InlineTaskExecutor: TaskExecutor {
  private let isDirect = Flag()

  func stopUsingThreads() { isDirect.set() }

  func enqueue(_ job: consuming ExecutorJob) {
    let job = UnownedJob(job)
    let executor = unsafe asUnownedTaskExecutor()
    if isDirect.isSet {
      unsafe job.runSynchronously(on: executor)
    } else {
      _ = Background { unsafe job.runSynchronously(on: executor) }
    }
  }
}
