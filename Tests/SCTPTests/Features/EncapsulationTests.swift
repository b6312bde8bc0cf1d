import Foundation
import SCTP
import Testing

extension OnTheKernel {
  /// SCTP packets in UDP datagrams.
  @Suite(.requiresRoot) struct Encapsulation {
    /// How many UDP datagrams this host has received.
    private func datagrams() throws -> Int { try Kernel.counter("InDatagrams", of: "Udp") }

    @Test("Packets are sent in UDP datagrams", arguments: SCTPAddressFamily.allCases)
    func udpPackets(_ family: SCTPAddressFamily) throws {
      let port = try freeUDPPort()
      try withSysctl(["udp_port": Int(port)]) {
        let before = try datagrams()
        let pair = try Pair(family) { _ in
        } client: { socket in
          try socket.setOption(.udpEncapsulationPort(), to: port)
        }
        try pair.client.send([1, 2, 3], on: pair.atClient)
        #expect(try pair.server.message().payload == [1, 2, 3])
        try pair.server.send([4], on: pair.atServer)
        #expect(try pair.client.message().payload == [4])
        if family == .ipv4 { #expect(try datagrams() >= before + 6) }
        let server = try pair.server.address
        #expect(try pair.client.option(.udpEncapsulationPort(server, of: pair.atClient)) == port)
        // The server learned the port of the packets that came.
        let client = try #require(try pair.server.peerAddresses(of: pair.atServer).first)
        #expect(try pair.server.option(.udpEncapsulationPort(client, of: pair.atServer)) == port)
        try pair.close()
      }
    }

    @Test("Without a port, packets are not encapsulated") func plainPackets() throws {
      let port = try freeUDPPort()
      try withSysctl(["udp_port": Int(port)]) {
        let before = try datagrams()
        let pair = try Pair()
        #expect(try pair.client.option(.udpEncapsulationPort(try pair.server.address, of: pair.atClient)) == 0)
        try pair.client.send([1], on: pair.atClient)
        #expect(try pair.server.message().payload == [1])
        #expect(try datagrams() == before)
        try pair.close()
      }
    }

    @Test("The sysctl is the default of the encapsulation port") func defaultPort() throws {
      try withSysctl(["encap_port": 9_899]) {
        let socket = try SCTPSocket()
        #expect(try socket.option(.udpEncapsulationPort()) == 9_899)
        try socket.close()
      }
    }

    @Test("Connecting to another UDP port fails with ECONNREFUSED") func wrongPort() throws {
      let port = try freeUDPPort()
      let other = try freeUDPPort()
      try #require(port != other)
      try withSysctl(["udp_port": Int(port)]) {
        let server = try SCTPSocket.listening()
        let client = try SCTPSocket()
        try client.useShortTimeouts()
        try client.setOption(.initialMessage, to: SCTPInitialMessage(maximumAttempts: 1))
        try client.setOption(.udpEncapsulationPort(), to: other)
        expectFailure(.connectionRefused, .setupFailed) {
          try client.connect(to: [try server.address], timeout: patience)
        }
        #expect(try server.associations().isEmpty)
        try client.close()
        try server.close()
      }
    }
  }
}
