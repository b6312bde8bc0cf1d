import Testing

@testable import SCTP

extension OnTheKernel {
  @Suite struct AsyncTimeouts {
    @Test(
      "A receive and an accept time out, and not before their time",
      arguments: [Duration.zero, .milliseconds(-5), .milliseconds(20)])
    func expiry(_ timeout: Duration) async throws {
      let pair = try Pair()
      let listener = try SCTPListener.listening()
      let begin = ContinuousClock.now
      await expectFailure(.timedOut, in: "recvmsg") { try await pair.server.receive(timeout: timeout) }
      #expect(begin.duration(to: .now) >= timeout)
      await expectFailure(.timedOut, in: "accept4") { try await listener.accept(timeout: timeout) }
      try listener.close()
      try pair.close()
    }

    @Test("A timeout of zero returns a queued message") func queuedMessage() async throws {
      let pair = try Pair()
      try await pair.client.send([1], on: pair.atClient)
      try pair.untilAcknowledged()
      #expect(try await pair.server.receive(timeout: .zero).message?.payload == [1])
      try pair.close()
    }

    @Test("A send that waits for space times out and sends nothing") func sending() async throws {
      let connection = try Connection()
      try connection.accepted.setDeaf(true)
      let filled = try connection.client.fill()
      await expectFailure(.timedOut, in: "sendmsg") {
        try await connection.client.send([1], timeout: .milliseconds(250))
      }
      try connection.accepted.setDeaf(false)
      for _ in 0..<filled { #expect(try await connection.accepted.message().payload.count == 1_000) }
      try await connection.client.send([2], timeout: .zero)
      #expect(try await connection.accepted.message().payload == [2])
      try connection.close()
    }

    @Test("A task that times out takes no message from another task") func otherTask() async throws {
      let pair = try Pair()
      let staying = Task { try await pair.server.receive() }
      try await pair.server.untilTasksWait()
      for _ in 0..<20 {
        await expectFailure(.timedOut) { try await pair.server.receive(timeout: .milliseconds(1)) }
      }
      try await pair.client.send([1], on: pair.atClient)
      #expect(try await staying.value.message?.payload == [1])
      try pair.close()
    }

    @Test("An earlier deadline that is added later expires first") func earlierDeadline() async throws {
      let pair = try Pair()
      let staying = Task { try await pair.server.receive(timeout: .seconds(3_600)) }
      try await pair.server.untilTasksWait()
      await expectFailure(.timedOut) { try await pair.server.receive(timeout: .milliseconds(100)) }
      staying.cancel()
      await expectFailure(.canceled) { try await staying.value }
      try pair.close()
    }

    /// Each call's deadline is taken out of the queue when the call ends before it.
    @Test("A call that returns removes its deadline") func removedDeadline() async throws {
      let pair = try Pair()
      for number in 0..<200 {
        let received = Task { try await pair.server.receive(timeout: patience) }
        try await pair.server.untilTasksWait()
        try await pair.client.send([UInt8](number: UInt32(number)), on: pair.atClient)
        _ = try await received.value
      }
      #expect(try Reactor.shared().deadlineCount == 0)
      try pair.close()
    }
  }
}
