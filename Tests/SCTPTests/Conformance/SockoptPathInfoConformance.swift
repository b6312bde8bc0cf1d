import SCTP
import Testing

extension OnTheKernel.SockoptConformance {
  @Suite("SCTP_GET_PEER_ADDR_INFO") struct PathInfoConformance {
    @Test("getsockopt(SCTP_GET_PEER_ADDR_INFO) - null associd and null addr", arguments: SCTPAddressFamily.allCases)
    func neitherAssociationNorPath(_ family: SCTPAddressFamily) throws {
      let pair = try Pair(family)
      let nothing = InlineArray<152, UInt8>(repeating: 0)
      let option = unsafe SCTPSocketOption.unsafeOption(level: 132, number: 15, request: nothing)
      expectFailure(.invalidArgument) { _ = try pair.client.option(option) }
      try pair.close()
    }

    @Test("getsockopt(SCTP_GET_PEER_ADDR_INFO) - valid associd and null addr", arguments: SCTPAddressFamily.allCases)
    func noPath(_ family: SCTPAddressFamily) throws {
      let pair = try Pair(family)
      var request = InlineArray<152, UInt8>(repeating: 0)
      let association = UInt32(bitPattern: pair.atClient.rawValue).littleEndian
      for index in 0..<4 { request[index] = UInt8(truncatingIfNeeded: association >> (8 * index)) }
      let option = unsafe SCTPSocketOption.unsafeOption(level: 132, number: 15, request: request)
      expectFailure(.invalidArgument) { _ = try pair.client.option(option) }
      try pair.close()
    }

    @Test("getsockopt(SCTP_GET_PEER_ADDR_INFO) - valid associd and invalid addr", arguments: SCTPAddressFamily.allCases)
    func foreignPath(_ family: SCTPAddressFamily) throws {
      let pair = try Pair(family)
      let own = try #require(try pair.server.peerAddresses(of: pair.atServer).first)
      expectFailure(.invalidArgument, .unknownPath) { try pair.client.pathInfo(own, of: pair.atClient) }
      try pair.close()
    }

    @Test("getsockopt(SCTP_GET_PEER_ADDR_INFO) - valid associd and valid addr", arguments: SCTPAddressFamily.allCases)
    func path(_ family: SCTPAddressFamily) throws {
      let pair = try Pair(family)
      let path = try pair.server.address
      let info = try pair.client.pathInfo(path, of: pair.atClient)
      #expect(info.association == pair.atClient)
      #expect(info.address == path)
      #expect(info.state == .active)
      try pair.close()
    }

    @Test(
      "getsockopt(SCTP_GET_PEER_ADDR_INFO) - valid associd and valid addr peeled off socket",
      arguments: SCTPAddressFamily.allCases)
    func pathOfAPeeledOffSocket(_ family: SCTPAddressFamily) throws {
      let pair = try Pair(family)
      let child = try pair.server.peelOff(association: pair.atServer)
      let path = try #require(try child.peerAddresses().first)
      let info = try child.pathInfo(path)
      #expect(info.association == pair.atServer)
      #expect(info.address == path)
      try child.close()
      try pair.close()
    }

    @Test(
      "getsockopt(SCTP_GET_PEER_ADDR_INFO) - valid associd and valid addr accepted socket",
      arguments: SCTPAddressFamily.allCases)
    func pathOfAnAcceptedSocket(_ family: SCTPAddressFamily) throws {
      let connection = try Connection(family)
      let path = try #require(try connection.accepted.peerAddresses().first)
      let info = try connection.accepted.pathInfo(path)
      #expect(try info.association == connection.accepted.association)
      #expect(info.address == path)
      try connection.close()
    }
  }
}
