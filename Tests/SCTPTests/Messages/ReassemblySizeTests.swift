import Testing

@testable import SCTP

extension OnTheKernel {
  @Suite struct ReassemblySize {
    @Test("The limit is 64 MiB by default, and a peeled-off socket inherits it") func defaultLimit() throws {
      let pair = try Pair()
      #expect(pair.server.maximumReassemblySize == 64 << 20)
      pair.server.maximumReassemblySize = 1_000
      let child = try pair.server.peelOff(association: pair.atServer)
      #expect(child.maximumReassemblySize == 1_000)
      try child.close()
      try pair.close()
    }

    @Test("A message beyond the limit fails with EMSGSIZE and identifies its association") func exceededLimit() throws {
      let long = try LongMessage()
      let other = try Pair(server: long.pair.server)
      long.pair.server.maximumReassemblySize = 2_000
      try long.pair.client.send(long.payload, on: long.pair.atClient, options: .init(stream: 3))
      let error = #expect(throws: SCTPError.self) { try long.pair.server.receive(timeout: patience) }
      #expect(error?.code == .messageTooLong && error?.reason == .reassemblyLimitExceeded)
      #expect(error?.association == long.pair.atServer && error?.stream == 3)
      try other.client.send([1], on: other.atClient)
      #expect(try long.pair.server.message().payload == [1])
      // The rest of the message is discarded, and the association stays usable.
      try long.pair.client.send([2], on: long.pair.atClient, options: .init(stream: 3))
      #expect(try long.pair.server.message().payload == [2])
      try other.client.close()
      try long.pair.close()
    }

    @Test("The association of a message that is too long can be aborted") func abortOffender() throws {
      let long = try LongMessage()
      long.pair.server.maximumMessageSize = 2_000
      try long.pair.client.send(long.payload, on: long.pair.atClient)
      let error = #expect(throws: SCTPError.self) { try long.pair.server.receive(timeout: patience) }
      #expect(error?.reason == .messageTooLong)
      try long.pair.server.abort(association: try #require(error?.association))
      #expect(try long.pair.server.associations().isEmpty)
      try long.pair.close()
    }

    @Test("A maximum message size below 1 lets no message pass", arguments: [Int.min, -1, 0])
    func limitBelowOne(_ limit: Int) throws {
      let long = try LongMessage()
      try long.sendAndGatherAPart()
      long.pair.server.maximumMessageSize = limit
      expectFailure(.messageTooLong, .messageTooLong) { try long.pair.server.receive(timeout: patience) }
      long.pair.server.maximumMessageSize = 100
      try long.pair.client.send([1], on: long.pair.atClient)
      #expect(try long.pair.server.message().payload == [1])
      try long.pair.close()
    }
  }
}
