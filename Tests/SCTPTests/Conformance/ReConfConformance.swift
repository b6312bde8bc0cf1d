import SCTP
import Testing

extension OnTheKernel {
  @Suite(
    "test_re_conf", .requiresSettableSysctl("net.sctp.reconf_enable"), .settingSysctl("net.sctp.reconf_enable", "1"))
  struct ReConfConformance {
    private let everything: SCTPReconfigurationSet = [.resetStreams, .resetAssociation, .addStreams]

    /// The scenarios of the program, on one association and in its order.
    @Test("the program", arguments: SCTPAddressFamily.allCases)
    func program(_ family: SCTPAddressFamily) throws {
      let listener = try SCTPListener.listening(family)
      let client = try listener.newClient(family)
      let accepted = try listener.accepted()
      try client.send(.hello, options: .hello)
      try accepted.expectMessage()
      try client.untilAcknowledged()

      try scenario("setsockopt(SCTP_ENABLE_STREAM_RESET)") {
        for socket in [client, accepted, listener] {
          #expect(try socket.option(.allowedReconfigurations()) == [])
          try socket.setOption(.allowedReconfigurations(), to: .addStreams)
          #expect(try socket.option(.allowedReconfigurations()) == .addStreams)
          try socket.setOption(.allowedReconfigurations(), to: everything)
        }
      }
      try scenario("getsockopt(SCTP_ENABLE_STREAM_RESET)") {
        for socket in [client, accepted, listener] {
          let allowed = try socket.option(.allowedReconfigurations())
          #expect(allowed == everything)
        }
      }

      try client.setSubscribed(true, to: [.streamReset, .associationReset, .streamChange])
      try scenario("setsockopt(SCTP_RESET_STREAMS)") { try resetStreams(client) }
      try scenario("setsockopt(SCTP_RESET_ASSOC)") {
        try client.resetAssociation()
        let event = try client.event(SCTPAssociationResetEvent.self)
        #expect(event.flags == [])
        #expect(try event.association == client.association)
      }
      try scenario("setsockopt(SCTP_ADD_STREAMS)") { try addStreams(client) }

      try accepted.setSubscribed(true, to: .associationChange)
      try client.close()
      try accepted.expectChange(.shutdownComplete)
      try accepted.close()
      try listener.close()
    }

    private func resetStreams(_ client: SCTPOneToOneSocket) throws {
      try client.resetStreams([.incoming, .outgoing], streams: [0, 1, 2])
      var directions: SCTPStreamResetEvent.Flags = []
      while directions != [.incoming, .outgoing] {
        let event = try client.event(SCTPStreamResetEvent.self)
        #expect(event.streams == [0, 1, 2])
        directions.formUnion(event.flags)
        try #require(directions.isSubset(of: [.incoming, .outgoing]))
      }
    }

    private func addStreams(_ client: SCTPOneToOneSocket) throws {
      let before = try client.status()
      try client.addStreams(inbound: 2, outbound: 2)
      try until("both sides have two streams more") {
        let after = try client.status()
        return after.outboundStreams == before.outboundStreams + 2 && after.inboundStreams == before.inboundStreams + 2
      }
      #expect(try client.event(SCTPStreamChangeEvent.self).flags == [])
    }
  }
}
