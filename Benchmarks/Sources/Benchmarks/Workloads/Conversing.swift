import CWorkloads
import SCTP

/// A client sends a message and waits for the server to send it back, each in a thread of its own.
enum Conversing {
  private static let size = 64
  private static let count = 250

  static var polling: Workload {
    .latency("request-response 64 B", .ratio(atMost: 1.05)) { try comparison(workload_receives_polling) }
  }

  /// The same against a library in C, which does for its callers what this one does.
  static var byLibraryInBoth: Workload {
    .latency("request-response 64 B, C is a library too", .none) { try comparison(workload_receives_by_library) }
  }

  /// The same against a C program that nothing but a message can wake.
  static var blocking: Workload {
    .latency("request-response 64 B, C blocks", .none) { try comparison(workload_receives_blocking) }
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
