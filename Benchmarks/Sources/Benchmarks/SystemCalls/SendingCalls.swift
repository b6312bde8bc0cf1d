import CWorkloads
import SCTP

/// Sends for which there is space.
enum SendingCalls {
  private static let count = 500
  private static let payload = [UInt8](repeating: 7, count: 64)

  static var all: [CallCheck] { oneToOne + oneToMany }

  private static var oneToOne: [CallCheck] {
    ReadyOperations.checks("send, one-to-one") {
      let connection = try Connection()
      let receiver = try connection.accepted.descriptor
      return ReadyOperations(count: count, after: { try drain(receiver) }) {
        try connection.client.send(payload)
      } asyncCall: {
        try await connection.client.send(payload)
      }
    }
  }

  private static var oneToMany: [CallCheck] {
    ReadyOperations.checks("send on an association, one-to-many") {
      let connection = try OneToManyConnection()
      let receiver = try connection.server.descriptor
      return ReadyOperations(count: count, after: { try drain(receiver) }) {
        try connection.client.send(payload, on: connection.association)
      } asyncCall: {
        try await connection.client.send(payload, on: connection.association)
      }
    }
  }

  private static func drain(_ receiver: CInt) throws {
    let buffer = Buffer(payload.count)
    try Failure.check(
      "recvmsg", unsafe workload_receive(receiver, buffer.bytes.baseAddress, buffer.bytes.count, CInt(count)))
  }
}
