import SCTP
import Testing

extension OnTheKernel {
  /// The networks that other suites rely on.
  @Suite(.requiresRoot) struct Networks {
    @Test("Hosts reach each other on every link, with both families", arguments: [SCTPAddressFamily.ipv4, .ipv6])
    func everyLink(_ family: SCTPAddressFamily) throws {
      let network = try TestNetwork()
      for link in network.links.map(\.number) {
        let pair = try network.pair(over: [link], family)
        try pair.expectWhole()
        #expect(try pair.client.peerAddresses(of: pair.atClient).hosts == [network.right.host(on: link, family)])
        try pair.close()
      }
    }

    @Test("The addresses of a host are unknown outside of it") func separateHosts() throws {
      let network = try TestNetwork()
      let address = try network.left.address(on: 1, port: 0)
      expectFailure(.addressNotAvailable, .addressUnavailable) {
        try network.right.run { try SCTPSocket().bind(to: address) }
      }
      expectFailure(.addressNotAvailable, .addressUnavailable) { try SCTPSocket().bind(to: address) }
    }

    @Test("An association survives the loss of each link in turn", arguments: [false, true])
    func failover(silently: Bool) throws {
      let network = try TestNetwork()
      func setWhole(_ isWhole: Bool, _ link: TestLink) throws {
        if silently {
          try link.setConditions(LinkConditions(loss: isWhole ? 0 : 100))
        } else {
          try link.setUp(isWhole)
        }
      }
      let pair = try network.pair(over: [1, 2]) { socket in
        try socket.useShortTimeouts()
        try socket.setOption(.pathParameters(), to: SCTPPathParameters(heartbeatInterval: .milliseconds(100)))
      }
      for link in network.links {
        for link in network.links {
          try pair.untilConfirmed(network.right.address(on: link.number, port: pair.server.address.port))
        }
        try setWhole(false, link)
        try pair.expectWhole()
        try setWhole(true, link)
      }
      try pair.close()
    }

    @Test("The conditions of a link reach the kernel, and are replaced as a whole") func conditions() throws {
      let network = try TestNetwork(links: 1)
      let pair = try network.pair { try $0.useShortTimeouts() }
      func carry(_ count: UInt32, over conditions: LinkConditions) throws {
        try network.links[0].setConditions(conditions, from: network.left)
        for number in 0..<count { try pair.client.send([UInt8](number: number), on: pair.atClient) }
        for number in 0..<count { #expect(try pair.server.message().payload == [UInt8](number: number)) }
        try pair.untilAcknowledged()
      }
      func duplicates() throws -> UInt64 { try pair.server.statistics(of: pair.atServer).duplicateChunks }

      try carry(20, over: LinkConditions(duplication: 100))
      #expect(try duplicates() >= 20)
      try carry(20, over: LinkConditions(loss: 10, corruption: 10, reordering: 50, delay: .milliseconds(2)))
      try carry(20, over: LinkConditions(delay: .milliseconds(2), jitter: .milliseconds(1), rate: 1_000_000))
      let before = try duplicates()
      try carry(20, over: LinkConditions())
      #expect(try duplicates() == before)
      try pair.close()
    }
  }
}
