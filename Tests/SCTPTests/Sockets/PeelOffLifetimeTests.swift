import SCTP
import Testing

extension OnTheKernel {
  /// Parent and child live and end without each other.
  @Suite struct PeelOffLifetime {
    @Test("Closing the parent leaves the child usable") func closedParent() throws {
      let pair = try Pair()
      let child = try pair.server.peelOff(association: pair.atServer)
      try pair.server.close()
      try pair.expectWhole(on: child)
      try child.close()
      try pair.client.close()
    }

    @Test("Closing the parent leaves the queued messages of the child") func queuedMessages() throws {
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

    @Test("Closing the child leaves the parent usable") func closedChild() throws {
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

    @Test("The child outlives the parent object") func releasedParent() throws {
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

    @Test("Closing the child shuts down its association gracefully") func gracefulClose() throws {
      let pair = try Pair.withSubscribedClient()
      let child = try pair.server.peelOff(association: pair.atServer)
      try child.send([1])
      try child.close()
      let arrivals = try pair.arrivalsAtClient()
      #expect(arrivals.messages == [[1]])
      #expect(arrivals.states.last == .shutdownComplete)
      try pair.close()
    }

    @Test("Closing the child with unread messages aborts its association") func closeAborts() throws {
      let pair = try Pair.withSubscribedClient()
      try pair.deliver([1])
      let child = try pair.server.peelOff(association: pair.atServer)
      try child.close()
      #expect(try pair.arrivalsAtClient().states.last == .communicationLost)
      try pair.close()
    }

    @Test("Calls on a closed child fail with EBADF and do not affect the parent") func lateCalls() throws {
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
