import Testing

@testable import SCTP

/// Tasks that all wait for one socket, again and again, until they are canceled.
final class WaitingTasks {
  typealias Receive = @Sendable () async throws(SCTPError) -> UInt32

  /// What the tasks received, in no order.
  let received = Collected<UInt32>()
  private let receive: Receive
  private let executor: (any TaskExecutor)?
  private var waiting: [Task<Void, any Error>] = []
  private var canceled: [Task<Void, any Error>] = []

  /// Starts the tasks.
  init(_ count: Int, on executor: (any TaskExecutor)? = nil, _ receive: @escaping Receive) {
    self.receive = receive
    self.executor = executor
    waiting = (0..<count).map { _ in start() }
  }

  private func start() -> Task<Void, any Error> {
    Task(executorPreference: executor) { [received, receive] in
      do throws(SCTPError) {
        while true { received.add(try await receive()) }
      } catch {
        if error.code != .canceled { throw error }
      }
    }
  }

  /// Cancels random tasks, and starts others in their place.
  func replace(_ count: Int, using random: inout Seeded) {
    for _ in 0..<count {
      let index = Int.random(in: waiting.indices, using: &random)
      waiting[index].cancel()
      canceled.append(waiting[index])
      waiting[index] = start()
    }
  }

  /// Waits until the tasks have received so much altogether.
  func untilReceived(_ count: Int, _ location: SourceLocation = #_sourceLocation) async throws {
    try await until("the tasks have received all \(count) messages", location) { received.count >= count }
  }

  /// Cancels all tasks; throws if one of them failed with another error.
  func end() async throws {
    for task in waiting { task.cancel() }
    for task in waiting + canceled { try await task.value }
  }
}
