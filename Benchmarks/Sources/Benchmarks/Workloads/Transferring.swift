import CBenchmarks
import SCTP

/// One end sends long messages on several streams and the other receives them.
///
/// Each end has a task in Swift and a thread in C.
enum Transferring {
  private static let size = 16_384
  private static let streams: UInt16 = 8
  private static let count = 200

  static var workload: Workload {
    workload("", Goal(ratioAtLeast: 0.95), onTaskExecutor: true)
  }

  static var onSwiftExecutor: Workload {
    workload(", Swift's executor", Goal(), onTaskExecutor: false)
  }

  private static func workload(_ addition: String, _ goal: Goal, onTaskExecutor: Bool) -> Workload {
    Workload(name: "bulk, 16 KiB over 8 streams, async\(addition)", goal: goal) { rounds in
      try comparison(try Connection(streams: streams), onTaskExecutor: onTaskExecutor).throughput(
        ofBytes: size, rounds: rounds)
    }
  }

  private static func comparison(_ connection: Connection, onTaskExecutor: Bool) throws -> Comparison {
    let payload = [UInt8](repeating: 7, count: size)
    let descriptors = (sender: try connection.client.descriptor, receiver: try connection.accepted.descriptor)
    return Comparison(operations: count) {
      let time = unsafe workload_transfer(descriptors.sender, descriptors.receiver, payload, size, streams, CInt(count))
      return Double(try Failure.check("bulk", time))
    } swift: {
      try Tasks.time(onTaskExecutor: onTaskExecutor) {
        async let sent: Void = send(payload, by: connection.client)
        try await receive(from: connection.accepted)
        try await sent
      }
    }
  }

  private static func send(_ payload: [UInt8], by socket: SCTPOneToOneSocket) async throws {
    for index in 0..<count {
      try await socket.send(unsafe payload.span.bytes, options: SCTPSendOptions(stream: UInt16(index) % streams))
    }
  }

  private static func receive(from socket: SCTPOneToOneSocket) async throws {
    let buffer = Buffer()
    for _ in 0..<count {
      var span = unsafe OutputRawSpan(buffer: buffer.bytes, initializedCount: 0)
      _ = try await socket.receive(into: &span)
    }
  }
}
