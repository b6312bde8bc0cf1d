import CBenchmarks
import SCTP

/// Receives messages that were sent before, outside of the measured time.
enum Receiving {
  private static let batch = 500
  private static let rounds = 5

  /// Receives a batch of messages in C, and returns 0 or a negative error number.
  private typealias CSide = (_ descriptor: CInt, _ buffer: UnsafeMutableRawBufferPointer) -> CInt

  private static func receiveInC(_ descriptor: CInt, _ buffer: UnsafeMutableRawBufferPointer) -> CInt {
    unsafe workload_receive(descriptor, buffer.baseAddress, buffer.count, CInt(batch))
  }

  /// Receives into a caller's buffer, with SCTP_RCVINFO.
  static func intoBuffer(_ size: Int) -> Workload {
    unsafe intoBuffer("receive \(size) B into a buffer", Goal(ratioAtMost: 1.03, allocations: 0), size, c: receiveInC)
  }

  /// Compares with a library in C that has the same guarantees.
  static func intoBufferByLibraryInBoth(_ size: Int) -> Workload {
    unsafe intoBuffer("receive \(size) B into a buffer, C as a library", Goal(), size) {
      unsafe workload_receive_by_library($0, $1.baseAddress, $1.count, CInt(batch))
    }
  }

  private static func intoBuffer(_ name: String, _ goal: Goal, _ size: Int, c: @escaping CSide) -> Workload {
    .latency(name, goal) {
      try unsafe comparison(size, c: c) { socket, buffer in
        for _ in 0..<batch {
          var span = unsafe OutputRawSpan(buffer: buffer.bytes, initializedCount: 0)
          _ = try socket.receive(into: &span)
        }
      }
    }
  }

  /// Receives whole messages, in C with malloc and a copy.
  static func whole(_ size: Int) -> Workload {
    unsafe whole("receive \(size) B, whole messages", Goal(ratioAtMost: 1.10, allocations: 1), size) {
      unsafe workload_receive_whole($0, $1.baseAddress, $1.count, CInt(batch))
    }
  }

  /// Compares with recvmsg in C, after which Swift also copies the message into an array.
  static func wholeAsArraysInBoth(_ size: Int) -> Workload {
    unsafe whole("receive \(size) B, whole messages, arrays in C too", Goal(), size) { descriptor, buffer in
      for _ in 0..<batch {
        let result = unsafe workload_receive(descriptor, buffer.baseAddress, buffer.count, 1)
        guard result == 0 else { return result }
        use(unsafe Array(UnsafeRawBufferPointer(rebasing: buffer[..<size])))
      }
      return 0
    }
  }

  /// Keeps the compiler from removing the array.
  @inline(never)
  private static func use(_: [UInt8]) {}

  private static func whole(_ name: String, _ goal: Goal, _ size: Int, c: @escaping CSide) -> Workload {
    .latency(name, goal) {
      try unsafe comparison(size, c: c) { socket, _ in
        for _ in 0..<batch {
          guard case .message(let message) = try socket.receive() else { throw Failure("no message was received") }
          use(message.payload)
        }
      }
    }
  }

  /// Receives many messages in one call, in C one in each call.
  static func batches(_ size: Int, atMost limit: Double? = nil) -> Workload {
    let goal = Goal(ratioAtMost: limit, allocations: 0)
    return unsafe batches("receive \(size) B in batches of 32", goal, size, c: receiveInC)
  }

  /// Compares with a library in C that also receives batches.
  static func batchesByLibraryInBoth(_ size: Int) -> Workload {
    unsafe batches("receive \(size) B in batches of 32, C as a library", Goal(), size) {
      unsafe workload_receive_batches_by_library($0, $1.baseAddress, size, CInt(batch))
    }
  }

  private static func batches(_ name: String, _ goal: Goal, _ size: Int, c: @escaping CSide) -> Workload {
    .latency(name, goal) {
      let batches = try Batches(of: 32, bytes: size)
      return try unsafe comparison(size, c: c) { socket, _ in try batches.receive(batch, from: socket) }
    }
  }

  private static func comparison(
    _ size: Int, c: @escaping CSide, swift: @escaping (SCTPOneToOneSocket, Buffer) throws -> Void
  ) throws -> Comparison {
    let buffer = Buffer()
    let connection = try Connection()
    let sender = try connection.client.descriptor
    let receiver = try connection.accepted.descriptor
    let payload = [UInt8](repeating: 7, count: size)
    return Comparison(operations: rounds * batch) {
      try Stopwatch.time(rounds: rounds) {
        try CSockets.send(payload, count: batch, by: sender)
      } _: {
        try unsafe Failure.check("recvmsg", c(receiver, buffer.bytes))
      }
    } swift: {
      try Stopwatch.time(rounds: rounds) {
        try CSockets.send(payload, count: batch, by: sender)
      } _: {
        try swift(connection.accepted, buffer)
      }
    }
  }
}

/// A batch that is reused for every call.
private final class Batches {
  private var batch: SCTPReceiveBatch

  init(of count: Int, bytes: Int) throws {
    batch = try SCTPReceiveBatch(capacity: count, bytesPerMessage: bytes)
  }

  func receive(_ count: Int, from socket: SCTPOneToOneSocket) throws {
    var received = 0
    var stream = 0
    while received < count {
      received += try socket.receive(into: &batch)
      // Reads the receive information of each message, as the calls for one message do.
      batch.withEach { _, info in stream += Int(info.stream) }
    }
    guard stream == 0 else { throw Failure("messages were received on a stream on which none were sent") }
  }
}

extension Receiving {
  private static let payload = [UInt8](repeating: 7, count: 64)
  private static let messagesInBatch = 5

  /// Receives of messages that are queued.
  static var callChecks: [CallCheck] {
    let intoBuffer = callChecks("receive into a buffer") { socket in
      let buffer = Buffer(payload.count)
      var span = unsafe OutputRawSpan(buffer: buffer.bytes, initializedCount: 0)
      _ = try socket.receive(into: &span)
    } asyncCall: { socket in
      let buffer = Buffer(payload.count)
      var span = unsafe OutputRawSpan(buffer: buffer.bytes, initializedCount: 0)
      _ = try await socket.receive(into: &span)
    }
    let whole = callChecks("receive, whole messages") { socket in
      _ = try socket.receive()
    } asyncCall: { socket in
      _ = try await socket.receive()
    }
    let batches = callChecks("receive into a batch", count: batch / messagesInBatch) { socket in
      var batch = try SCTPReceiveBatch(capacity: messagesInBatch, bytesPerMessage: payload.count)
      try socket.receive(into: &batch)
    } asyncCall: { socket in
      var batch = try SCTPReceiveBatch(capacity: messagesInBatch, bytesPerMessage: payload.count)
      try await socket.receive(into: &batch)
    }
    return intoBuffer + whole + batches
  }

  private static func callChecks(
    _ name: String, count: Int = batch, call: @escaping @Sendable (SCTPOneToOneSocket) throws -> Void,
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

  /// Sends a batch of messages and waits until all have been delivered.
  private static func fill(_ sender: SCTPOneToOneSocket) throws {
    try CSockets.send(payload, count: batch, by: try sender.descriptor)
    try Event.wait(orThrow: "messages were sent and not delivered") {
      let status = try sender.status()
      return status.unacknowledgedChunks == 0 && status.pendingChunks == 0
    }
  }
}
