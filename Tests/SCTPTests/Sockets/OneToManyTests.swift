import SCTP
import Testing

extension OnTheKernel {
  @Suite struct OneToMany {
    @Test("Sending to an address sets up an association", arguments: SCTPAddressFamily.allCases)
    func implicitConnect(_ family: SCTPAddressFamily) throws {
      let server = try SCTPSocket.listening(family)
      let client = try SCTPSocket(family: family)
      try client.send([1], to: server.address)
      try client.send([2], to: server.address)
      let first = try server.message()
      #expect(first.payload == [1])
      #expect(try server.message().payload == [2])
      #expect(try client.associations().count == 1)
      try server.send([3], to: first.source)
      #expect(try client.message().payload == [3])
      try client.close()
      try server.close()
    }

    @Test("Receiving without an association and without listening fails with ENOTCONN") func nothingToReceive() throws {
      let socket = try SCTPSocket()
      expectFailure(.socketNotConnected, .notConnected, in: "recvmsg") { _ = try socket.receive() }
      expectFailure(.socketNotConnected, .notConnected, in: "recvmsg") { _ = try socket.part(100, timeout: nil) }
      try socket.bind(to: .loopback(port: 0))
      expectFailure(.socketNotConnected, .notConnected, in: "recvmsg") { _ = try socket.receive() }
      try socket.listen()
      expectFailure(.timedOut, in: "recvmsg") { _ = try socket.receive(timeout: .milliseconds(1)) }
      try socket.listen(backlog: 0)
      expectFailure(.socketNotConnected, .notConnected, in: "recvmsg") { _ = try socket.receive() }
      try socket.close()
    }

    @Test("A shutdown of the only association ends a client's receive with ENOTCONN") func lastShutdown() throws {
      let pair = try Pair()
      let received = Background { try pair.client.receive() }
      try received.untilItWaits()
      try pair.server.shutdown(association: pair.atServer)
      received.expectFailure(.socketNotConnected, .notConnected)
      try pair.close()
    }

    @Test("An abort of the only association ends a client's receive with ENOTCONN") func lastAbort() throws {
      let pair = try Pair()
      let received = Background { try pair.client.receive() }
      try received.untilItWaits()
      try pair.server.abort(association: pair.atServer)
      received.expectFailure(.socketNotConnected, .notConnected)
      try pair.close()
    }

    @Test("A client with another association keeps waiting after an abort") func otherAssociation() throws {
      let pair = try Pair()
      let other = try SCTPSocket.listening()
      let association = try pair.client.connect(to: [other.address], timeout: patience)
      try pair.client.send([1], on: association)
      let back = try other.message().association
      let received = Background { try pair.client.receive() }
      try received.untilItWaits()
      try pair.server.abort(association: pair.atServer)
      try until("the association has ended") { try pair.client.associations() == [association] }
      try other.send([7], on: back)
      #expect(try received.value().message?.payload == [7])
      try other.close()
      try pair.close()
    }

    @Test("A socket that stops listening rejects new associations and keeps existing ones")
    func stopListening() throws {
      let pair = try Pair()
      try pair.server.listen(backlog: 0)
      let late = try SCTPSocket()
      expectFailure(.connectionRefused, .setupFailed) {
        try late.connect(to: [pair.server.address], timeout: patience)
      }
      try pair.client.send([1], on: pair.atClient)
      #expect(try pair.server.message().payload == [1])
      try late.close()
      try pair.close()
    }

    @Test("A backlog out of range fails with EINVAL", arguments: [-1, Int.max, Int.min, Int(Int32.max) + 1])
    func invalidBacklog(_ backlog: Int) throws {
      let socket = try SCTPSocket()
      expectFailure(.invalidArgument, .outOfRange, in: "listen") { try socket.listen(backlog: backlog) }
      try socket.close()
    }

    @Test("The addresses of an association are those of its two sockets") func addresses() throws {
      for family in SCTPAddressFamily.allCases {
        let pair = try Pair(family)
        #expect(try pair.client.peerAddresses(of: pair.atClient) == pair.server.localAddresses())
        let port = try pair.client.address.port
        #expect(try pair.server.peerAddresses(of: pair.atServer).allSatisfy { $0.port == port })
        let local = try pair.server.localAddresses(of: pair.atServer)
        // Of an association the kernel names the interface, too.
        #expect(local.map { $0.host.split(separator: "%")[0] } == [family == .ipv4 ? "127.0.0.1" : "::1"])
        #expect(try local.map(\.port) == [pair.server.address.port])
        try pair.close()
      }
    }

    @Test("Querying the addresses of an unknown association fails with EINVAL") func unknownAddresses() throws {
      let pair = try Pair()
      let nobody = SCTPAssociationID(rawValue: 1 << 30)
      expectFailure(.invalidArgument, .unknownAssociation, in: "sctp_getpaddrs") {
        _ = try pair.client.peerAddresses(of: nobody)
      }
      expectFailure(.invalidArgument, .unknownAssociation, in: "sctp_getladdrs") {
        _ = try pair.client.localAddresses(of: nobody)
      }
      for reserved in [.future, .current, .all, SCTPAssociationID(rawValue: -1)] as [SCTPAssociationID] {
        expectFailure(.invalidArgument, .reservedAssociation) { _ = try pair.client.peerAddresses(of: reserved) }
      }
      try pair.close()
    }

    @Test("A server lists all of its 40 associations") func allListed() throws {
      let server = try SCTPSocket.listening()
      let pairs = try (0..<40).map { _ in try Pair(server: server) }
      #expect(try Set(server.associations()) == Set(pairs.map(\.atServer)))
      #expect(Set(pairs.map(\.atServer)).count == 40)
      for pair in pairs { try pair.client.close() }
      try until("they have ended") { try server.associations().isEmpty }
      try server.close()
    }

    @Test("A new descriptor has the requested flags") func descriptorFlags() throws {
      for flags in [[], .closeOnExec, .nonBlocking, [.closeOnExec, .nonBlocking]] as [SCTPSocketFlags] {
        let socket = try SCTPSocket(flags: flags)
        let made = try DescriptorFlags(of: socket)
        #expect(made.isCloseOnExec == flags.contains(.closeOnExec))
        #expect(made.isNonBlocking == flags.contains(.nonBlocking))
        try socket.close()
      }
      #expect(SCTPSocketFlags(rawValue: -1) == [.closeOnExec, .nonBlocking])
    }
  }
}
