import SCTP
import Testing

extension OnTheKernel {
  @Suite(
    "test_re_conf", .requiresSettableSysctl("net.sctp.reconf_enable"), .settingSysctl("net.sctp.reconf_enable", "1"))
  struct ReConfConformance {
    private let everything: SCTPReconfigurationSet = [.resetStreams, .resetAssociation, .addStreams]

    @Test("setsockopt(SCTP_ENABLE_STREAM_RESET)", arguments: SCTPAddressFamily.allCases)
    func allowReconfigurations(_ family: SCTPAddressFamily) throws {
      let connection = try Connection(family)
      try connection.client.setOption(.allowedReconfigurations(), to: everything)
      #expect(try connection.client.option(.allowedReconfigurations()) == everything)
      try connection.client.setOption(.allowedReconfigurations(), to: .addStreams)
      #expect(try connection.client.option(.allowedReconfigurations()) == .addStreams)
      try connection.close()
    }

    @Test("getsockopt(SCTP_ENABLE_STREAM_RESET)", arguments: SCTPAddressFamily.allCases)
    func areReconfigurationsAllowed(_ family: SCTPAddressFamily) throws {
      let connection = try Connection(family)
      let listener = try SCTPListener(family: family)
      #expect(try connection.client.option(.allowedReconfigurations()) == [])
      #expect(try listener.option(.allowedReconfigurations()) == [])
      try connection.client.setOption(.allowedReconfigurations(), to: everything)
      try listener.setOption(.allowedReconfigurations(), to: everything)
      #expect(try connection.client.option(.allowedReconfigurations()) == everything)
      #expect(try listener.option(.allowedReconfigurations()) == everything)
      try listener.close()
      try connection.close()
    }

    @Test("setsockopt(SCTP_RESET_STREAMS)", arguments: SCTPAddressFamily.allCases)
    func resetStreams(_ family: SCTPAddressFamily) throws {
      try withReconfigurable(family, .streamReset) { connection in
        try connection.client.resetStreams([.incoming, .outgoing], streams: [0, 1, 2])
        var directions: SCTPStreamResetEvent.Flags = []
        while directions != [.incoming, .outgoing] {
          guard case .streamReset(let event) = try connection.client.notification() else {
            Issue.record("not the event that was subscribed to")
            return
          }
          #expect(event.streams == [0, 1, 2])
          directions.formUnion(event.flags)
          try #require(directions.isSubset(of: [.incoming, .outgoing]))
        }
      }
    }

    @Test("setsockopt(SCTP_RESET_ASSOC)", arguments: SCTPAddressFamily.allCases)
    func resetAssociation(_ family: SCTPAddressFamily) throws {
      try withReconfigurable(family, .associationReset) { connection in
        try connection.client.resetAssociation()
        guard case .associationReset(let event) = try connection.client.notification() else {
          Issue.record("not the event that was subscribed to")
          return
        }
        #expect(event.flags == [])
        #expect(try event.association == connection.client.association)
      }
    }

    @Test("setsockopt(SCTP_ADD_STREAMS)", arguments: SCTPAddressFamily.allCases)
    func addStreams(_ family: SCTPAddressFamily) throws {
      try withReconfigurable(family, .streamChange) { connection in
        let before = try connection.client.status()
        try connection.client.addStreams(inbound: 2, outbound: 2)
        try until("both sides have two streams more") {
          let after = try connection.client.status()
          return after.outboundStreams == before.outboundStreams + 2
            && after.inboundStreams == before.inboundStreams + 2
        }
        guard case .streamChange(let event) = try connection.client.notification() else {
          Issue.record("not the event that was subscribed to")
          return
        }
        #expect(event.flags == [])
      }
    }

    /// A connection both sides of which allow everything, whose client sees `events`, and which then ends gracefully.
    private func withReconfigurable(
      _ family: SCTPAddressFamily, _ events: SCTPEventSet, _ body: (Connection) throws -> Void
    ) throws {
      let connection = try Connection(family)
      for socket in [connection.client, connection.accepted] {
        try socket.setOption(.allowedReconfigurations(), to: everything)
      }
      try connection.client.setSubscribed(true, to: events)
      try connection.client.send(.hello, options: .hello)
      try connection.accepted.expectMessage()
      try until("the message is acknowledged") { try connection.client.status().unacknowledgedChunks == 0 }
      try body(connection)
      try connection.accepted.setSubscribed(true, to: .associationChange)
      try connection.client.close()
      try connection.accepted.expectChange(.shutdownComplete)
      try connection.accepted.close()
    }
  }
}
