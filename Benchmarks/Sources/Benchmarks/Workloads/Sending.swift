import CWorkloads
import SCTP

/// Sends messages from a span; the receiver takes them outside of the measured time.
enum Sending {
  private static let batch = 500
  private static let rounds = 3

  static func oneToOne(_ size: Int) -> Workload {
    .latency("send \(size) B, one-to-one", .ratio(atMost: 1.02, allocations: 0)) {
      let connection = try Connection()
      let receiver = try connection.accepted.descriptor
      return comparison(size, 0, connection.client, to: receiver) { payload in
        for _ in 0..<batch { try connection.client.send(unsafe payload.span.bytes) }
      }
    }
  }

  static func oneToMany(_ size: Int) -> Workload {
    .latency("send \(size) B, one-to-many", .ratio(atMost: 1.02, allocations: 0)) {
      let connection = try OneToManyConnection()
      let receiver = try connection.server.descriptor
      return comparison(size, connection.association.rawValue, connection.client, to: receiver) { payload in
        for _ in 0..<batch { try connection.client.send(unsafe payload.span.bytes, on: connection.association) }
      }
    }
  }

  private static func comparison(
    _ size: Int, _ association: Int32, _ sender: SCTPEndpoint, to receiver: CInt,
    _ send: @escaping (_ payload: [UInt8]) throws -> Void
  ) -> Comparison {
    let payload = [UInt8](repeating: 7, count: size)
    let buffer = Buffer()
    func drain() throws {
      try Failure.check(
        "recvmsg", unsafe workload_receive(receiver, buffer.bytes.baseAddress, buffer.bytes.count, CInt(batch)))
    }
    return Comparison(operations: rounds * batch) {
      let descriptor = try sender.descriptor
      return try Stopwatch.time(rounds: rounds) {
        try Failure.check("sendmsg", unsafe workload_send(descriptor, association, payload, size, CInt(batch)))
      } after: {
        try drain()
      }
    } swift: {
      try Stopwatch.time(rounds: rounds) {
        try send(payload)
      } after: {
        try drain()
      }
    }
  }
}
