import SCTP
import Testing

extension OnTheKernel.OnTheWire {
  /// Which paths packets take, and how the addresses of an association change.
  @Suite struct Paths {
    /// The links that the client's messages took, in the order of the messages.
    private func links(_ chunks: [WireChunk], _ network: TestNetwork) -> [Int] {
      let data = chunks.of(.data, from: network.left)
      // A packet may overtake another one on the other link.
      return data.sorted { $0.number("sctp.data_tsn") ?? 0 < $1.number("sctp.data_tsn") ?? 0 }.map(\.receiver.link)
    }

    @Test("Messages take the primary path, another one on request, and the new primary path after a change")
    func primaryPath() throws {
      let network = try TestNetwork()
      let capture = try Capture(network)
      let pair = try network.pair(over: [1, 2])
      let second = try network.right.address(on: 2, port: pair.server.address.port)
      try pair.client.send(.hello, on: pair.atClient)
      try pair.client.send(.hello, to: second, options: .init(flags: .addressOverride))
      try pair.client.send(.hello, on: pair.atClient)
      try pair.client.setPrimaryPath(second, of: pair.atClient)
      try pair.client.send(.hello, on: pair.atClient)
      let chunks = try capture.chunks(through: .data, count: 4)
      #expect(links(chunks, network) == [1, 2, 1, 2])
      try pair.close()
    }

    @Test("ASCONF chunks add an address, make it the peer's primary path, and remove the other one")
    func changedAddresses() throws {
      let network = try TestNetwork(sctp: ["addip_enable": 1, "addip_noauth_enable": 1])
      let capture = try Capture(network)
      let pair = try network.pair { _ in
      } client: {
        try $0.useShortTimeouts()
      }
      let first = try pair.server.address
      let second = try network.right.address(on: 2, port: first.port)
      try pair.server.bind(adding: [second])
      try pair.untilConfirmed(second)
      try pair.server.requestPeerPrimaryPath(second, of: pair.atServer)
      try until("the client has another primary path") {
        try pair.client.status(of: pair.atClient).primaryAddress == second
      }
      try pair.client.send(.hello, on: pair.atClient)
      try pair.server.bind(removing: [first])
      let chunks = try capture.chunks(through: .asconfAck, count: 3)
      let changes = chunks.of(.asconf, from: network.right)
      // Each has the address by which the peer finds the association, and one parameter: add, set primary, delete.
      let parameters = changes.map { $0.all("sctp.parameter_type").filter { $0.hasPrefix("0xc") } }
      #expect(parameters == [["0xc001"], ["0xc004"], ["0xc002"]])
      #expect(changes.map { $0.all("sctp.parameter_ipv4_address").last } == [second.host, second.host, first.host])
      #expect(links(chunks, network) == [2])
      try pair.close()
    }

    @Test("Heartbeats are on average at least the interval apart, and a path without heartbeats has none")
    func heartbeatInterval() throws {
      let network = try TestNetwork()
      let capture = try Capture(network)
      let pair = try network.pair(over: [1, 2]) {
        try $0.useShortTimeouts()
        try $0.setOption(.pathParameters(), to: SCTPPathParameters(heartbeats: false))
      }
      let second = try network.right.address(on: 2, port: pair.server.address.port)
      try pair.client.setOption(
        .pathParameters(second, of: pair.atClient),
        to: SCTPPathParameters(heartbeats: true, heartbeatInterval: .milliseconds(300)))
      let packets = try capture.packets { $0.chunks.of(.heartbeat).count == 4 }
      let heartbeats = packets.filter { !$0.chunks.of(.heartbeat).isEmpty }
      #expect(heartbeats.allSatisfy { $0.receiver.host == second.host })
      // A late heartbeat shortens the time until the next, so the test checks the sum. The kernel adds at least half a
      // retransmission timeout to each interval.
      let times = heartbeats.map(\.time)
      #expect(try #require(times.max()) - #require(times.min()) >= 0.3 * Double(times.count - 1))
      try pair.close()
    }

    @Test("A heartbeat on demand is sent on the given path, and answered") func heartbeatOnDemand() throws {
      let network = try TestNetwork()
      let capture = try Capture(network)
      let pair = try network.pair(over: [1, 2]) {
        try $0.setOption(.pathParameters(), to: SCTPPathParameters(heartbeats: false))
      }
      let second = try network.right.address(on: 2, port: pair.server.address.port)
      try pair.client.sendHeartbeat(to: second, of: pair.atClient)
      let chunks = try capture.chunks(through: .heartbeatAck)
      #expect(chunks.of(.heartbeat).map(\.receiver.host) == [second.host])
      #expect(chunks.of(.heartbeatAck).map(\.sender.host) == [second.host])
      try pair.close()
    }

    @Test("A message is retransmitted on the other path if its own path loses it") func retransmission() throws {
      let network = try TestNetwork()
      let capture = try Capture(network)
      let pair = try network.pair(over: [1, 2]) { try $0.useShortTimeouts() }
      try network.links[0].setConditions(LinkConditions(loss: 100))
      try pair.client.send(.hello, on: pair.atClient)
      let chunks = try capture.packets { $0.chunks.of(.sack).contains { $0.sender.link == 2 } }.chunks
      // Packets that the link loses do not reach the wire. On a slow host, the timeout can expire again.
      let data = chunks.of(.data, from: network.left)
      #expect(Set(data.map(\.receiver.link)) == [2])
      #expect(try pair.server.message().payload == .hello)
      try pair.close()
    }
  }
}
