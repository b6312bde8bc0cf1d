import CBenchmarks
import Foundation
import SCTP

/// Limits the system calls of operations that have to wait.
enum WaitingCalls {
  private static let payload = [UInt8](repeating: 7, count: 1_024)

  static var all: [CallCheck] { [receive, asyncReceive, send] }

  private static var receive: CallCheck {
    // Few receives read the queue before they wait.
    CallCheck(name: "receive that waits", limit: 2.05) { thread in
      let connection = try Connection()
      let receive: @Sendable () throws -> Void = { _ = try connection.accepted.receive() }
      return try WaitingOperations(thread: thread, waits: thread.polls(), operation: receive) {
        try connection.client.send(payload)
      }.measure(try thread.tally())
    }
  }

  private static var asyncReceive: CallCheck {
    // After 32 messages for which a task has waited, the reactor changes its scheduling policy with two calls.
    CallCheck(name: "receive that waits, async", limit: 3.02) { thread in
      let connection = try Connection()
      // The first receive tries again once the reactor watches the socket.
      return try WaitingOperations(thread: thread, waits: thread.waits(in: SYS_recvmsg), firstWaits: 2) {
        _ = try await connection.accepted.receive()
      } event: {
        try connection.client.send(payload)
      }.measure(try thread.asyncTally())
    }
  }

  private static var send: CallCheck {
    CallCheck(name: "send that waits", limit: 3) { thread in
      let connection = try Connection(bufferSize: 65_536)
      try connection.acknowledgeAtOnce()
      let send: @Sendable () throws -> Void = { try connection.client.send(payload) }
      let receiver = try connection.accepted.descriptor
      var filled = 0
      return try WaitingOperations(thread: thread, waits: thread.waits(in: SYS_sendmsg)) {
        filled = try fill(connection.client)
      } operation: {
        try send()
      } event: {
        try Buffer(payload.count).receive(filled + 1, from: receiver)
      }.measure(try thread.tally())
    }
  }

  /// Sends until the send buffer is full and no acknowledgement is about to free space in it.
  private static func fill(_ sender: SCTPOneToOneSocket) throws -> Int {
    var sent = 0
    while true {
      let more = try Failure.check("sendmsg", unsafe workload_fill(try sender.descriptor, payload, payload.count))
      if more == 0 { return sent }
      sent += Int(more)
      // One chunk beyond the receiver's window stays unacknowledged.
      try Event.wait(orThrow: "sent messages are not acknowledged") {
        try sender.status().unacknowledgedChunks <= 1
      }
    }
  }
}

extension Connection {
  /// Ensures that only the receiver's reading frees space in the full send buffer, and frees it soon.
  fileprivate func acknowledgeAtOnce() throws {
    try accepted.setOption(.delayedAcknowledgement(), to: SCTPDelayedAcknowledgement(frequency: 1))
    // The window stays the same, but nothing within it is dropped for lack of memory and retransmitted later.
    try accepted.setOption(.receiveBufferSize, to: 4 << 20)
    // Data beyond the window is dropped and retransmitted.
    let soon = SCTPRetransmissionTimeouts(maximum: .milliseconds(20), minimum: .milliseconds(10))
    try client.setOption(.retransmissionTimeouts(), to: soon)
  }
}

/// Operations that wait for an event, which is triggered only after they wait.
private struct WaitingOperations {
  private static let count = 100

  let thread: CountedThread
  /// The number of system calls after which an operation waits.
  let waits: CallCounter
  /// The number of these calls in the first operation; every other operation makes one.
  var firstWaits = 1
  /// Runs before each operation.
  var before: () throws -> Void = {}
  let operation: @Sendable () async throws -> Void
  /// Ends the waiting of an operation.
  let event: () throws -> Void

  func measure(_ tally: CallTally) throws -> CallTally {
    var tally = tally
    // The first operation warms up.
    for index in 0...Self.count {
      try before()
      let expected = try waits.count + (index == 0 ? firstWaits : 1)
      try thread.extend(&tally) { [operation] tally in
        try await tally.add(1, operation)
      } meanwhile: {
        try Event.wait(orThrow: "an operation did not wait") { try waits.count >= expected }
        try event()
      }
    }
    return tally
  }
}

/// A condition that another thread or the kernel fulfills.
enum Event {
  /// Waits until `hasHappened` returns true, and throws if that takes too long.
  static func wait(orThrow sentence: String, until hasHappened: () throws -> Bool) throws {
    let end = ContinuousClock.now + .seconds(10)
    while try !hasHappened() {
      guard ContinuousClock.now < end else { throw Failure(sentence) }
      sched_yield()
    }
  }
}
