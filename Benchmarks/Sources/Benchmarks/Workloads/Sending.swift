import CBenchmarks
import SCTP

/// Sends messages from a span; the receiver drains them outside of the measured time.
enum Sending {
  private static let batch = 500
  private static let rounds = 3

  static func oneToOne(_ size: Int) -> Workload {
    .latency("send \(size) B, one-to-one", Goal(ratioAtMost: 1.02, allocations: 0)) {
      let connection = try Connection()
      let receiver = try connection.accepted.descriptor
      return comparison(size, 0, connection.client, to: receiver) { payload in
        for _ in 0..<batch { try connection.client.send(unsafe payload.span.bytes) }
      }
    }
  }

  static func oneToMany(_ size: Int) -> Workload {
    .latency("send \(size) B, one-to-many", Goal(ratioAtMost: 1.02, allocations: 0)) {
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
    return Comparison(operations: rounds * batch) {
      let descriptor = try sender.descriptor
      return try Stopwatch.time(rounds: rounds) {
        try CSockets.send(payload, count: batch, by: descriptor, on: association)
      } after: {
        try buffer.receive(batch, from: receiver)
      }
    } swift: {
      try Stopwatch.time(rounds: rounds) {
        try send(payload)
      } after: {
        try buffer.receive(batch, from: receiver)
      }
    }
  }
}

extension Sending {
  /// Sends for which there is space in the send buffer.
  static var callChecks: [CallCheck] {
    let payload = [UInt8](repeating: 7, count: 64)
    let oneToOne = ReadyOperations.checks("send, one-to-one") {
      let connection = try Connection()
      let receiver = try connection.accepted.descriptor
      return ReadyOperations(count: batch, after: { try Buffer().receive(batch, from: receiver) }) {
        try connection.client.send(payload)
      } asyncCall: {
        try await connection.client.send(payload)
      }
    }
    let oneToMany = ReadyOperations.checks("send on an association, one-to-many") {
      let connection = try OneToManyConnection()
      let receiver = try connection.server.descriptor
      return ReadyOperations(count: batch, after: { try Buffer().receive(batch, from: receiver) }) {
        try connection.client.send(payload, on: connection.association)
      } asyncCall: {
        try await connection.client.send(payload, on: connection.association)
      }
    }
    return oneToOne + oneToMany
  }
}
