import SCTP
import Testing

extension OnTheKernel {
  @Suite struct MaximumMessageSize {
    @Test(
      "A longer message fails with EMSGSIZE, and the next message arrives",
      arguments: [10, 1_000, 65_536, 100_000, 199_999])
    func longerMessage(_ limit: Int) throws {
      let pair = try Pair.withLargeBuffers()
      pair.server.maximumMessageSize = limit
      for round in 0..<3 {
        try pair.client.send(payload(200_000), on: pair.atClient)
        try pair.client.send(payload(10, seed: round), on: pair.atClient)
        expectFailure(.messageTooLong, .messageTooLong, in: "recvmsg") { _ = try pair.server.message() }
        #expect(try pair.server.message().payload == payload(10, seed: round))
      }
      try pair.server.send([1], on: pair.atServer)
      #expect(try pair.client.message().payload == [1])
      try pair.close()
    }

    @Test("A message of exactly the maximum size arrives", arguments: [1, 1_000, 65_536, 100_000])
    func exactSize(_ limit: Int) throws {
      let pair = try Pair.withLargeBuffers()
      pair.server.maximumMessageSize = limit
      try pair.client.send(payload(limit), on: pair.atClient)
      #expect(try pair.server.message().payload == payload(limit))
      try pair.close()
    }

    @Test("The maximum message size is 4 MiB by default") func defaultSize() throws {
      let socket = try SCTPSocket()
      #expect(socket.maximumMessageSize == 4 << 20)
      try socket.close()
    }

    @Test("An accepted socket inherits the maximum message size of its listener") func acceptedSocket() throws {
      let listener = try SCTPListener.listening()
      listener.maximumMessageSize = 5
      let client = try SCTPOneToOneSocket()
      try client.connect(to: [listener.address], timeout: patience)
      let accepted = try listener.accept(timeout: patience)
      #expect(accepted.maximumMessageSize == 5)
      try client.send([1, 2, 3, 4, 5, 6])
      try client.send([1, 2, 3, 4, 5])
      expectFailure(.messageTooLong, .messageTooLong) { _ = try accepted.message() }
      #expect(try accepted.message().payload == [1, 2, 3, 4, 5])
      for socket in [client, accepted] { try socket.close() }
      try listener.close()
    }
  }
}
