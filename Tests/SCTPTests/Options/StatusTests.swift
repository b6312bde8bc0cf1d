import SCTP
import Testing

extension OnTheKernel {
  @Suite struct Status {
    @Test(arguments: SCTPAddressFamily.allCases) func aOneToManySocketHasOneOfEachAssociation(
      _ family: SCTPAddressFamily
    ) throws {
      let pair = try Pair(family)
      let status = try pair.client.option(.status(of: pair.atClient))
      #expect(status.association == pair.atClient)
      try expectFresh(status, peer: pair.server.address)
      try pair.close()
    }

    @Test(arguments: SCTPAddressFamily.allCases) func aOneToOneSocketHasOne(_ family: SCTPAddressFamily) throws {
      let connection = try Connection(family)
      let status = try connection.client.option(.status)
      #expect(try status.association == connection.client.association)
      try expectFresh(status, peer: connection.client.peerAddresses()[0])
      #expect(try connection.accepted.option(.status).state == .established)
      try connection.close()
    }

    /// All fields of an association that has carried nothing.
    private func expectFresh(_ status: SCTPStatus, peer: SCTPAddress) throws {
      #expect(status.state == .established)
      #expect(status.receiveWindow > 10_000)
      #expect(status.unacknowledgedChunks == 0)
      #expect(status.pendingChunks == 0)
      #expect(status.inboundStreams > 0)
      #expect(status.outboundStreams > 0)
      #expect(status.fragmentationPoint > 500)
      #expect(status.primaryAddress == peer)
    }

    @Test func unacknowledgedMessagesCount() throws {
      let pair = try Pair()
      try pair.server.setDeaf(true)
      for _ in 0..<3 { try pair.client.send([1], on: pair.atClient) }
      #expect(try pair.client.option(.status(of: pair.atClient)).unacknowledgedChunks == 3)
      try pair.server.setDeaf(false)
      try until("they are acknowledged") {
        try pair.client.option(.status(of: pair.atClient)).unacknowledgedChunks == 0
      }
      try pair.close()
    }

    @Test func theStateFollowsTheShutdown() throws {
      let pair = try Pair()
      try pair.server.setDeaf(true)
      try pair.client.shutdown(pair.atClient)
      #expect(try pair.client.option(.status(of: pair.atClient)).state == .shutdownSent)
      try pair.close()
    }

    @Test func noAssociationHasNoStatus() throws {
      let pair = try Pair()
      expectFailure(.invalidArgument, in: "getsockopt(SCTP_STATUS)") {
        _ = try pair.client.option(.status(of: .init(rawValue: 1 << 30)))
      }
      expectFailure(.invalidArgument, in: "getsockopt(SCTP_STATUS)") { _ = try pair.client.option(.status) }
      let lone = try SCTPOneToOneSocket()
      expectFailure(.invalidArgument, in: "getsockopt(SCTP_STATUS)") { _ = try lone.option(.status) }
      try lone.close()
      try pair.close()
    }
  }
}

@Suite struct AssociationIdentifiers {
  @Test func reservedOnesHaveTheirNames() {
    #expect("\(SCTPAssociationID.future) \(SCTPAssociationID.current) \(SCTPAssociationID.all)" == "future current all")
    #expect("\(SCTPAssociationID(rawValue: 17))" == "17")
  }

  @Test func onlyOnesAboveTheReservedNameAnAssociation() {
    #expect([-1, 0, 1, 2, .min].allSatisfy { SCTPAssociationID(rawValue: $0).isReserved })
    #expect([3, 4, .max].allSatisfy { !SCTPAssociationID(rawValue: $0).isReserved })
  }
}
