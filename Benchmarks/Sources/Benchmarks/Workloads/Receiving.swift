import CWorkloads
import SCTP

/// Receives messages that are there already; they were sent outside of the measured time.
enum Receiving {
  private static let batch = 500
  private static let rounds = 5

  /// Receives a batch of messages into a buffer in C; 0, or a negative error number.
  private typealias CSide = (_ descriptor: CInt, _ buffer: UnsafeMutableRawBufferPointer) -> CInt

  /// Into a buffer of the caller's, with RCVINFO.
  static func intoBuffer(_ size: Int) -> Workload {
    unsafe intoBuffer("receive \(size) B into a buffer", .ratio(atMost: 1.03, allocations: 0), size) {
      descriptor, buffer in
      unsafe workload_receive(descriptor, buffer.baseAddress, buffer.count, CInt(batch))
    }
  }

  /// The same against a library in C, which does for its callers what this one does.
  static func intoBufferByLibraryInBoth(_ size: Int) -> Workload {
    unsafe intoBuffer("receive \(size) B into a buffer, C is a library too", .none, size) { descriptor, buffer in
      unsafe workload_receive_by_library(descriptor, buffer.baseAddress, buffer.count, CInt(batch))
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

  /// Whole messages; in C by malloc and a copy.
  static func whole(_ size: Int) -> Workload {
    unsafe whole("receive \(size) B, whole messages", .ratio(atMost: 1.10, allocations: 1), size) {
      descriptor, buffer in
      unsafe workload_receive_whole(descriptor, buffer.baseAddress, buffer.count, CInt(batch))
    }
  }

  /// The same against C's recvmsg, behind which Swift puts what came into an array too.
  static func wholeAsArraysInBoth(_ size: Int) -> Workload {
    unsafe whole("receive \(size) B, whole messages, C's come in arrays too", .none, size) { descriptor, buffer in
      for _ in 0..<batch {
        let result = unsafe workload_receive(descriptor, buffer.baseAddress, buffer.count, 1)
        guard result == 0 else { return result }
        handOut(unsafe Array(UnsafeRawBufferPointer(rebasing: buffer[..<size])))
      }
      return 0
    }
  }

  /// So that the array is made.
  @inline(never)
  private static func handOut(_: [UInt8]) {}

  private static func whole(_ name: String, _ goal: Goal, _ size: Int, c: @escaping CSide) -> Workload {
    .latency(name, goal) {
      try unsafe comparison(size, c: c) { socket, _ in
        for _ in 0..<batch {
          guard case .message(let message) = try socket.receive() else { throw Failure(sentence: "no message came") }
          handOut(message.payload)
        }
      }
    }
  }

  /// Many in one call; in C one at a time.
  static func batches(_ size: Int, atMost limit: Double? = nil) -> Workload {
    let goal = Goal(figure: limit.map { .ratioAtMost($0) }, allocations: 0)
    return unsafe batches("receive \(size) B in batches of 32", goal, size) { descriptor, buffer in
      unsafe workload_receive(descriptor, buffer.baseAddress, buffer.count, CInt(batch))
    }
  }

  /// The same against a library in C that receives so too.
  static func batchesByLibraryInBoth(_ size: Int) -> Workload {
    unsafe batches("receive \(size) B in batches of 32, C is a library too", .none, size) { descriptor, buffer in
      unsafe workload_receive_batches_by_library(descriptor, buffer.baseAddress, size, CInt(batch))
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
    func fill() throws {
      try Failure.check("sendmsg", unsafe workload_send(sender, 0, payload, size, CInt(batch)))
    }
    return Comparison(operations: rounds * batch) {
      try Stopwatch.time(rounds: rounds) {
        try fill()
      } _: {
        try unsafe Failure.check("recvmsg", c(receiver, buffer.bytes))
      }
    } swift: {
      try Stopwatch.time(rounds: rounds) {
        try fill()
      } _: {
        try swift(connection.accepted, buffer)
      }
    }
  }
}

/// A batch that is used again and again.
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
      // What comes with each message is read, as the calls for one message do.
      batch.withEach { _, info in stream += Int(info.stream) }
    }
    guard stream == 0 else { throw Failure(sentence: "messages came on a stream that nobody sent on") }
  }
}
