import CWorkloads
import SCTP
import SystemCallCounter

/// Operations that have to wait.
enum WaitingCalls {
  private static let payload = [UInt8](repeating: 7, count: 1_024)

  static var all: [CallCheck] { [receive, asyncReceive, send] }

  private static var receive: CallCheck {
    CallCheck(name: "receive that waits", limit: 3) { thread in
      let connection = try Connection()
      let receive: @Sendable () throws -> Void = { _ = try connection.accepted.receive() }
      return try WaitingOperations(thread: thread, call: SYS_recvmsg, operation: receive) {
        try connection.client.send(payload)
      }.measure(try thread.tally())
    }
  }

  private static var asyncReceive: CallCheck {
    CallCheck(name: "receive that waits, async", limit: 3) { thread in
      let connection = try Connection()
      // The first one looks again once the reactor watches the socket.
      return try WaitingOperations(thread: thread, call: SYS_recvmsg, firstAttempts: 2) {
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
      var filled: CInt = 0
      return try WaitingOperations(thread: thread, call: SYS_sendmsg) {
        filled = try fill(connection.client)
      } operation: {
        try send()
      } event: {
        try drain(connection.accepted, filled + 1)
      }.measure(try thread.tally())
    }
  }

  /// Sends until there is no space, and none is about to come by what is still under way.
  private static func fill(_ sender: SCTPOneToOneSocket) throws -> CInt {
    var sent: CInt = 0
    while true {
      let more = try Failure.check("sendmsg", unsafe workload_fill(try sender.descriptor, payload, payload.count))
      if more == 0 { return sent }
      sent += more
      // One beyond the receiver's window stays.
      try Event.wait(orThrow: "what was sent is not acknowledged") {
        try sender.option(.status).unacknowledgedChunks <= 1
      }
    }
  }

  private static func drain(_ receiver: SCTPOneToOneSocket, _ count: CInt) throws {
    let buffer = Buffer(payload.count)
    try Failure.check(
      "recvmsg",
      unsafe workload_receive(try receiver.descriptor, buffer.bytes.baseAddress, buffer.bytes.count, count))
  }
}

extension Connection {
  /// Lets nothing but the receiver's reading make space in the full send buffer, and that soon.
  fileprivate func acknowledgeAtOnce() throws {
    try accepted.setOption(.delayedAcknowledgement(), to: SCTPDelayedAcknowledgement(frequency: 1))
    // The window stays as it is; but nothing within it is dropped for want of memory, to be sent again later.
    try accepted.setOption(.receiveBufferSize, to: 4 << 20)
    // What was sent beyond the window is dropped, and sent again.
    let soon = SCTPRetransmissionTimeouts(maximum: .milliseconds(20), minimum: .milliseconds(10))
    try client.setOption(.retransmissionTimeouts(), to: soon)
  }
}
