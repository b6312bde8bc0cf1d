import SCTP
import Testing

extension OnTheKernel {
  @Suite("test_peeloff") struct PeelOffConformance {
    /// The associations of a server, each on a separate socket.
    struct Branched {
      let crowd: Crowd
      let children: [SCTPOneToOneSocket]

      init(_ family: SCTPAddressFamily) throws {
        let crowd = try Crowd(family)
        children = try crowd.associations.map { try crowd.server.peelOff(association: $0) }
        self.crowd = crowd
      }

      func close() throws {
        for child in children { try child.close() }
        try crowd.close()
      }
    }

    @Test("sctp_peeloff", arguments: SCTPAddressFamily.allCases)
    func peelOff(_ family: SCTPAddressFamily) throws {
      let branched = try Branched(family)
      #expect(try branched.children.map { try $0.association } == branched.crowd.associations)
      #expect(try branched.crowd.server.associations().isEmpty)
      try branched.close()
    }

    @Test("listen on a peeled off socket", arguments: SCTPAddressFamily.allCases)
    func listenOnAPeeledOffSocket(_ family: SCTPAddressFamily) throws {
      let branched = try Branched(family)
      let listener = SCTPListener(takingOwnershipOf: try branched.children[0].duplicate())
      expectFailure(.invalidArgument, .wrongStyle) { try listener.listen(backlog: 1) }
      try listener.close()
      try branched.close()
    }

    @Test("sctp_peeloff on a peeled off socket", arguments: SCTPAddressFamily.allCases)
    func peelOffFromAPeeledOffSocket(_ family: SCTPAddressFamily) throws {
      let branched = try Branched(family)
      let parent = try branched.children[0].posingAsOneToMany()
      expectFailure(.invalidArgument, .oneToOne) {
        try parent.peelOff(association: branched.crowd.associations[0])
      }
      try parent.close()
      try branched.close()
    }

    @Test("Receive msgs on peeled off sockets", arguments: SCTPAddressFamily.allCases)
    func receiveOnPeeledOffSockets(_ family: SCTPAddressFamily) throws {
      let branched = try Branched(family)
      let address = try branched.crowd.server.address
      for client in branched.crowd.clients {
        try client.send(.hello, to: address, options: .hello)
      }
      for (child, client) in zip(branched.children, branched.crowd.clients) {
        #expect(try child.expectMessage().source == client.address)
      }
      try branched.close()
    }

    @Test("Send msgs on peeled off sockets", arguments: SCTPAddressFamily.allCases)
    func sendOnPeeledOffSockets(_ family: SCTPAddressFamily) throws {
      let branched = try Branched(family)
      let address = try branched.crowd.server.address
      for child in branched.children { try child.send(.hello, options: .hello) }
      for client in branched.crowd.clients { #expect(try client.expectMessage().source == address) }
      try branched.close()
    }

    @Test("peeled off socket cannot initialize a new assoc", arguments: SCTPAddressFamily.allCases)
    func aPeeledOffSocketMakesNoAssociation(_ family: SCTPAddressFamily) throws {
      let branched = try Branched(family)
      let child = try branched.children[0].posingAsOneToMany()
      // Whatever the address, the message goes to the one peer.
      try child.send(.hello, to: try branched.crowd.clients[1].address, options: .hello)
      try branched.crowd.clients[0].expectMessage()
      #expect(try branched.crowd.server.associations().isEmpty)
      try child.close()
      try branched.close()
    }

    @Test("closing the peeled off sockets ends the associations", arguments: SCTPAddressFamily.allCases)
    func closingPeeledOffSockets(_ family: SCTPAddressFamily) throws {
      let branched = try Branched(family)
      try branched.crowd.server.close()
      for child in branched.children { try child.close() }
      for client in branched.crowd.clients {
        try client.expectChange(.shutdownComplete)
        try client.close()
      }
    }
  }
}
