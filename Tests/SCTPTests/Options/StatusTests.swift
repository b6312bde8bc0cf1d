import SCTP
import Testing

extension OnTheKernel {
  @Suite struct Status {
    @Test("A one-to-many socket reports the status of an association", arguments: SCTPAddressFamily.allCases)
    func oneToMany(_ family: SCTPAddressFamily) throws {
      let pair = try Pair(family)
      let status = try pair.client.status(of: pair.atClient)
      #expect(status.association == pair.atClient)
      try expectFresh(status, peer: pair.server.address)
      try pair.close()
    }

    @Test("A one-to-one socket reports the status of its association", arguments: SCTPAddressFamily.allCases)
    func oneToOne(_ family: SCTPAddressFamily) throws {
      let connection = try Connection(family)
      let status = try connection.client.status()
      #expect(try status.association == connection.client.association)
      try expectFresh(status, peer: connection.client.peerAddresses()[0])
      #expect(try connection.accepted.status().state == .established)
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

    @Test("The status counts unacknowledged chunks") func unacknowledged() throws {
      let pair = try Pair()
      try pair.server.setDeaf(true)
      for _ in 0..<3 { try pair.client.send([1], on: pair.atClient) }
      #expect(try pair.client.status(of: pair.atClient).unacknowledgedChunks == 3)
      try pair.server.setDeaf(false)
      try until("they are acknowledged") {
        try pair.client.status(of: pair.atClient).unacknowledgedChunks == 0
      }
      try pair.close()
    }

    @Test("The state is shutdownSent while the peer does not answer a shutdown") func shutdownState() throws {
      let pair = try Pair()
      try pair.server.setDeaf(true)
      try pair.client.shutdown(association: pair.atClient)
      #expect(try pair.client.status(of: pair.atClient).state == .shutdownSent)
      try pair.close()
    }

    @Test("The status of an association that does not exist fails with EINVAL") func noAssociation() throws {
      let pair = try Pair()
      expectFailure(.invalidArgument, .unknownAssociation, in: "getsockopt(SCTP_STATUS)") {
        _ = try pair.client.status(of: .init(rawValue: 1 << 30))
      }
      expectFailure(.invalidArgument, .reservedAssociation, in: "getsockopt(SCTP_STATUS)") {
        _ = try pair.client.status(of: .future)
      }
      let lone = try SCTPOneToOneSocket()
      expectFailure(.invalidArgument, .notConnected, in: "getsockopt(SCTP_STATUS)") { _ = try lone.status() }
      try lone.close()
      try pair.close()
    }
  }
}

@Suite struct AssociationIdentifiers {
  @Test("A reserved identifier is described by its name, and any other by its number") func descriptions() {
    #expect("\(SCTPAssociationID.future) \(SCTPAssociationID.current) \(SCTPAssociationID.all)" == "future current all")
    #expect("\(SCTPAssociationID(rawValue: 17))" == "17")
  }

  @Test("Only identifiers above 2 are not reserved") func reservedRange() {
    #expect([-1, 0, 1, 2, .min].allSatisfy { SCTPAssociationID(rawValue: $0).isReserved })
    #expect([3, 4, .max].allSatisfy { !SCTPAssociationID(rawValue: $0).isReserved })
  }
}
