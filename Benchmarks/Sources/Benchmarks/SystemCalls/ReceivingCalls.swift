import CWorkloads
import SCTP

/// Receives of messages that are there already.
enum ReceivingCalls {
  private static let messages = 500
  private static let inBatch = 5
  private static let payload = [UInt8](repeating: 7, count: 64)

  static var all: [CallCheck] { intoBuffer + whole + batches }

  private static var intoBuffer: [CallCheck] {
    checks("receive into a buffer") { socket in
      let buffer = Buffer(payload.count)
      var span = unsafe OutputRawSpan(buffer: buffer.bytes, initializedCount: 0)
      _ = try socket.receive(into: &span)
    } asyncCall: { socket in
      let buffer = Buffer(payload.count)
      var span = unsafe OutputRawSpan(buffer: buffer.bytes, initializedCount: 0)
      _ = try await socket.receive(into: &span)
    }
  }

  private static var whole: [CallCheck] {
    checks("receive, whole messages") { socket in
      _ = try socket.receive()
    } asyncCall: { socket in
      _ = try await socket.receive()
    }
  }

  private static var batches: [CallCheck] {
    checks("receive into a batch", count: messages / inBatch) { socket in
      var batch = try SCTPReceiveBatch(capacity: inBatch, bytesPerMessage: payload.count)
      try socket.receive(into: &batch)
    } asyncCall: { socket in
      var batch = try SCTPReceiveBatch(capacity: inBatch, bytesPerMessage: payload.count)
      try await socket.receive(into: &batch)
    }
  }

  private static func checks(
    _ name: String, count: Int = messages, call: @escaping @Sendable (SCTPOneToOneSocket) throws -> Void,
    asyncCall: @escaping @Sendable (SCTPOneToOneSocket) async throws -> Void
  ) -> [CallCheck] {
    ReadyOperations.checks(name) {
      let connection = try Connection()
      return ReadyOperations(count: count, before: { try fill(connection.client) }) {
        try call(connection.accepted)
      } asyncCall: {
        try await asyncCall(connection.accepted)
      }
    }
  }

  private static func fill(_ sender: SCTPOneToOneSocket) throws {
    let descriptor = try sender.descriptor
    try Failure.check("sendmsg", unsafe workload_send(descriptor, 0, payload, payload.count, CInt(messages)))
    try Event.wait(orThrow: "messages that were sent did not arrive") {
      let status = try sender.option(.status)
      return status.unacknowledgedChunks == 0 && status.pendingChunks == 0
    }
  }
}
