import SCTP
import Testing

extension OnTheKernel {
  @Suite struct InterleaveLevel {
    @Test("A one-to-many socket starts at fragment interleave level 1") func newSocket() throws {
      let socket = try SCTPSocket()
      #expect(try socket.option(.fragmentInterleave) == 1)
      try socket.close()
    }

    @Test("An adopted one-to-many socket starts at fragment interleave level 1") func adoptedSocket() throws {
      let socket = try SCTPSocket()
      try socket.setOption(.fragmentInterleave, to: 0)
      let adopted = try socket.posingAsOneToMany()
      #expect(try adopted.option(.fragmentInterleave) == 1)
      for one in [socket, adopted] { try one.close() }
    }

    @Test("A peeled-off socket inherits the fragment interleave level", arguments: [0, 1])
    func peeledOffSocket(_ level: Int) throws {
      let pair = try Pair()
      try pair.server.setOption(.fragmentInterleave, to: level)
      let child = try pair.server.peelOff(association: pair.atServer)
      #expect(try child.option(.fragmentInterleave) == level)
      try child.close()
      try pair.close()
    }

    @Test("Messages of other associations pass an incomplete message") func incompleteMessage() throws {
      // The message needs several probes, which take longer than the 100 short messages even on a busy host.
      let long = try LongMessage(probingAfter: .seconds(1))
      let other = try Pair(server: long.pair.server)
      try long.sendAndGatherAPart()
      for number in 0..<100 as Range<UInt8> {
        try other.client.send([number], on: other.atClient)
        let message = try long.pair.server.message()
        #expect(message.payload == [number] && message.association == other.atServer)
      }
      #expect(try long.pair.server.message().payload == long.payload)
      try other.client.close()
      try long.pair.close()
    }
  }
}
