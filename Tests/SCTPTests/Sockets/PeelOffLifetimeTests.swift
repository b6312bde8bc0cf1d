import SCTP
import Testing

extension OnTheKernel {
  /// Parent and child live and end without each other.
  @Suite struct PeelOffLifetime {
    @Test func closingTheParentLeavesTheChildWhole() throws {
      let pair = try Pair()
      let child = try pair.server.peelOff(association: pair.atServer)
      try pair.server.close()
      try pair.expectWhole(on: child)
      try child.close()
      try pair.client.close()
    }

    @Test func closingTheParentLeavesWhatWaitsForTheChild() throws {
      let pair = try Pair()
      try pair.deliver([1], [2])
      let child = try pair.server.peelOff(association: pair.atServer)
      try pair.server.close()
      #expect(try child.message().payload == [1])
      #expect(try child.message().payload == [2])
      try pair.expectWhole(on: child)
      try child.close()
      try pair.client.close()
    }

    @Test func closingTheChildLeavesTheParentWhole() throws {
      let server = try SCTPSocket.listening()
      let (leaving, staying) = (try Pair(server: server), try Pair(server: server))
      let child = try server.peelOff(association: leaving.atServer)
      try child.close()
      try staying.expectWhole()
      #expect(try server.associations() == [staying.atServer])
      let newcomer = try Pair(server: server)
      try newcomer.expectWhole()
      for pair in [leaving, staying, newcomer] { try pair.client.close() }
      try server.close()
    }

    @Test func theChildOutlivesTheParentObject() throws {
      let client = try SCTPSocket()
      let child = try {
        let server = try SCTPSocket.listening()
        try client.connect(to: [server.address], timeout: patience)
        return try server.peelOff(association: try #require(try server.associations().first))
      }()
      try child.send([1])
      #expect(try client.message().payload == [1])
      try child.close()
      try client.close()
    }

    @Test func closingTheChildEndsTheAssociationGracefully() throws {
      let pair = try Pair.withSubscribedClient()
      let child = try pair.server.peelOff(association: pair.atServer)
      try child.send([1])
      try child.close()
      let arrivals = try pair.arrivalsAtClient()
      #expect(arrivals.messages == [[1]])
      #expect(arrivals.states.last == .shutdownComplete)
      try pair.close()
    }

    @Test func closingTheChildWithMessagesUnreadAborts() throws {
      let pair = try Pair.withSubscribedClient()
      try pair.deliver([1])
      let child = try pair.server.peelOff(association: pair.atServer)
      try child.close()
      #expect(try pair.arrivalsAtClient().states.last == .communicationLost)
      try pair.close()
    }

    @Test func whatTheChildDoesAfterItsEndNeverReachesTheParent() throws {
      let server = try SCTPSocket.listening()
      let (leaving, staying) = (try Pair(server: server), try Pair(server: server))
      let child = try server.peelOff(association: leaving.atServer)
      try child.close()
      #expect(throws: SCTPError(.badFileDescriptor, in: "sendmsg", because: .closed)) { try child.send([1]) }
      #expect(throws: SCTPError(.badFileDescriptor, in: "recvmsg", because: .closed)) {
        try child.receive(timeout: patience)
      }
      #expect(throws: SCTPError(.badFileDescriptor, in: "close", because: .closed)) { try child.close() }
      try staying.expectWhole()
      for pair in [leaving, staying] { try pair.client.close() }
      try server.close()
    }
  }
}
