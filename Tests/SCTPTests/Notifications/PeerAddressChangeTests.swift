import CSCTP
import Testing

@testable import SCTP

extension OnTheKernel {
  @Suite struct PeerAddressChanges {
    /// A heartbeat confirms each address except the first.
    @Test("The confirmation of the peer's second address is reported") func confirmedAddress() throws {
      let server = try SCTPSocket.listening()
      try server.setSubscribed(true, to: .peerAddressChange)
      let (client, second) = try connectedFromTwoAddresses(server)
      let change = try server.event(SCTPPeerAddressChange.self)
      #expect(change.state == .confirmed)
      #expect(change.address == second)
      #expect(change.error == Int32(SCTP_HEARTBEAT_SUCCESS.rawValue))
      #expect(try server.associations() == [change.association])
      try client.close()
      try server.close()
    }

    @Test("The change of the primary address is reported") func primaryAddress() throws {
      let server = try SCTPSocket.listening()
      let (client, second) = try connectedFromTwoAddresses(server)
      let association = try #require(server.associations().first)
      try server.setSubscribed(true, to: .peerAddressChange, of: association)
      try server.withFileDescriptor { descriptor in
        var primary = sctp_prim()
        primary.ssp_assoc_id = association.rawValue
        unsafe withUnsafeMutableBytes(of: &primary.ssp_addr) { unsafe $0.copyBytes(from: [second].packed) }
        let option = KernelOption<sctp_prim>("SCTP_PRIMARY_ADDR", SCTP_PRIMARY_ADDR)
        try option.set(primary, on: descriptor.rawValue)
      }
      var change = try server.event(SCTPPeerAddressChange.self)
      // It may be confirmed before.
      if change.state == .confirmed { change = try server.event(SCTPPeerAddressChange.self) }
      #expect(change.state == .madePrimary)
      #expect(change.address == second)
      #expect(change.association == association)
      #expect(try server.status(of: association).primaryAddress == second)
      try client.close()
      try server.close()
    }

    /// A client of two addresses, and the second of them.
    private func connectedFromTwoAddresses(_ server: SCTPSocket) throws -> (SCTPSocket, SCTPAddress) {
      let client = try SCTPSocket()
      try client.bind(to: .loopback(port: 0))
      let second = try SCTPAddress("127.0.0.2", port: client.address.port)
      try client.bind(adding: [second])
      try client.connect(to: [server.address], timeout: patience)
      return (client, second)
    }
  }
}
