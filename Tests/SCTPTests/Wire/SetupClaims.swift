import SCTP
import Testing

extension OnTheKernel.OnTheWire {
  /// How an association is set up.
  @Suite struct Setup {
    @Test("INIT and INIT ACK have the numbers of streams and the adaptation layer indication of their sockets")
    func initiation() throws {
      let network = try TestNetwork(links: 1)
      let capture = try Capture(network)
      let pair = try network.pair { _ in
      } server: {
        try $0.setOption(.initialMessage, to: SCTPInitialMessage(outboundStreams: 7, maximumInboundStreams: 4))
        try $0.setOption(.adaptationLayer, to: 0x0A0B_0C0D)
      } client: {
        try $0.setOption(.initialMessage, to: SCTPInitialMessage(outboundStreams: 5, maximumInboundStreams: 3))
        try $0.setOption(.adaptationLayer, to: 0x0102_0304)
      }
      let chunks = try capture.chunks(through: .initiationAck)
      let initiation = try #require(chunks.of(.initiation, from: network.left).first)
      #expect(initiation.number("sctp.init_nr_out_streams") == 5)
      #expect(initiation.number("sctp.init_nr_in_streams") == 3)
      #expect(initiation.number("sctp.adaptation_layer_indication") == 0x0102_0304)
      let answer = try #require(chunks.of(.initiationAck, from: network.right).first)
      // The server uses no more streams than the client accepts.
      #expect(answer.number("sctp.initack_nr_out_streams") == 3)
      #expect(answer.number("sctp.initack_nr_in_streams") == 4)
      #expect(answer.number("sctp.adaptation_layer_indication") == 0x0A0B_0C0D)
      try pair.close()
    }

    @Test("Both sides advertise the addresses of bind(adding:), and the only address not at all", arguments: [1, 2])
    func boundAddresses(links: Int) throws {
      let network = try TestNetwork()
      let capture = try Capture(network)
      let pair = try network.pair(over: Array(1...links))
      let chunks = try capture.chunks(through: .initiationAck)
      for (type, host) in [(SCTPChunkType.initiation, network.left), (.initiationAck, network.right)] {
        let addresses = chunks.of(type, from: host).all("sctp.parameter_ipv4_address")
        #expect(addresses.sorted() == (links == 1 ? [] : [host.host(on: 1), host.host(on: 2)]))
      }
      try pair.close()
    }

    @Test("A socket that is bound to the wildcard address advertises all addresses of its host") func wildcard() throws
    {
      let network = try TestNetwork()
      let capture = try Capture(network)
      let server = try network.right.run { try SCTPSocket() }
      try server.bind(to: .any(port: 4_000))
      try server.listen()
      let client = try network.left.run { try SCTPSocket() }
      try client.connect(to: [network.right.address(on: 1, port: 4_000)], timeout: patience)
      let chunks = try capture.chunks(through: .initiationAck)
      for (type, host) in [(SCTPChunkType.initiation, network.left), (.initiationAck, network.right)] {
        let addresses = chunks.of(type, from: host).all("sctp.parameter_ipv4_address")
        #expect(addresses.sorted() == [host.host(on: 1), host.host(on: 2)])
      }
      try client.close()
      try server.close()
    }

    @Test("connect(to:) tries the next address if the first does not answer") func severalAddresses() throws {
      let network = try TestNetwork()
      let capture = try Capture(network)
      try network.links[0].setConditions(LinkConditions(loss: 100), from: network.right)
      let pair = try network.pair(over: [1, 2]) { try $0.useShortTimeouts() }
      let chunks = try capture.chunks(through: .cookieAck)
      #expect(chunks.of(.initiation).map(\.receiver.host) == [network.right.host(on: 1), network.right.host(on: 2)])
      #expect(chunks.of(.cookieEcho).first?.receiver.host == network.right.host(on: 2))
      try pair.close()
    }

    @Test("A peer that connects again from its port has a new tag, and the server keeps its port") func restart() throws
    {
      let network = try TestNetwork(links: 1)
      let capture = try Capture(network)
      let pair = try network.pair { try $0.setSubscribed(true, to: .associationChange) }
      try pair.server.expectChange(.communicationUp)
      let address = try pair.client.address
      try network.links[0].setConditions(LinkConditions(loss: 100))
      try pair.client.abort(association: pair.atClient)
      try pair.client.close()
      try network.links[0].setConditions(LinkConditions())
      let again = try network.left.run { try SCTPSocket() }
      try again.bind(to: address)
      try again.connect(to: [pair.server.address], timeout: patience)
      try pair.server.expectChange(.restart)
      let packets = try capture.packets { $0.chunks.of(.cookieAck).count == 2 }
      #expect(Set(packets.flatMap { [$0["sctp.srcport"], $0["sctp.dstport"]] }).count == 2)
      #expect(Set(packets.chunks.of(.initiation).all("sctp.init_initiate_tag")).count == 2)
      // The abort never reached the server, which has sent none itself.
      #expect(packets.chunks.of(.abort, from: network.right).isEmpty)
      try again.close()
      try pair.server.close()
    }

    @Test("Packets are sent in UDP datagrams between the ports of the hosts") func encapsulation() throws {
      let port = 9_899
      let network = try TestNetwork(links: 1, sctp: ["udp_port": port, "encap_port": port])
      let capture = try Capture(network)
      let pair = try network.pair()
      try pair.expectWhole()
      let packets = try capture.packets { $0.chunks.of(.data).count >= 2 }
      for packet in packets {
        #expect(packet["udp.srcport"] == "\(port)")
        #expect(packet["udp.dstport"] == "\(port)")
      }
      try pair.close()
    }

    @Test("With a UDP port as a path's option, only this socket's packets are encapsulated") func encapsulatedPath()
      throws
    {
      let port = 9_899 as UInt16
      let network = try TestNetwork(links: 1, sctp: ["udp_port": Int(port)])
      let capture = try Capture(network)
      let plain = try network.pair()
      let wrapped = try network.pair { _ in
      } client: {
        try $0.setOption(.udpEncapsulationPort(), to: port)
      }
      let packets = try capture.packets { $0.chunks.of(.cookieAck).count == 2 }
      for packet in packets {
        let isWrapped =
          try packet["sctp.srcport"] == "\(wrapped.client.address.port)"
          || packet["sctp.dstport"] == "\(wrapped.client.address.port)"
        #expect((packet["udp.dstport"] != nil) == isWrapped)
      }
      try plain.close()
      try wrapped.close()
    }

    @Test("An ECN mark of the network is echoed, and the sender reduces its window", arguments: [true, false])
    func congestionNotification(isSupported: Bool) throws {
      let network = try TestNetwork(links: 1)
      let capture = try Capture(network)
      let pair = try network.pair { try $0.setOption(.ecnSupported(), to: isSupported) }
      // netem marks a packet instead of losing it if its sender supports ECN.
      try network.links[0].setConditions(LinkConditions(marking: 100), from: network.left)
      try pair.client.send(.hello, on: pair.atClient)
      if isSupported {
        _ = try capture.chunks(through: .ecnEcho, from: network.right)
        try network.links[0].setConditions(LinkConditions())
        try pair.client.send(.hello, on: pair.atClient)
        let chunks = try capture.chunks(through: .congestionWindowReduced, from: network.left)
        #expect(
          chunks.of(.ecnEcho).numbers("sctp.ecne_lowest_tsn").first
            == chunks.of(.data).numbers("sctp.data_tsn_raw").first)
      } else {
        try network.links[0].setConditions(LinkConditions())
        #expect(try pair.server.message().payload == .hello)
      }
      let packets = try capture.packets { !$0.chunks.of(.sack).isEmpty }
      let ecnParameter = "0x8000"
      #expect(packets.chunks.of(.initiation).all("sctp.parameter_type").contains(ecnParameter) == isSupported)
      #expect(packets.chunks.of(.ecnEcho).isEmpty != isSupported)
      try pair.close()
    }
  }
}
