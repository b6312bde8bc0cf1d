import CBenchmarks
import Dispatch
import Foundation
import SCTP

/// Servers in Swift, each with a thread or a task that exists until its association ends.
///
/// A server receives messages, does some work, and sends the last of each burst back, as `workload_start_servers` in C
/// does.
final class PeeledOffServers {
  enum Form {
    case threads
    /// Tasks on a task executor, or on the executor of Swift's runtime if it is nil.
    case tasks(executor: () throws -> (any TaskExecutor)?)

    static var tasksOnSwiftExecutor: Form { .tasks { nil } }
    static var tasksOnTaskExecutor: Form { .tasks { try SCTPTaskExecutor.shared } }
  }

  private let count: Int
  private var tasks: [Task<Void, Never>] = []
  private let started = DispatchSemaphore(value: 0)
  private let finished = DispatchSemaphore(value: 0)
  private let failure = FirstFailure()

  /// Starts the servers, and returns when all of them run.
  init(_ sockets: [SCTPOneToOneSocket], burst: Int, work: Int = 0, _ form: Form) throws {
    count = sockets.count
    switch form {
    case .threads: startThreads(sockets, burst, work)
    case .tasks(let executor): startTasks(sockets, burst, work, on: try executor())
    }
    for _ in 0..<count { started.wait() }
  }

  private func startThreads(_ sockets: [SCTPOneToOneSocket], _ burst: Int, _ work: Int) {
    for socket in sockets {
      Thread.detachNewThread { [started, finished, failure] in
        started.signal()
        do { try Self.serve(socket, burst, work) } catch { failure.note(error, of: socket) }
        finished.signal()
      }
    }
  }

  private func startTasks(_ sockets: [SCTPOneToOneSocket], _ burst: Int, _ work: Int, on executor: (any TaskExecutor)?)
  {
    tasks = sockets.map { socket in
      Task.detached(executorPreference: executor) { [started, finished, failure] in
        started.signal()
        do {
          try await Self.serve(socket, burst, work)
        } catch {
          if !Task.isCancelled { failure.note(error, of: socket) }
        }
        finished.signal()
      }
    }
  }

  private static func serve(_ socket: SCTPOneToOneSocket, _ burst: Int, _ work: Int) throws {
    var received = 0
    while let message = try socket.receive()?.message {
      unsafe workload_work(message.payload, message.payload.count, CInt(work))
      received += 1
      if received.isMultiple(of: burst) { try socket.send(message.payload) }
    }
  }

  private static func serve(_ socket: SCTPOneToOneSocket, _ burst: Int, _ work: Int) async throws {
    var received = 0
    for try await message in socket.messages {
      unsafe workload_work(message.payload, message.payload.count, CInt(work))
      received += 1
      if received.isMultiple(of: burst) { try await socket.send(message.payload) }
    }
  }

  /// Runs `body`, whose failure may be the consequence of a server's failure.
  func explainFailure<Value>(of body: () throws -> Value) throws -> Value {
    do {
      return try body()
    } catch {
      try failure.rethrow()
      throw error
    }
  }

  /// Waits until all associations have ended.
  func join() throws {
    for _ in 0..<count { finished.wait() }
    try failure.rethrow()
  }

  /// Cancels the tasks, waits for them, and leaves the associations intact.
  func cancelTasks() {
    for task in tasks { task.cancel() }
    for _ in tasks { finished.wait() }
  }
}

extension FirstFailure {
  /// Notes an error and aborts the association, because its client would wait forever.
  fileprivate func note(_ error: any Error, of socket: SCTPOneToOneSocket) {
    note(.failure(error))
    try? socket.abort()
  }
}
