import SCTP
import Testing

// In the order of the program; its parts are in the files that follow this one's name.

extension OnTheKernel {
  @Suite("test_sockopt") struct SockoptConformance {
    @Test("getsockopt(SCTP_STATUS) on a socket with no assoc", arguments: SCTPAddressFamily.allCases)
    func statusWithoutAnAssociation(_ family: SCTPAddressFamily) throws {
      let socket = try SCTPSocket.listening(family)
      expectFailure(.invalidArgument, .reservedAssociation) { try socket.status(of: .future) }
      try socket.close()
    }

    @Test("getsockopt(SCTP_STATUS)", arguments: SCTPAddressFamily.allCases)
    func status(_ family: SCTPAddressFamily) throws {
      let pair = try Pair(family)
      let status = try pair.client.status(of: pair.atClient)
      #expect(status.association == pair.atClient)
      #expect(status.state == .established)
      #expect(try status.primaryAddress == pair.server.address)
      try pair.close()
    }

    @Test("getsockopt(SCTP_STATUS) with invalid associd", arguments: SCTPAddressFamily.allCases)
    func statusOfAForeignAssociation(_ family: SCTPAddressFamily) throws {
      let pair = try Pair(family)
      expectFailure(.invalidArgument, .unknownAssociation) { try pair.client.status(of: pair.atServer) }
      try pair.close()
    }

    @Test("getsockopt(SCTP_STATUS) with NULL associd", arguments: SCTPAddressFamily.allCases)
    func statusOfNoAssociation(_ family: SCTPAddressFamily) throws {
      let pair = try Pair(family)
      expectFailure(.invalidArgument, .reservedAssociation) { try pair.server.status(of: .future) }
      try pair.close()
    }

    @Test("getsockopt(SCTP_EVENTS)", arguments: SCTPAddressFamily.allCases)
    func getEvents(_ family: SCTPAddressFamily) throws {
      let socket = try SCTPSocket.bound(family).subscribed(to: .associationChange)
      #expect(try socket.subscribedEvents() == .associationChange)
      // The kernel delivers one kind more, which only the library sees.
      #expect(try socket.kernelEvents() == [.associationChange, .partialDelivery])
      try socket.close()
    }

    @Test("setsockopt(SCTP_EVENTS)", arguments: SCTPAddressFamily.allCases)
    func setEvents(_ family: SCTPAddressFamily) throws {
      let server = try SCTPSocket.bound(family).subscribed(to: .associationChange)
      try server.setSubscribed(false, to: .all)
      #expect(try server.subscribedEvents() == [])
      try server.listen()
      let client = try SCTPSocket.bound(family).subscribed(to: .associationChange)
      try client.send(.hello, to: try server.address, options: .hello)
      // No notification comes before it.
      try server.expectMessage()
      try client.close()
      try server.close()
    }

    @Test("setsockopt(SCTP_EVENTS) - SCTP_SHUTDOWN_EVENT", arguments: SCTPAddressFamily.allCases)
    func shutdownEvent(_ family: SCTPAddressFamily) throws {
      let pair = try Pair(family)
      try pair.server.setSubscribed(true, to: .shutdown, of: .all)
      try pair.client.close()
      guard case .shutdown(let event) = try pair.server.notification() else {
        Issue.record("not the event that was subscribed to")
        return
      }
      #expect(event.association == pair.atServer)
      try pair.server.close()
    }

    @Test("sctp_opt_info(SCTP_STATUS)", arguments: SCTPAddressFamily.allCases)
    func statusInBothForms(_ family: SCTPAddressFamily) throws {
      let pair = try Pair(family)
      let status = try pair.client.status(of: pair.atClient)
      #expect(try status == pair.client.status(of: pair.atClient))
      #expect(status.association == pair.atClient)
      try pair.close()
    }

    @Test("getsockopt(SCTP_INITMSG)", arguments: SCTPAddressFamily.allCases)
    func getInitialMessage(_ family: SCTPAddressFamily) throws {
      let socket = try SCTPSocket(family: family)
      let message = try socket.option(.initialMessage)
      #expect(message.outboundStreams == 10)
      #expect(message.maximumInboundStreams == .max)
      #expect(try Int(message.maximumAttempts) == Sysctl.number("net.sctp.max_init_retransmits"))
      #expect(try message.maximumTimeout == .milliseconds(Sysctl.number("net.sctp.rto_max")))
      try socket.close()
    }

    @Test("setsockopt(SCTP_INITMSG)", arguments: SCTPAddressFamily.allCases)
    func setInitialMessage(_ family: SCTPAddressFamily) throws {
      let socket = try SCTPSocket(family: family)
      let message = SCTPInitialMessage(
        outboundStreams: 5, maximumInboundStreams: 5, maximumAttempts: 3, maximumTimeout: .milliseconds(30))
      try socket.setOption(.initialMessage, to: message)
      #expect(try socket.option(.initialMessage) == message)
      try socket.close()
    }
  }
}
