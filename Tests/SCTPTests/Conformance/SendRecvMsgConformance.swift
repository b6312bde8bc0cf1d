import SCTP
import Testing

extension OnTheKernel {
  @Suite("test_sctp_sendrecvmsg") struct SendRecvMsgConformance {
    @Test("sctp_sendmsg", arguments: SCTPAddressFamily.allCases)
    func send(_ family: SCTPAddressFamily) throws {
      let server = try SCTPSocket.bound(family).subscribed(to: .associationChange)
      try server.listen()
      let client = try SCTPSocket.bound(family).subscribed(to: .associationChange)
      try client.send(.hello, to: try server.address, options: .hello)
      #expect(try client.associations().count == 1)
      try client.close()
      try server.close()
    }

    @Test("sctp_recvmsg SCTP_COMM_UP notification", arguments: SCTPAddressFamily.allCases)
    func receiveCommunicationUp(_ family: SCTPAddressFamily) throws {
      let server = try SCTPSocket.bound(family).subscribed(to: .associationChange)
      try server.listen()
      let client = try SCTPSocket.bound(family).subscribed(to: .associationChange)
      try client.send(.hello, to: try server.address, options: .hello)
      let atServer = try server.expectChange(.communicationUp).association
      let atClient = try client.expectChange(.communicationUp).association
      #expect(try server.associations() == [atServer])
      #expect(try client.associations() == [atClient])
      try client.close()
      try server.close()
    }

    @Test("sctp_recvmsg data", arguments: SCTPAddressFamily.allCases)
    func receive(_ family: SCTPAddressFamily) throws {
      let server = try SCTPSocket.bound(family).subscribed(to: .associationChange)
      try server.listen()
      let client = try SCTPSocket.bound(family).subscribed(to: .associationChange)
      try client.send(.hello, to: try server.address, options: .hello)
      try server.expectChange(.communicationUp)
      #expect(try server.expectMessage().source == client.address)
      try client.close()
      try server.close()
    }

    @Test("sctp_sendmsg with ttl", arguments: SCTPAddressFamily.allCases)
    func sendWithLifetime(_ family: SCTPAddressFamily) throws {
      let closed = try window(family)
      try send(ClosedWindow.lasting, ClosedWindow.lasting(patience), closed)
      try closed.expectOnly(ClosedWindow.lasting)
      try closed.pair.closeGracefully()
    }

    @Test("sctp_sendmsg with zero ttl", arguments: SCTPAddressFamily.allCases)
    func sendWithZeroLifetime(_ family: SCTPAddressFamily) throws {
      let closed = try window(family)
      var options = ClosedWindow.options
      options.reliability = .reliable
      try send(ClosedWindow.lasting, options, closed)
      try closed.expectOnly(ClosedWindow.lasting)
      try closed.pair.closeGracefully()
    }

    @Test("a lifetime of zero is none at all, unlike a zero ttl", arguments: SCTPAddressFamily.allCases)
    func lifetimeOfZero(_ family: SCTPAddressFamily) throws {
      let closed = try window(family)
      try send(ClosedWindow.late, ClosedWindow.lasting(.zero), closed)
      try send(ClosedWindow.lasting, ClosedWindow.options, closed)
      try closed.expectOnly(ClosedWindow.lasting)
      try closed.expectFailure(of: ClosedWindow.late)
      try closed.pair.closeGracefully()
    }

    @Test("sctp_sendmsg fragmented msg with ttl", arguments: SCTPAddressFamily.allCases)
    func sendFragmentsWithLifetime(_ family: SCTPAddressFamily) throws {
      let closed = try window(family)
      try send(ClosedWindow.lateFragments, ClosedWindow.lasting(patience), closed)
      try closed.expectOnly(ClosedWindow.lateFragments)
      try closed.pair.closeGracefully()
    }

    @Test("sctp_recvmsg msg with zero ttl", arguments: SCTPAddressFamily.allCases)
    func receiveWithZeroLifetime(_ family: SCTPAddressFamily) throws {
      let closed = try window(family)
      try closed.sendLate { try send($0, $1, closed) }
      try closed.expectOnly(ClosedWindow.lasting)
      try closed.pair.closeGracefully()
    }

    @Test("sctp_recvmsg SEND_FAILED for message with ttl", arguments: SCTPAddressFamily.allCases)
    func failureOfAMessage(_ family: SCTPAddressFamily) throws {
      let closed = try window(family)
      try closed.sendLate { try send($0, $1, closed) }
      try closed.expectOnly(ClosedWindow.lasting)
      try closed.expectFailure(of: ClosedWindow.late)
      try closed.pair.closeGracefully()
    }

    @Test("sctp_recvmsg SEND_FAILED for fragmented message with ttl", arguments: SCTPAddressFamily.allCases)
    func failureOfFragments(_ family: SCTPAddressFamily) throws {
      let closed = try window(family)
      try closed.sendLate { try send($0, $1, closed) }
      try closed.expectOnly(ClosedWindow.lasting)
      try closed.expectFailure(of: ClosedWindow.late)
      try closed.expectFailureOfFragments()
      try closed.pair.closeGracefully()
    }

    @Test("sctp_send", arguments: SCTPAddressFamily.allCases)
    func sendOnAnAssociation(_ family: SCTPAddressFamily) throws {
      let pair = try Pair.greeted(family)
      try pair.client.send(.hello, on: pair.atClient, options: ClosedWindow.options)
      try pair.server.expectMessage(.hello, ClosedWindow.options)
      try pair.closeGracefully()
    }

    private func window(_ family: SCTPAddressFamily) throws -> ClosedWindow {
      try ClosedWindow(family, failures: .sendFailed)
    }

    private func send(_ payload: [UInt8], _ options: SCTPSendOptions, _ closed: ClosedWindow) throws {
      try closed.client.send(payload, to: try closed.server.address, options: options)
    }
  }
}
