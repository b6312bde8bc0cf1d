import SCTP
import Testing

extension OnTheKernel {
  /// Peers that claim many addresses.
  @Suite(.requiresRoot) struct AddressFlood {
    private func addresses(_ count: Int, port: UInt16 = 0) throws -> [SCTPAddress] {
      try (0..<count).map { try SCTPAddress("10.\($0 >> 16).\($0 >> 8 & 0xFF).\($0 & 0xFF)", port: port) }
    }

    @Test("The 4,000 addresses of an INIT chunk become paths, and the association ends with all of them")
    func initiation() throws {
      let server = try SCTPSocket.listening()
      let peer = try HandMadePeer(of: try server.address)
      let claimed = try addresses(4_000, port: peer.address.port)
      try peer.connect(claiming: claimed)
      let association = try #require(try server.associations().first)
      let paths = try server.peerAddresses(of: association)
      let areExpected = paths.count == claimed.count + 1 && Set(paths) == Set(claimed + [peer.address])
      #expect(areExpected, "\(paths.count) paths")
      try peer.send(Chunk.data(0, [1]))
      #expect(try server.message().payload == [1])
      #expect(try server.status(of: association).primaryAddress == peer.address)
      try server.abort(association: association)
      expectFailure(.invalidArgument, .unknownAssociation) { try server.peerAddresses(of: association) }
      try peer.close()
      try server.close()
    }

    @Test("Without the sysctl, ASCONF chunks add no address") func disabled() throws {
      try expectPaths(1)
    }

    @Test("With the sysctls that permit it without authentication, every ASCONF chunk adds an address")
    func permitted() throws {
      try withSysctl(["addip_enable": 1, "addip_noauth_enable": 1]) {
        try expectPaths(301)
      }
    }

    @Test("A peer that supports address reconfiguration without authentication is refused") func unauthenticated()
      throws
    {
      try withSysctl(["addip_enable": 1]) {
        let server = try SCTPSocket.listening()
        let peer = try HandMadePeer(of: try server.address)
        try peer.send(Chunk.initiation(extensions: [.asconf, .asconfAck], tag: 1), tag: 0)
        _ = try peer.packet(beginningWith: .abort)
        #expect(try server.associations().isEmpty)
        try peer.close()
        try server.close()
      }
    }

    /// Sends 300 ASCONF chunks, which each add an address, and checks the number of paths.
    private func expectPaths(_ expected: Int, _ location: SourceLocation = #_sourceLocation) throws {
      let server = try SCTPSocket.listening()
      let peer = try HandMadePeer(of: try server.address)
      try peer.connect(extensions: [.asconf, .asconfAck])
      let association = try #require(try server.associations().first)
      for (number, address) in zip(UInt32(0)..., try addresses(300)) {
        let addition = Chunk.tlv(0xC001, number.networkBytes + Chunk.addressParameter(address))
        let serial = (Chunk.firstTSN + number).networkBytes
        try peer.send(Chunk.make(0xC1, serial + Chunk.addressParameter(peer.address) + addition))
        if number % 20 == 0 { try peer.untilHandled() }
      }
      try peer.untilHandled()
      #expect(try server.peerAddresses(of: association).count == expected, sourceLocation: location)
      try peer.close()
      try server.close()
    }
  }
}
