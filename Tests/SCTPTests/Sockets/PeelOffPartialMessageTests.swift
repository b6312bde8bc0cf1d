import Testing

@testable import SCTP

extension OnTheKernel {
  /// A message of which the parent's `receive()` has gathered a part.
  @Suite struct PeelOffPartialMessage {
    @Test("A partially received message is completed on the child", arguments: SCTPAddressFamily.allCases)
    func partialMessage(_ family: SCTPAddressFamily) throws {
      let long = try LongMessage(family)
      try long.sendAndGatherAPart()
      let child = try long.pair.server.peelOff(association: long.pair.atServer)
      try long.pair.client.send([1, 2], on: long.pair.atClient)
      #expect(try child.message().payload == long.payload)
      #expect(try child.message().payload == [1, 2])
      try child.close()
      try long.pair.close()
    }

    @Test("A partially received message is completed on the child of a closed parent") func closedParent() throws {
      let long = try LongMessage()
      try long.sendAndGatherAPart()
      let child = try long.pair.server.peelOff(association: long.pair.atServer)
      try long.pair.server.close()
      #expect(try child.message().payload == long.payload)
      try child.close()
      try long.pair.client.close()
    }

    @Test("The parent keeps receiving after a partially received message moves to the child")
    func parentContinues() throws {
      let long = try LongMessage()
      let other = try Pair(server: long.pair.server)
      try long.sendAndGatherAPart()
      // Messages that arrive in the meantime wait behind the incomplete message.
      try other.deliver([1], [2], [3, 4])
      let child = try long.pair.server.peelOff(association: long.pair.atServer)
      #expect(try other.server.message().payload == [1])
      #expect(try other.server.part(24).bytes == [2])
      #expect(try other.server.message().payload == [3, 4])
      #expect(try child.message().payload == long.payload)
      try child.close()
      try other.client.close()
      try long.pair.close()
    }

    @Test("A waiting receive on the parent continues after a partial message moves to the child")
    func waitingReceive() throws {
      let long = try LongMessage()
      // The kernel holds back the messages of other associations only at level 0.
      try long.pair.server.setOption(.fragmentInterleave, to: 0)
      let other = try Pair(server: long.pair.server)
      try long.sendAndGatherAPart()
      let receiver = Background { try other.server.message().payload }
      try other.deliver([1])
      try receiver.untilItWaits()
      let child = try long.pair.server.peelOff(association: long.pair.atServer)
      #expect(try receiver.value() == [1])
      #expect(try child.message().payload == long.payload)
      try child.close()
      try other.client.close()
      try long.pair.close()
    }

    @Test("A partially received message of another association stays on the parent") func otherAssociation() throws {
      let long = try LongMessage()
      let other = try Pair(server: long.pair.server)
      try long.sendAndGatherAPart()
      try other.deliver([1], [2])
      let child = try other.server.peelOff(association: other.atServer)
      #expect(try child.message().payload == [1])
      #expect(try child.message().payload == [2])
      #expect(try long.pair.server.message().payload == long.payload)
      try child.close()
      try other.client.close()
      try long.pair.close()
    }

    @Test("A partially received message survives a failed peel-off") func failedPeelOff() throws {
      let long = try LongMessage()
      try long.sendAndGatherAPart()
      expectFailure(.noMemory, nil, in: "sctp_peeloff") {
        try long.pair.server.peelOff(long.pair.atServer, []) { _, _, _ in -Errno.noMemory.rawValue }
      }
      #expect(try long.pair.server.message().payload == long.payload)
      try long.pair.close()
    }

    @Test("Receiving the rest of a partially received message into a buffer fails with EBUSY") func otherForm() throws {
      let long = try LongMessage()
      try long.sendAndGatherAPart()
      let child = try long.pair.server.peelOff(association: long.pair.atServer)
      #expect(throws: SCTPError(.resourceBusy, in: "recvmsg", because: .mixedReceiveForms)) { try child.part(1_000) }
      #expect(try child.message().payload == long.payload)
      try child.close()
      try long.pair.close()
    }

    @Test("The rest of a message beyond the size limit is discarded on the child") func overlongMessage() throws {
      let long = try LongMessage()
      long.pair.server.maximumMessageSize = 500
      try long.pair.client.send(long.payload, on: long.pair.atClient)
      let tooLong = SCTPError(
        .messageTooLong, in: "recvmsg", because: .messageTooLong, association: long.pair.atServer, stream: 0,
        limit: 500)
      #expect(throws: tooLong) { try long.pair.server.receive(timeout: patience) }
      let child = try long.pair.server.peelOff(association: long.pair.atServer)
      try long.pair.client.send([1], on: long.pair.atClient)
      #expect(try child.message().payload == [1])
      try child.close()
      try long.pair.close()
    }
  }
}
