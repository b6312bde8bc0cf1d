import Testing

@testable import SCTP

extension OnTheKernel {
  @Suite struct AsyncSending {
    @Test("A send on a one-to-one socket waits for space in the send buffer") func oneToOne() async throws {
      let connection = try Connection()
      try connection.accepted.setDeaf(true)
      let filled = try connection.client.fill()
      let sent = Task { try await connection.client.send([1]) }
      try await connection.client.untilTasksWait()
      try connection.accepted.setDeaf(false)
      try await sent.value
      for _ in 0..<filled { #expect(try await connection.accepted.message().payload.count == 1_000) }
      #expect(try await connection.accepted.message().payload == [1])
      try connection.close()
    }

    @Test("A send on an association of a one-to-many socket waits for space in the send buffer")
    func oneToMany() async throws {
      let pair = try Pair()
      try pair.server.setDeaf(true)
      let filled = try pair.client.fill(pair.atClient)
      let sent = Task { try await pair.client.send([1], on: pair.atClient) }
      try await pair.client.untilTasksWait()
      try pair.server.setDeaf(false)
      try await sent.value
      for _ in 0..<filled { #expect(try await pair.server.message().payload.count == 1_000) }
      #expect(try await pair.server.message().payload == [1])
      try pair.close()
    }

    @Test("Sending to an address sets up an association") func implicitConnect() async throws {
      let server = try SCTPSocket.listening()
      let client = try SCTPSocket()
      try await client.send([1], to: server.address)
      #expect(try await server.message().payload == [1])
      let payload: [UInt8] = [2, 3]
      try await client.send(unsafe payload.span.bytes, to: [server.address])
      #expect(try await server.message().payload == [2, 3])
      try client.close()
      try server.close()
    }

    @Test("An invalid message fails with EINVAL, and one that is too long with EMSGSIZE")
    func invalidMessages() async throws {
      let pair = try Pair()
      await expectFailure(.invalidArgument, .emptyMessage) { try await pair.client.send([], on: pair.atClient) }
      await expectFailure(.invalidArgument, .reservedAssociation) { try await pair.client.send([1], on: .future) }
      await expectFailure(.invalidArgument, .noAddresses) {
        try await pair.client.send(unsafe [1].span.bytes, to: [SCTPAddress]())
      }
      await expectFailure(.messageTooLong, .sendBufferTooSmall) {
        try await pair.client.send(payload(8 << 20), on: pair.atClient)
      }
      try pair.close()
    }

    /// Large messages with the kernel's own buffers: the socket is called writable when it has no space for them.
    @Test("A large message waits for space without spinning") func noSpinning() async throws {
      let connection = try Connection()
      try connection.accepted.setDeaf(true)
      let filled = try connection.client.fill(payload(100_000))
      let before = try connection.client.watched().changes(.output)
      await expectFailure(.timedOut) {
        try await connection.client.send(payload(100_000), timeout: .seconds(2))
      }
      let after = try connection.client.watched().changes(.output)
      #expect(filled > 0)
      // Each change is an attempt; beside them there is one each 100 ms.
      #expect(after - before < 100)
      try connection.close()
    }

    @Test("Large messages arrive whole through default buffers") func largeMessages() async throws {
      let connection = try Connection()
      let received = Task { try await (0..<20).asyncMap { _ in try await connection.accepted.message().payload } }
      for number in 0..<20 { try await connection.client.send(payload(60_000, seed: number)) }
      #expect(try await received.value == (0..<20).map { payload(60_000, seed: $0) })
      try connection.close()
    }

    @Test("The messages of each of several tasks arrive in order") func severalTasks() async throws {
      let connection = try Connection()
      let tasks = (0..<8).map { task in
        Task {
          for number in 0..<200 { try await connection.client.send([UInt8](number: UInt32(task * 200 + number))) }
        }
      }
      var numbers: [UInt32] = []
      for _ in 0..<1_600 { numbers.append(try await connection.accepted.message().payload.number) }
      for task in tasks { try await task.value }
      for task in 0..<8 {
        let own = numbers.filter { Int($0) / 200 == task }
        #expect(own == Array(UInt32(task * 200)..<UInt32(task * 200 + 200)))
      }
      try connection.close()
    }

    @Test("A send that waits for space fails with EPIPE when its association is peeled off")
    func peeledOff() async throws {
      let pair = try Pair()
      let sent = try pair.server.fill(pair.atServer)
      let sender = Task { try await pair.server.send([1], on: pair.atServer) }
      try await pair.server.untilTasksWait()
      let child = try pair.server.peelOff(association: pair.atServer)
      await expectFailure(.brokenPipe, .peeledOff) { try await sender.value }
      for _ in 0..<sent { #expect(try await pair.client.message().payload.count == 1_000) }
      try inThread { try pair.expectWhole(on: child) }
      try child.close()
      try pair.close()
    }
  }
}
