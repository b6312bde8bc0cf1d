import SCTP
import Testing

extension OnTheKernel.OnTheWire {
  /// How messages are encoded in DATA and I-DATA chunks.
  @Suite struct Messages {
    @Test("A DATA chunk has the stream, the payload protocol in network order, and the U, B, E and I bits")
    func bits() throws {
      let network = try TestNetwork(links: 1)
      let capture = try Capture(network)
      let pair = try network.pair()
      try pair.client.send(.hello, on: pair.atClient, options: .init(stream: 3, payloadProtocol: 0x0102_0304))
      try pair.client.send(.hello, on: pair.atClient, options: .init(flags: .unordered))
      try pair.client.send(.hello, on: pair.atClient, options: .init(flags: .sackImmediately))
      let data = try capture.chunks(through: .data, count: 3).of(.data, from: network.left)
      #expect(data.numbers("sctp.data_payload_proto_id") == [0x0102_0304, 0, 0])
      #expect(data.numbers("sctp.data_sid") == [3, 0, 0])
      #expect(data.numbers("sctp.data_u_bit") == [0, 1, 0])
      #expect(data.numbers("sctp.data_i_bit") == [0, 0, 1])
      #expect(data.numbers("sctp.data_b_bit") == [1, 1, 1])
      #expect(data.numbers("sctp.data_e_bit") == [1, 1, 1])
      try pair.close()
    }

    @Test("The fragments of a message have consecutive TSNs, and no packet is longer than the path MTU")
    func fragments() throws {
      let network = try TestNetwork(links: 1)
      let capture = try Capture(network)
      let mtu = 800
      let pair = try network.pair {
        try $0.setOption(.pathParameters(), to: SCTPPathParameters(discoversPathMTU: false, pathMTU: UInt32(mtu)))
      }
      try pair.client.send(payload(2_000), on: pair.atClient)
      let packets = try capture.packets { $0.chunks.numbers("sctp.data_e_bit").contains(1) }
      let data = packets.chunks.of(.data, from: network.left)
      #expect(data.numbers("sctp.data_b_bit") == [1, 0, 0])
      #expect(data.numbers("sctp.data_e_bit") == [0, 0, 1])
      #expect(Set(data.numbers("sctp.data_ssn")) == [0])
      // The decoder counts from the first TSN of the association.
      #expect(data.numbers("sctp.data_tsn") == [0, 1, 2])
      let ethernetHeader = 14
      #expect(packets.map(\.length).max() == mtu + ethernetHeader)
      try pair.close()
    }

    @Test("No fragment of a message is longer than the maximum fragment size") func maximumFragmentSize() throws {
      let network = try TestNetwork(links: 1)
      let capture = try Capture(network)
      let pair = try network.pair { try $0.setOption(.maximumFragmentSize(), to: 500) }
      try pair.client.send(payload(1_250), on: pair.atClient)
      let data = try capture.packets { $0.chunks.numbers("sctp.data_e_bit").contains(1) }.chunks.of(.data)
      let header = 16 as UInt64
      #expect(data.numbers("sctp.chunk_length") == [500 + header, 500 + header, 250 + header])
      try pair.close()
    }

    @Test("I-DATA chunks replace DATA chunks if both sides support interleaving", arguments: [true, false])
    func interleaving(isSupportedByServer: Bool) throws {
      let network = try TestNetwork(links: 1, sctp: ["intl_enable": 1])
      let capture = try Capture(network)
      let pair = try network.pair {
        try $0.setOption(.fragmentInterleave, to: 2)
        try $0.setOption(.maximumFragmentSize(), to: 500)
      } server: {
        try $0.setOption(.interleavingSupported(), to: isSupportedByServer)
      } client: {
        try $0.setOption(.interleavingSupported(), to: true)
      }
      for _ in 0..<2 { try pair.client.send(payload(1_250), on: pair.atClient, options: .init(payloadProtocol: 60)) }
      let type: SCTPChunkType = isSupportedByServer ? .iData : .data
      let chunks = try capture.chunks(through: type, count: 6)
      #expect(chunks.of(isSupportedByServer ? .data : .iData).isEmpty)
      let data = chunks.of(type, from: network.left)
      #expect(data.numbers("sctp.data_b_bit") == [1, 0, 0, 1, 0, 0])
      if isSupportedByServer {
        #expect(data.numbers("sctp.data_mid") == [0, 0, 0, 1, 1, 1])
        // The first fragment has the payload protocol instead of a fragment number. RFC 8260 numbers the next one 1, but
        // Linux 0.
        let numbers = data.numbers("sctp.data_fsn")
        let first = try #require(numbers.first)
        #expect(numbers == [first, first + 1, first, first + 1])
        #expect(data.numbers("sctp.data_payload_proto_id") == [60, 60])
      }
      try pair.close()
    }

    @Test("A message to all associations is one DATA chunk to each peer") func allAssociations() throws {
      let network = try TestNetwork(links: 1)
      let capture = try Capture(network)
      let first = try network.pair()
      let others = try (0..<2).map { _ in try network.pair(server: first.server) }
      try first.server.send(.hello, on: .all, options: .hello)
      // A second message shows that the first was not sent twice.
      try first.server.send(.hello, on: .all, options: .init(payloadProtocol: 1))
      let packets = try capture.packets { $0.chunks.of(.data).count >= 6 }.filter { !$0.chunks.of(.data).isEmpty }
      let ports = try ([first] + others).map { "\(try $0.client.address.port)" }
      for port in ports {
        let data = packets.filter { $0["sctp.dstport"] == port }.chunks.of(.data, from: network.right)
        #expect(data.numbers("sctp.data_payload_proto_id") == [0xCAFE_F00D, 1])
        #expect(data.numbers("sctp.data_sid") == [1, 0])
      }
      for pair in others { try pair.client.close() }
      try first.close()
    }

    @Test("Messages that wait are bundled, and each has its own packet with noDelay", arguments: [true, false])
    func bundling(isNoDelay: Bool) throws {
      let network = try TestNetwork(links: 1)
      let capture = try Capture(network)
      let pair = try network.pair { try $0.setOption(.noDelay, to: isNoDelay) }
      // Until the first message is acknowledged, the kernel lets small messages wait for each other.
      try network.links[0].setConditions(LinkConditions(delay: .milliseconds(500)), from: network.right)
      for number in 0..<3 as Range<UInt32> { try pair.client.send([UInt8](number: number), on: pair.atClient) }
      let packets = try capture.packets { $0.chunks.numbers("sctp.data_tsn").contains(2) }
      let sent = packets.map { $0.chunks.numbers("sctp.data_tsn") }.filter { !$0.isEmpty }
      #expect(sent[0] == [0])
      let withLast = try #require(sent.first { $0.contains(2) })
      #expect(withLast.contains(1) != isNoDelay)
      try pair.close()
    }

    @Test("A FORWARD-TSN chunk skips a message whose lifetime has passed") func lifetime() throws {
      let network = try TestNetwork(links: 1)
      let capture = try Capture(network)
      let pair = try network.pair {
        try $0.useShortTimeouts()
        try $0.setOption(.associationParameters(), to: SCTPAssociationParameters(maximumRetransmissions: 10_000))
      }
      let (lost, kept) = (0x10 as SCTPPayloadProtocolID, 0x11 as SCTPPayloadProtocolID)
      try network.links[0].setConditions(LinkConditions(loss: 100))
      try pair.client.send(
        .hello, on: pair.atClient,
        options: .init(stream: 2, payloadProtocol: lost, reliability: .lifetime(.milliseconds(1))))
      try pair.client.send(.hello, on: pair.atClient, options: .init(stream: 2, payloadProtocol: kept))
      try until("the kernel abandons the message") {
        try pair.client.abandonedMessages(.lifetime, of: pair.atClient).sent == 1
      }
      try network.links[0].setConditions(LinkConditions())
      #expect(try pair.server.message().info.payloadProtocol == kept)
      let chunks = try capture.chunks(through: .forwardTSN)
      let skipped = try #require(chunks.of(.forwardTSN, from: network.left).last)
      #expect(skipped.numbers("sctp.forward_tsn_sid") == [2])
      try pair.close()
    }

    @Test("Packets have the type of service and the time to live of the socket") func internetHeader() throws {
      let network = try TestNetwork(links: 1)
      let capture = try Capture(network)
      let pair = try network.pair { _ in
      } client: {
        try $0.setOption(.typeOfService, to: 0xB8)
        try $0.setOption(.timeToLive, to: 33)
      }
      try pair.client.send(.hello, on: pair.atClient)
      let packets = try capture.packets { !$0.chunks.of(.data).isEmpty }
      let packet = try #require(packets.last { !$0.chunks.of(.data).isEmpty })
      #expect(packet["ip.dsfield.dscp"] == "46")
      #expect(packet["ip.ttl"] == "33")
      try pair.close()
    }
  }
}
