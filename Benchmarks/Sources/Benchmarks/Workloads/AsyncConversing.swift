import CWorkloads
import SCTP

/// Clients send messages to peeled-off associations and wait for them to come back: in Swift with a task for each socket,
/// in C with a thread for each.
enum AsyncConversing {
  static let size = 64

  static func workload(_ pairs: Int) -> Workload {
    workload(pairs, "", .ratio(atMost: 1.30), in: .executor)
  }

  static func workloadInPool(_ pairs: Int) -> Workload {
    workload(pairs, ", Swift's executor", .none, in: .pool)
  }

  private static func workload(_ pairs: Int, _ addition: String, _ goal: Goal, in place: Tasks.Place) -> Workload {
    let name = "request-response 64 B, async, \(pairs) association\(pairs == 1 ? "" : "s")\(addition)"
    return .latency(name, goal) {
      try comparison(try PeeledOffConnections(pairs), count: max(10, 500 / pairs), in: place)
    }
  }

  private static func comparison(
    _ connections: PeeledOffConnections, count: Int, in place: Tasks.Place
  ) throws -> Comparison {
    let clients = connections.clients
    let servers = connections.peeledOff
    let descriptors = (clients: try clients.map { try $0.descriptor }, servers: try servers.map { try $0.descriptor })
    return Comparison(operations: clients.count * count) {
      let time = unsafe workload_converse(
        descriptors.clients, descriptors.servers, CInt(clients.count), size, CInt(count), workload_receives_blocking)
      return Double(try Failure.check("request-response", time))
    } swift: {
      try Tasks.time(in: place) {
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
