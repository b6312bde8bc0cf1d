import Testing

@testable import SCTP

extension OnTheKernel {
  /// Receives that wait before they read the queue, because an earlier receive of the socket had to wait.
  @Suite struct WaitingFirst {
    @Test("A receive that waits first times out", arguments: Timeouts.short)
    func timeout(_ timeout: Duration) throws {
      let pair = try Pair()
      try pair.waitOften()
      expectFailure(.timedOut, .timeout, in: "recvmsg") { _ = try pair.server.receive(timeout: timeout) }
      expectFailure(.timedOut, .timeout, in: "recvmsg") { _ = try pair.server.part(100, timeout: timeout) }
      var batch = try SCTPReceiveBatch(capacity: 2, bytesPerMessage: 100)
      expectFailure(.timedOut, .timeout, in: "recvmmsg") {
        _ = try pair.server.receive(into: &batch, timeout: timeout)
      }
      try pair.expectWhole()
      try pair.close()
    }

    @Test("A receive returns a queued message before its timeout expires", arguments: Timeouts.short)
    func queuedMessage(_ timeout: Duration) throws {
      let pair = try Pair()
      try pair.waitOften()
      try pair.deliver([1], [2], [3])
      #expect(try pair.server.receive(timeout: timeout).message?.payload == [1])
      #expect(try pair.server.part(100, timeout: timeout).bytes == [2])
      var batch = try SCTPReceiveBatch(capacity: 2, bytesPerMessage: 100)
      try pair.server.receive(into: &batch, timeout: timeout)
      #expect(batch.payloads == [[3]])
      try pair.close()
    }

    /// Runs in a separate process, because other tests need descriptors.
    @Test("A receive that cannot wait returns a queued message") func noDescriptor() async {
      await #expect(processExitsWith: .success) { try Self.receiveWithoutDescriptor() }
    }

    private static func receiveWithoutDescriptor() throws {
      try DescriptorShortage.prepare()
      let pair = try Pair()
      // A socket that has never waited.
      let child = try pair.server.peelOff(association: pair.atServer)
      let shortage = DescriptorShortage()
      expectFailure(.tooManyOpenFiles) { try child.receive() }
      #expect(child.waitsFirst)
      try pair.client.send([1], on: pair.atClient)
      try child.untilReadable()
      #expect(try child.message().payload == [1])
      _ = consume shortage
      try child.close()
      try pair.close()
    }

    @Test("Receives read the queue first again once messages are queued") func load() throws {
      let pair = try Pair()
      try pair.waitOften()
      let messages = (0..<100).map { [UInt8($0)] }
      for message in messages { try pair.client.send(message, on: pair.atClient) }
      try pair.untilAcknowledged()
      for message in messages { #expect(try pair.server.message().payload == message) }
      #expect(!pair.server.waitsFirst)
      try pair.close()
    }

    @Test("Closing the socket ends receives that wait first with EBADF") func close() throws {
      let pair = try Pair()
      try pair.waitOften()
      let calls = (0..<4).map { _ in Background { try pair.server.receive() } }
      for call in calls { try call.untilItWaits() }
      try pair.server.close()
      for call in calls { call.expectFailure(.badFileDescriptor, .closed) }
      try pair.client.close()
    }

    @Test("A peel-off ends a receive that waits first for the association with ENOTCONN") func peelOff() throws {
      let pair = try Pair()
      try pair.waitOftenAtClient()
      let received = Background { try pair.client.receive() }
      try received.untilItWaits()
      let child = try pair.client.peelOff(association: pair.atClient)
      received.expectFailure(.socketNotConnected, .notConnected)
      expectFailure(.socketNotConnected, .notConnected) { try pair.client.receive(timeout: patience) }
      try pair.server.send([7], on: pair.atServer)
      #expect(try child.message().payload == [7])
      try child.close()
      try pair.close()
    }

    @Test("Signals do not interrupt a receive that waits first") func signals() throws {
      let pair = try Pair()
      try pair.waitOften()
      let storm = SignalStorm()
      let received = Background { try storm.interrupting { try pair.server.message().payload } }
      try until("the call is interrupted") { storm.count >= 1_000 }
      try pair.client.send([1, 2, 3], on: pair.atClient)
      #expect(try received.value() == [1, 2, 3])
      try pair.close()
    }

    /// The kernel queues these messages without waking a thread.
    @Test("Receives that wait first find all messages that a peel-off releases") func releasedMessages() throws {
      let long = try LongMessage()
      // The kernel holds back the messages of other associations only at level 0.
      try long.pair.server.setOption(.fragmentInterleave, to: 0)
      let other = try Pair(server: long.pair.server)
      // Whatever observes the socket for a thread does so before the peel-off.
      try other.waitOften()
      try long.sendAndGatherAPart()
      let messages = (0..<6).map { [UInt8($0)] }
      try until("the next receives wait first") {
        expectFailure(.timedOut, .timeout) { try other.server.receive(timeout: .zero) }
        return other.server.predictedWaits > messages.count
      }
      for message in messages { try other.deliver(message) }
      let child = try long.pair.server.peelOff(association: long.pair.atServer)
      for message in messages { #expect(try other.server.message().payload == message) }
      #expect(try child.message().payload == long.payload)
      try child.close()
      try other.client.close()
      try long.pair.close()
    }

    @Test("The end of the only association ends receives that wait first with ENOTCONN") func lastEnd() throws {
      let pair = try Pair()
      try pair.waitOftenAtClient()
      let calls = (0..<4).map { _ in Background { try pair.client.receive() } }
      for call in calls { try call.untilItWaits() }
      try pair.server.abort(association: pair.atServer)
      for call in calls { call.expectFailure(.socketNotConnected, .notConnected) }
      try pair.close()
    }

    @Test("A receive after the end of the only association fails with ENOTCONN") func afterLastEnd() throws {
      let pair = try Pair()
      try pair.waitOftenAtClient()
      try pair.server.abort(association: pair.atServer)
      try until("the association has ended") { try pair.client.associations().isEmpty }
      expectFailure(.socketNotConnected, .notConnected) { try pair.client.receive(timeout: patience) }
      try pair.close()
    }

    @Test("A receive fails with ENOTCONN after a server has stopped to listen") func stoppedServer() throws {
      let pair = try Pair()
      try pair.waitOften()
      let received = Background { try pair.server.receive() }
      try received.untilItWaits()
      try pair.server.listen(backlog: 0)
      try pair.client.shutdown(association: pair.atClient)
      received.expectFailure(.socketNotConnected, .notConnected)
      try pair.close()
    }

    @Test("The end of a peeled-off association ends receives that wait first", arguments: [true, false])
    func peeledOffEnd(_ gracefully: Bool) throws {
      let pair = try Pair()
      let child = try pair.server.peelOff(association: pair.atServer)
      try child.waitOften { try pair.client.send($0, on: pair.atClient) }
      let calls = (0..<2).map { _ in Background { try child.receive() } }
      for call in calls { try call.untilItWaits() }
      if gracefully {
        try pair.client.shutdown(association: pair.atClient)
      } else {
        try pair.client.abort(association: pair.atClient)
      }
      for call in calls {
        if gracefully {
          #expect(try call.value() == nil)
        } else {
          call.expectFailure(.connectionReset, .endedAssociation)
        }
      }
      try child.close()
      try pair.close()
    }

    @Test("A receive delivers the buffered remainder of a notification without waiting") func bufferedState() throws {
      let pair = try Pair()
      try pair.server.setSubscribed(true, to: .peerAddressChange, of: pair.atServer)
      try pair.waitOften()
      try pair.server.causePeerAddressChange(of: pair.atServer)
      let first = try pair.server.part(100)
      #expect(first.info.isNotification && !first.info.isEndOfMessage)
      let last = try pair.server.part(100, timeout: .zero)
      #expect(last.info.isNotification && last.info.isEndOfMessage)
      try pair.close()
    }

    @Test("Two threads that wait first receive each message once") func threads() throws {
      let pair = try Pair()
      try pair.waitOften()
      let count = 50
      let readers = (0..<2).map { _ in
        Background {
          var numbers: [UInt32] = []
          while case let payload = try pair.server.message().payload, payload.count > 1 {
            numbers.append(payload.number)
          }
          return numbers
        }
      }
      for number in 0..<count {
        for reader in readers { try reader.untilItWaits() }
        try pair.client.send([UInt8](number: UInt32(number)), on: pair.atClient)
      }
      for _ in readers { try pair.client.send([0], on: pair.atClient) }
      #expect(try readers.flatMap { try $0.value() }.sorted() == (0..<count).map { UInt32($0) })
      try pair.close()
    }
  }
}

extension SCTPEndpoint {
  /// The number of receives that wait before they read the queue.
  fileprivate var predictedWaits: Int {
    var prediction = gate.withLock { $0.inbox.prediction }
    var count = 0
    while prediction.waitsFirst() { count += 1 }
    return count
  }

  /// Whether the next receive waits before it reads the queue.
  fileprivate var waitsFirst: Bool { predictedWaits > 0 }
}

extension ReceivingSocket {
  /// Receives messages, each of which is sent after the receive waits, until the next receives wait first.
  fileprivate func waitOften(sending send: ([UInt8]) throws -> Void) throws {
    // Receives that read first alternate with 1, 3, and 7 ones that wait first.
    for number in UInt8(0)..<8 {
      let received = Background { try self.message().payload }
      try received.untilItWaits()
      try send([number])
      #expect(try received.value() == [number])
    }
    #expect(waitsFirst)
  }
}

extension Pair {
  fileprivate func waitOften() throws { try server.waitOften { try client.send($0, on: atClient) } }
  fileprivate func waitOftenAtClient() throws { try client.waitOften { try server.send($0, on: atServer) } }
}
