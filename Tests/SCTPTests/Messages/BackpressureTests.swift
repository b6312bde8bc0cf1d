import SCTP
import Testing

extension OnTheKernel {
  @Suite struct Backpressure {
    /// 4 MB in each direction at once, each side with space for hardly more than one message.
    @Test("Long messages in both directions neither hang nor get lost") func bothDirections() throws {
      let pair = try Pair.withLargeBuffers()
      let message = 100_000
      let count = 40
      // The kernel doubles it.
      for socket in [pair.server, pair.client] { try socket.setOption(.sendBufferSize, to: 60_000) }
      let toServer = Background {
        for number in 0..<count { try pair.client.send(payload(message, seed: number), on: pair.atClient) }
      }
      let toClient = Background {
        for number in 0..<count { try pair.server.send(payload(message, seed: number + 1), on: pair.atServer) }
      }
      let atClient = Background { try (0..<count).map { _ in try pair.client.message().payload } }
      for number in 0..<count {
        #expect(try pair.server.message().payload == payload(message, seed: number))
      }
      for (number, received) in try atClient.value().enumerated() {
        #expect(received == payload(message, seed: number + 1))
      }
      try toServer.value()
      try toClient.value()
      try pair.close()
    }

    @Test("Waiting for space in the send buffer does not spin", arguments: [1_000, 100_000])
    func noSpinning(_ size: Int) throws {
      let pair = try Pair()
      try pair.client.setOption(.sendBufferSize, to: 60_000)
      try pair.server.setDeaf(true)
      let message = payload(size)
      _ = try pair.client.fill(pair.atClient, message)
      try expectNoSpinning { timeout in
        expectFailure(.timedOut, in: "sendmsg") {
          try pair.client.send(message, on: pair.atClient, timeout: timeout)
        }
      }
      try pair.close()
    }

    @Test("A slow reader loses no message") func slowReader() throws {
      let connection = try Connection()
      try connection.client.setOption(.sendBufferSize, to: 30_000)
      let sending = Background {
        for number in 0..<200 { try connection.client.send(payload(2_000, seed: number)) }
        try connection.client.shutdown()
      }
      // It goes on only when the sender waits for it, for as long as there is more to send than space.
      for number in 0..<200 {
        if number == 0 { try sending.untilItWaits() }
        #expect(try connection.accepted.message().payload == payload(2_000, seed: number))
      }
      #expect(try connection.accepted.receive(timeout: patience) == nil)
      try sending.value()
      try connection.close()
    }
  }
}
