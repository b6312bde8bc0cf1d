import SCTP
import Testing

extension OnTheKernel {
  @Suite struct InterleaveLevel {
    @Test func aOneToManySocketStartsAtLevel1() throws {
      let socket = try SCTPSocket()
      #expect(try socket.option(.fragmentInterleave) == 1)
      try socket.close()
    }

    @Test func anAdoptedOneToManySocketStartsAtLevel1Too() throws {
      let socket = try SCTPSocket()
      try socket.setOption(.fragmentInterleave, to: 0)
      let adopted = try socket.posingAsOneToMany()
      #expect(try adopted.option(.fragmentInterleave) == 1)
      for one in [socket, adopted] { try one.close() }
    }

    @Test(arguments: [0, 1]) func aPeeledOffSocketInheritsTheLevel(_ level: Int) throws {
      let pair = try Pair()
      try pair.server.setOption(.fragmentInterleave, to: level)
      let child = try pair.server.peelOff(association: pair.atServer)
      #expect(try child.option(.fragmentInterleave) == level)
      try child.close()
      try pair.close()
    }

    @Test func messagesOfOtherAssociationsPassAnIncompleteMessage() throws {
      let long = try LongMessage()
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
