import SCTP
import Testing

extension OnTheKernel {
  @Suite struct PeelOff {
    @Test("The child sends and receives on the peeled-off association", arguments: SCTPAddressFamily.allCases)
    func wholeAssociation(_ family: SCTPAddressFamily) throws {
      let pair = try Pair(family)
      let child = try pair.server.peelOff(association: pair.atServer)
      #expect(try child.association == pair.atServer)
      #expect(try pair.server.associations().isEmpty)
      try pair.client.send([1, 2, 3], on: pair.atClient)
      #expect(try child.message().payload == [1, 2, 3])
      try child.send([4])
      #expect(try pair.client.message().payload == [4])
      try child.close()
      try pair.close()
    }

    @Test("The association of an IPv6 socket with an IPv4 peer can be peeled off") func ipv4Peer() throws {
      let server = try SCTPSocket(family: .ipv6)
      try server.bind(to: .any(.ipv6, port: 0))
      try server.listen()
      let client = try SCTPSocket(family: .ipv4)
      try client.connect(to: [.loopback(port: server.address.port)], timeout: patience)
      let association = try #require(try server.associations().first)
      let child = try server.peelOff(association: association)
      try client.send([1], to: .loopback(port: server.address.port))
      #expect(try child.message().payload == [1])
      try child.send([2])
      #expect(try client.message().payload == [2])
      try child.close()
      try client.close()
      try server.close()
    }

    @Test("The side that connected can also peel off") func connectingSide() throws {
      let pair = try Pair()
      let child = try pair.client.peelOff(association: pair.atClient)
      try child.send([1])
      let message = try pair.server.message()
      #expect(message.payload == [1])
      try pair.server.send([2], on: message.association)
      #expect(try child.message().payload == [2])
      try child.close()
      try pair.close()
    }

    @Test("The child reports the addresses of both ends") func bothAddresses() throws {
      let pair = try Pair()
      let child = try pair.server.peelOff(association: pair.atServer)
      #expect(try child.peerAddresses() == pair.client.localAddresses())
      #expect(try child.localAddresses() == pair.server.localAddresses())
      try child.close()
      try pair.close()
    }

    @Test("The parent continues with the other associations") func parentContinues() throws {
      let server = try SCTPSocket.listening()
      let pairs = try (0..<3).map { _ in try Pair(server: server) }
      let child = try server.peelOff(association: pairs[1].atServer)
      #expect(try Set(server.associations()) == [pairs[0].atServer, pairs[2].atServer])
      try pairs[0].expectWhole()
      try pairs[1].expectWhole(on: child)
      try pairs[2].expectWhole()
      let newcomer = try Pair(server: server)
      try newcomer.expectWhole()
      for pair in pairs + [newcomer] { try pair.client.close() }
      try child.close()
      try server.close()
    }

    @Test("All associations of a socket can be peeled off") func allAssociations() throws {
      let server = try SCTPSocket.listening()
      let pairs = try (0..<3).map { _ in try Pair(server: server) }
      let children = try pairs.map { try server.peelOff(association: $0.atServer) }
      #expect(try server.associations().isEmpty)
      for (pair, child) in zip(pairs, children) { try pair.expectWhole(on: child) }
      for pair in pairs { try pair.client.close() }
      for child in children { try child.close() }
      try server.close()
    }

    @Test("After the last peel-off, a receive on the parent fails with ENOTCONN") func lastAssociation() throws {
      let pair = try Pair()
      try pair.server.send([1], on: pair.atServer)
      #expect(try pair.client.message().payload == [1])
      #expect(throws: SCTPError(.timedOut, in: "recvmsg", because: .timeout)) {
        try pair.client.receive(timeout: .zero)
      }
      let child = try pair.client.peelOff(association: pair.atClient)
      #expect(throws: SCTPError(.socketNotConnected, in: "recvmsg", because: .notConnected)) {
        try pair.client.receive(timeout: patience)
      }
      try child.close()
      try pair.close()
    }

    @Test("Calls on the parent for a peeled-off association fail with EPIPE") func parentCalls() throws {
      let pair = try Pair()
      let child = try pair.server.peelOff(association: pair.atServer)
      let gone = SCTPError(.brokenPipe, in: "sendmsg", because: .peeledOff, association: pair.atServer)
      #expect(throws: gone) { try pair.server.send([1], on: pair.atServer) }
      #expect(throws: gone) { try pair.server.shutdown(association: pair.atServer) }
      #expect(throws: gone) { try pair.server.abort(association: pair.atServer) }
      try pair.expectWhole(on: child)
      try child.close()
      try pair.close()
    }

    @Test("The parent cannot reach the peer by its address after a peel-off") func peerAddress() throws {
      let pair = try Pair()
      let peer = try pair.client.localAddresses()
      let child = try pair.server.peelOff(association: pair.atServer)
      let text = "\(peer[0])"
      #expect(throws: SCTPError(.addressNotAvailable, in: "sendmsg", because: .peeledOff, address: text)) {
        try pair.server.send([1], to: peer[0])
      }
      #expect(throws: SCTPError(.addressNotAvailable, in: "sctp_connectx", because: .peeledOff, address: text)) {
        try pair.server.connect(to: peer)
      }
      try pair.expectWhole(on: child)
      try child.close()
      try pair.close()
    }
  }
}
