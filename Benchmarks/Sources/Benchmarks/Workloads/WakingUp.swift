// Dispatch does not declare its sources as Sendable, but any thread may use them.
@unsafe @preconcurrency import Dispatch
import SCTP
import Synchronization

/// Compares the library's tasks with other ways to wait, which take the place of C.
enum WakingUp {
  private static let count = 500

  /// Compares with tasks that a DispatchSource wakes.
  static var againstDispatch: Workload {
    .latency("async round trip, DispatchSource instead of C") {
      let connection = try Connection()
      let client = try DispatchSocket(connection.client)
      let server = try DispatchSocket(connection.accepted)
      return Comparison(operations: count) {
        try Tasks.time {
          async let asked: Void = ask(client)
          try await answer(server)
          try await asked
        }
      } swift: {
        try time(connection)
      }
    }
  }

  /// Compares with threads that wait in the library's calls.
  static var againstThreads: Workload {
    .latency("async round trip, Swift threads instead of C") {
      let connection = try Connection()
      return Comparison(operations: count) {
        try Threads.time([{ try askInThread(connection.client) }, { try answerInThread(connection.accepted) }])
      } swift: {
        try time(connection)
      }
    }
  }

  private static func time(_ connection: Connection) throws -> Double {
    try Tasks.time {
      async let asked: Void = AsyncConversing.ask(connection.client, count)
      try await AsyncConversing.answer(connection.accepted, count)
      try await asked
    }
  }

  private static var payload: [UInt8] { [UInt8](repeating: 7, count: AsyncConversing.size) }

  private static func ask(_ socket: DispatchSocket) async throws {
    let payload = payload
    for _ in 0..<count {
      try socket.send(payload)
      _ = try await socket.receive()
    }
  }

  private static func answer(_ socket: DispatchSocket) async throws {
    for _ in 0..<count {
      if let message = try await socket.receive() { try socket.send(message.payload) }
    }
  }

  private static func askInThread(_ socket: SCTPOneToOneSocket) throws {
    let payload = payload
    for _ in 0..<count {
      try socket.send(payload)
      _ = try socket.receive()
    }
  }

  private static func answerInThread(_ socket: SCTPOneToOneSocket) throws {
    for _ in 0..<count {
      if let message = try socket.receive()?.message { try socket.send(message.payload) }
    }
  }
}

/// A socket whose waiting task a DispatchSource wakes, as the library would do without its own thread.
private final class DispatchSocket: Sendable {
  private let socket: SCTPOneToOneSocket
  private let source: any DispatchSourceRead
  private let waiting = Mutex<CheckedContinuation<Void, Never>?>(nil)

  init(_ socket: SCTPOneToOneSocket) throws {
    self.socket = socket
    source = DispatchSource.makeReadSource(fileDescriptor: try socket.descriptor)
    source.setEventHandler { [unowned self] in
      // The handler would be called repeatedly until the message is received.
      source.suspend()
      waiting.withLock { $0.take() }?.resume()
    }
  }

  deinit {
    source.cancel()
    // A suspended source must not be released.
    source.resume()
  }

  func send(_ payload: [UInt8]) throws { try socket.send(payload) }

  func receive() async throws -> SCTPMessage? {
    while true {
      if let message = try receiveNow() { return message }
      await withCheckedContinuation { continuation in
        waiting.withLock { $0 = continuation }
        source.resume()
      }
    }
  }

  private func receiveNow() throws -> SCTPMessage? {
    do throws(SCTPError) {
      return try socket.receive(timeout: .zero)?.message
    } catch {
      guard error.reason == .timeout else { throw error }
      return nil
    }
  }
}
