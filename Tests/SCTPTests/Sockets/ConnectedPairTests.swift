import Testing

@testable import SCTP

extension OnTheKernel {
  @Suite struct ConnectedPairs {
    @Test("Both forms create sockets that are connected to each other", arguments: SCTPAddressFamily.allCases)
    func bothForms(_ family: SCTPAddressFamily) async throws {
      try expectConnected(connectInThread(family))
      try await expectConnected(SCTPOneToOneSocket.connectedPair(family: family, timeout: patience))
    }

    private func connectInThread(
      _ family: SCTPAddressFamily
    ) throws -> (SCTPOneToOneSocket, SCTPOneToOneSocket) {
      try SCTPOneToOneSocket.connectedPair(family: family, timeout: patience)
    }

    private func expectConnected(
      _ pair: (SCTPOneToOneSocket, SCTPOneToOneSocket), _ location: SourceLocation = #_sourceLocation
    ) throws {
      try pair.0.send([1])
      #expect(try pair.1.message(location).payload == [1], sourceLocation: location)
      try pair.1.send([2])
      #expect(try pair.0.message(location).payload == [2], sourceLocation: location)
      #expect(try pair.0.peerAddresses() == pair.1.localAddresses(), sourceLocation: location)
      #expect(try pair.1.peerAddresses() == pair.0.localAddresses(), sourceLocation: location)
      try pair.0.close()
      try pair.1.close()
    }

    @Test("An association of a stranger is not part of the pair") func stranger() throws {
      let unconnected = try UnconnectedPair(.ipv4)
      let stranger = try unconnected.listener.newClient()
      let closed = try unconnected.listener.newClient()
      try closed.close()
      try expectConnected(unconnected.connect(timeout: patience))
      try stranger.untilClosed()
      try stranger.close()
      try unconnected.listener.close()
    }

    @Test("A canceled task gets no pair") func canceled() async throws {
      let task = Task {
        unsafe withUnsafeCurrentTask { unsafe $0?.cancel() }
        return try await SCTPOneToOneSocket.connectedPair(timeout: patience)
      }
      await #expect { _ = try await task.value } throws: { ($0 as? SCTPError)?.code == .canceled }
    }
  }
}
