import SCTP
import Testing

extension OnTheKernel.OnTheWire {
  /// Requests to change the streams of an association.
  @Suite struct Reconfiguration {
    /// The types of the parameters of RE-CONFIG chunks (RFC 6525, section 4).
    private enum Parameter {
      static let (outgoingReset, incomingReset, associationReset) = ("0x000d", "0x000e", "0x000f")
      static let (response, addOutgoing, addIncoming) = ("0x0010", "0x0011", "0x0012")
    }

    @Test("Each kind of request is a RE-CONFIG chunk, which the peer performs")
    func requests() throws {
      let network = try TestNetwork(links: 1, sctp: ["reconf_enable": 1])
      let capture = try Capture(network)
      let pair = try network.pair {
        try $0.setOption(.initialMessage, to: SCTPInitialMessage(outboundStreams: 4, maximumInboundStreams: 16))
        try $0.setOption(.allowedReconfigurations(), to: [.resetStreams, .resetAssociation, .addStreams])
      }
      let (client, association) = (pair.client, pair.atClient)
      try pair.subscribe(to: [.streamReset, .associationReset, .streamChange])

      try client.resetStreams(.outgoing, streams: [1, 3], of: association)
      _ = try client.event(SCTPStreamResetEvent.self)
      try client.resetStreams(.incoming, streams: [2], of: association)
      _ = try client.event(SCTPStreamResetEvent.self)
      try client.resetAssociation(association)
      _ = try client.event(SCTPAssociationResetEvent.self)
      try client.addStreams(outbound: 3, of: association)
      _ = try client.event(SCTPStreamChangeEvent.self)
      try client.addStreams(inbound: 2, of: association)
      _ = try client.event(SCTPStreamChangeEvent.self)

      let chunks = try capture.packets {
        $0.chunks.numbers("sctp.parameter_add_incoming_streams_number") == [2]
          && $0.chunks.of(.reconfiguration).last?["sctp.parameter_reconfig_response_result"] != nil
      }.chunks
      let requests = chunks.of(.reconfiguration, from: network.left)
        .filter { $0["sctp.parameter_reconfig_request_sequence_number"] != nil }
      #expect(
        requests.compactMap { $0["sctp.parameter_type"] } == [
          Parameter.outgoingReset, Parameter.incomingReset, Parameter.associationReset, Parameter.addOutgoing,
          Parameter.addIncoming,
        ])
      #expect(requests.map { $0.numbers("sctp.parameter_reconfig_sid") } == [[1, 3], [2], [], [], []])
      #expect(requests.numbers("sctp.parameter_add_outgoing_streams_number") == [3])
      #expect(requests.numbers("sctp.parameter_add_incoming_streams_number") == [2])
      let results = chunks.of(.reconfiguration).numbers("sctp.parameter_reconfig_response_result")
      let performed = 1 as UInt64
      #expect(Set(results) == [performed])
      try pair.close()
    }
  }

  /// Authenticated chunks.
  @Suite struct Authentication {
    @Test("An AUTH chunk with the number of the message's key precedes each DATA chunk") func keys() throws {
      let network = try TestNetwork(links: 1, sctp: ["auth_enable": 1])
      let capture = try Capture(network)
      let pair = try network.pair {
        try $0.requireAuthentication(of: .data)
        for number in 1...2 as ClosedRange<UInt16> {
          try $0.addKey(SCTPAuthenticationKey(number: number, secret: Array("secret \(number)".utf8)))
        }
        try $0.setOption(.activeKey(), to: 1)
      }
      try pair.client.send(.hello, on: pair.atClient)
      try pair.client.send(.hello, on: pair.atClient, options: .init(authenticationKey: 2))
      let chunks = try capture.chunks(through: .data, count: 2)
      let initiation = chunks.of(.initiation)
      #expect(initiation.numbers("sctp.chunk_type_to_auth") == [0])
      #expect(initiation.all("sctp.random_number").count == 1)
      let types = chunks.filter { $0.sender.isOf(network.left) && [.data, .authentication].contains($0.type) }.map(
        \.type)
      #expect(types == [.authentication, .data, .authentication, .data])
      #expect(chunks.of(.authentication).numbers("sctp.shared_key_id") == [1, 2])
      for _ in 0..<2 { #expect(try pair.server.message().payload == .hello) }
      try pair.close()
    }
  }

  /// When messages are acknowledged.
  @Suite struct Acknowledgments {
    /// Sends four messages in packets of their own, and returns the SACK chunks of the server, counted from the first TSN.
    private func acknowledged(
      _ acknowledgment: SCTPDelayedAcknowledgement, third flags: SCTPSendFlags = []
    ) throws -> [UInt64] {
      let network = try TestNetwork(links: 1)
      let capture = try Capture(network)
      let pair = try network.pair { _ in
      } server: {
        try $0.setOption(.delayedAcknowledgement(), to: acknowledgment)
      }
      // The first message is acknowledged at once.
      try pair.client.send(.hello, on: pair.atClient)
      try pair.untilAcknowledged()
      for flags in [[], flags, []] { try pair.client.send(.hello, on: pair.atClient, options: .init(flags: flags)) }
      try pair.untilAcknowledged()
      let packets = try capture.packets { packets in
        packets.chunks.numbers("sctp.sack_cumulative_tsn_ack").contains(3)
      }
      try pair.close()
      return packets.chunks.of(.sack, from: network.right).numbers("sctp.sack_cumulative_tsn_ack")
    }

    @Test("Without a delay, each packet is acknowledged") func immediate() throws {
      #expect(try acknowledged(.init(frequency: 1)) == [0, 1, 2, 3])
    }

    @Test("With a delay, every second packet is acknowledged, and the rest after the delay") func delayed() throws {
      #expect(try acknowledged(.init(delay: .milliseconds(500), frequency: 2)) == [0, 2, 3])
    }

    @Test("With a higher frequency, fewer packets are acknowledged") func frequency() throws {
      #expect(try acknowledged(.init(delay: .milliseconds(500), frequency: 3)) == [0, 3])
    }

    @Test("A message with the I bit is acknowledged before the delay has passed") func immediatelyOnRequest() throws {
      #expect(try acknowledged(.init(delay: .milliseconds(500), frequency: 4), third: .sackImmediately) == [0, 2, 3])
    }
  }
}
