import CBenchmarks
import SCTP

/// A client sends a message and waits for its echo; the client and the server have a thread each.
enum Conversing {
  private static let size = 64
  private static let count = 250

  static var polling: Workload {
    .latency("request-response 64 B", Goal(ratioAtMost: 1.05)) { try comparison(workload_receives_polling) }
  }

  /// Compares with a library in C that has the same guarantees.
  static var byLibraryInBoth: Workload {
    .latency("request-response 64 B, C as a library") { try comparison(workload_receives_by_library) }
  }

  /// Compares with a C program that only a message can wake.
  static var blocking: Workload {
    .latency("request-response 64 B, C blocks") { try comparison(workload_receives_blocking) }
  }

  private static func comparison(_ receiving: workload_receiving) throws -> Comparison {
    let connection = try Connection()
    let client = connection.client
    let accepted = connection.accepted
    let descriptors = (client: try client.descriptor, accepted: try accepted.descriptor)
    return Comparison(operations: count) {
      let time = unsafe workload_converse(
        [descriptors.client], [descriptors.accepted], 1, size, CInt(count), receiving)
      return Double(try Failure.check("request-response", time))
    } swift: {
      try Threads.time([{ try ask(client) }, { try answer(accepted) }])
    }
  }

  private static func ask(_ socket: SCTPOneToOneSocket) throws {
    let payload = [UInt8](repeating: 7, count: size)
    let buffer = Buffer()
    for _ in 0..<count {
      try socket.send(unsafe payload.span.bytes)
      var span = unsafe OutputRawSpan(buffer: buffer.bytes, initializedCount: 0)
      _ = try socket.receive(into: &span)
    }
  }

  private static func answer(_ socket: SCTPOneToOneSocket) throws {
    let buffer = Buffer()
    for _ in 0..<count {
      var span = unsafe OutputRawSpan(buffer: buffer.bytes, initializedCount: 0)
      _ = try socket.receive(into: &span)
      try socket.send(span.bytes)
    }
  }
}

/// Clients send messages to peeled-off associations and wait for their echoes.
///
/// Each socket has a task in Swift and a thread in C.
enum AsyncConversing {
  static let size = 64

  static func workload(_ pairs: Int) -> Workload {
    workload(pairs, "", Goal(ratioAtMost: 1.30), onTaskExecutor: true)
  }

  static func onSwiftExecutor(_ pairs: Int) -> Workload {
    workload(pairs, ", Swift's executor", Goal(), onTaskExecutor: false)
  }

  private static func workload(_ pairs: Int, _ addition: String, _ goal: Goal, onTaskExecutor: Bool) -> Workload {
    let name = "request-response 64 B, async, \(pairs) association\(pairs == 1 ? "" : "s")\(addition)"
    return .latency(name, goal) {
      try comparison(try PeeledOffConnections(pairs), count: max(10, 500 / pairs), onTaskExecutor: onTaskExecutor)
    }
  }

  private static func comparison(
    _ connections: PeeledOffConnections, count: Int, onTaskExecutor: Bool
  ) throws -> Comparison {
    let clients = connections.clients
    let servers = connections.peeledOff
    let descriptors = (clients: try clients.map { try $0.descriptor }, servers: try servers.map { try $0.descriptor })
    return Comparison(operations: clients.count * count) {
      let time = unsafe workload_converse(
        descriptors.clients, descriptors.servers, CInt(clients.count), size, CInt(count), workload_receives_blocking)
      return Double(try Failure.check("request-response", time))
    } swift: {
      try Tasks.time(onTaskExecutor: onTaskExecutor) {
        try await withThrowingTaskGroup { group in
          for server in servers { group.addTask { try await answer(server, count) } }
          for client in clients { group.addTask { try await ask(client, count) } }
          try await group.waitForAll()
        }
      }
    }
  }

  static func ask(_ socket: SCTPOneToOneSocket, _ count: Int) async throws {
    let payload = [UInt8](repeating: 7, count: size)
    for _ in 0..<count {
      try await socket.send(payload)
      _ = try await socket.receive()
    }
  }

  static func answer(_ socket: SCTPOneToOneSocket, _ count: Int) async throws {
    for _ in 0..<count {
      if let message = try await socket.receive()?.message { try await socket.send(message.payload) }
    }
  }
}
