import Foundation
import SCTP
import Testing

extension OnTheKernel {
  @Suite struct MultiHoming {
    /// A pair whose sockets report what becomes of each other's addresses.
    private func watched() throws -> Pair {
      try Pair.multiHomed { socket in try socket.setSubscribed(true, to: .peerAddressChange) }
    }

    private func change(_ socket: SCTPSocket, _ address: SCTPAddress, _ state: SCTPPeerAddressChange.State) throws {
      _ = try socket.event(SCTPPeerAddressChange.self) { $0.address == address && $0.state == state }
    }

    @Test("Both sides know all addresses of the association") func allAddresses() throws {
      let pair = try Pair.multiHomed()
      #expect(try pair.client.peerAddresses(of: pair.atClient).hosts == ["127.0.0.1", "127.0.0.2"])
      #expect(try pair.server.peerAddresses(of: pair.atServer).hosts == ["127.0.0.3", "127.0.0.4"])
      #expect(try pair.client.localAddresses(of: pair.atClient).hosts == ["127.0.0.3", "127.0.0.4"])
      #expect(try pair.server.localAddresses(of: pair.atServer).hosts == ["127.0.0.1", "127.0.0.2"])
      #expect(try pair.server.localAddresses().hosts == ["127.0.0.1", "127.0.0.2"])
      try pair.close()
    }

    @Test("Each side knows five addresses of the other") func fiveAddresses() throws {
      let server = try SCTPSocket()
      try server.bind(to: .loopback(number: 10, port: 0))
      let port = try server.address.port
      try server.bind(adding: try (11...14).map { try .loopback(number: $0, port: port) })
      try server.listen()
      let client = try SCTPSocket()
      try client.bind(adding: try (20...24).map { try .loopback(number: $0, port: 0) })
      let association = try client.connect(to: [.loopback(number: 14, port: port)], timeout: patience)
      #expect(try client.peerAddresses(of: association).hosts == (10...14).map { "127.0.0.\($0)" })
      let atServer = try #require(try server.associations().first)
      #expect(try server.peerAddresses(of: atServer).hosts == (20...24).map { "127.0.0.\($0)" })
      #expect(try client.status(of: association).primaryAddress == .loopback(number: 14, port: port))
      try client.close()
      try server.close()
    }

    @Test("A heartbeat confirms an address that the peer announced") func confirmedAddress() throws {
      let server = try SCTPSocket()
      try server.bind(to: .loopback(number: 1, port: 0))
      let second = try SCTPAddress.loopback(number: 2, port: try server.address.port)
      try server.bind(adding: [second])
      try server.listen()
      let client = try SCTPSocket()
      try client.useShortTimeouts()
      try client.setSubscribed(true, to: .peerAddressChange)
      let association = try client.connect(to: [try server.address], timeout: patience)
      // The addresses that an association begins with are not reported as added.
      let confirmed = try client.event(SCTPPeerAddressChange.self)
      #expect(confirmed.state == .confirmed)
      #expect(confirmed.address == second)
      #expect(confirmed.association == association)
      #expect(confirmed.error == heartbeatAnswered)
      #expect(try client.pathInfo(second, of: association).state == .active)
      try client.close()
      try server.close()
    }

    @Test("The addresses that are passed to connect need no confirmation") func givenAddresses() throws {
      let pair = try Pair.multiHomed { socket in
        try socket.setSubscribed(true, to: .peerAddressChange)
        try socket.setOption(.pathParameters(of: .future), to: SCTPPathParameters(heartbeats: false))
      }
      for number in UInt8(1)...2 {
        #expect(try pair.client.pathInfo(try pair.serverAddress(number), of: pair.atClient).state == .active)
      }
      pair.client.expectNothing()
      try pair.close()
    }

    @Test("An address that does not answer stays unconfirmed") func silentAddress() throws {
      let server = try SCTPSocket()
      try server.setOption(.freeBind, to: true)
      try server.bind(to: .loopback(port: 0))
      // An address for documentation (RFC 5737), which this host does not have.
      let elsewhere = try SCTPAddress("192.0.2.1", port: try server.address.port)
      try server.bind(adding: [elsewhere])
      try server.listen()
      let pair = try Pair(server: server)
      #expect(try pair.client.peerAddresses(of: pair.atClient).hosts == ["127.0.0.1", "192.0.2.1"])
      #expect(try pair.client.pathInfo(elsewhere, of: pair.atClient).state == .unconfirmed)
      // Messages take the path that works.
      try pair.client.send([1], on: pair.atClient)
      #expect(try pair.server.message().payload == [1])
      try pair.close()
    }

    /// The client's paths with the primary flag.
    private func primary(_ pair: Pair) throws -> [SCTPAddress] {
      try pair.client.paths(of: pair.atClient).filter(\.isPrimary).map(\.address)
    }

    @Test("A change of the primary path takes effect and is reported") func primaryPath() throws {
      let pair = try Pair.multiHomed()
      let second = try pair.serverAddress(2)
      try pair.untilConfirmed(second)
      try pair.client.setSubscribed(true, to: .peerAddressChange, of: pair.atClient)
      #expect(try pair.client.status(of: pair.atClient).primaryAddress == pair.serverAddress(1))
      #expect(try primary(pair) == [pair.serverAddress(1)])
      try pair.client.setPrimaryPath(second, of: pair.atClient)
      try change(pair.client, second, .madePrimary)
      #expect(try pair.client.status(of: pair.atClient).primaryAddress == second)
      #expect(try primary(pair) == [second])
      try pair.client.send([1], on: pair.atClient)
      #expect(try pair.server.message().payload == [1])
      try pair.close()
    }

    @Test("An address that is not the peer's cannot become the primary path") func foreignPath() throws {
      let pair = try Pair.multiHomed()
      expectFailure(.invalidArgument, .unknownPath) {
        try pair.client.setPrimaryPath(try pair.serverAddress(7), of: pair.atClient)
      }
      try pair.close()
    }

    @Test("A message can be sent to another address of the peer") func otherAddress() throws {
      let pair = try Pair.multiHomed()
      let second = try pair.serverAddress(2)
      try pair.untilConfirmed(second)
      let before = try pair.client.pathInfo(second, of: pair.atClient)
      #expect(before.state == .active)
      try pair.client.send([1], to: second, options: SCTPSendOptions(flags: .addressOverride))
      #expect(try pair.server.message().payload == [1])
      try pair.close()
    }

    @Test("The peer can change the primary path", .requiresRoot) func peerPrimaryPath() throws {
      try withSysctl(["addip_enable": 1, "addip_noauth_enable": 1]) {
        let pair = try watched()
        let second = try pair.serverAddress(2)
        try pair.untilConfirmed(second)
        try pair.server.requestPeerPrimaryPath(second, of: pair.atServer)
        try change(pair.client, second, .madePrimary)
        #expect(try pair.client.status(of: pair.atClient).primaryAddress == second)
        expectFailure(.addressNotAvailable) {
          try pair.server.requestPeerPrimaryPath(try pair.serverAddress(7), of: pair.atServer)
        }
        try pair.close()
      }
    }

    @Test("Without the sysctl, requesting a primary path from the peer fails with EPERM")
    func primaryPathSysctl() throws {
      let pair = try Pair.multiHomed()
      expectFailure(.notPermitted, .addressReconfigurationDisabled) {
        try pair.server.requestPeerPrimaryPath(try pair.serverAddress(2), of: pair.atServer)
      }
      try pair.close()
    }

    @Test("Addresses are added and removed without losing messages", .requiresRoot) func changedAddresses() throws {
      try withSysctl(["addip_enable": 1, "addip_noauth_enable": 1]) {
        let pair = try watched()
        let first = try pair.serverAddress(1)
        let fifth = try pair.serverAddress(5)
        try pair.untilConfirmed(try pair.serverAddress(2))
        let count = 2_000
        let sender = Background {
          for number in 0..<count {
            try pair.client.send([UInt8(number & 0xFF), UInt8(number >> 8)], on: pair.atClient)
          }
        }
        try pair.server.bind(adding: [fifth])
        try change(pair.client, fifth, .added)
        try change(pair.client, fifth, .confirmed)
        #expect(try pair.client.peerAddresses(of: pair.atClient).hosts == ["127.0.0.1", "127.0.0.2", "127.0.0.5"])
        try pair.server.bind(removing: [first])
        try change(pair.client, first, .removed)
        #expect(try pair.client.peerAddresses(of: pair.atClient).hosts == ["127.0.0.2", "127.0.0.5"])
        // It is gone there once the client's answer has come.
        try until("the server has given the address up") {
          try pair.server.localAddresses(of: pair.atServer).hosts == ["127.0.0.2", "127.0.0.5"]
        }
        #expect(try pair.client.status(of: pair.atClient).primaryAddress != first)
        var received: [Int] = []
        while received.count < count {
          if let payload = try pair.server.receive(timeout: patience).message?.payload {
            received.append(Int(payload[0]) | Int(payload[1]) << 8)
          }
        }
        #expect(received == Array(0..<count))
        try sender.value()
        try pair.close()
      }
    }

    @Test("Without the sysctl, an added address is announced to new associations only") func addressSysctl() throws {
      let pair = try Pair.multiHomed()
      try pair.server.bind(adding: [try pair.serverAddress(5)])
      #expect(try pair.server.localAddresses().hosts == ["127.0.0.1", "127.0.0.2", "127.0.0.5"])
      try pair.server.send([1], on: pair.atServer)
      #expect(try pair.client.message().payload == [1])
      #expect(try pair.client.peerAddresses(of: pair.atClient).hosts == ["127.0.0.1", "127.0.0.2"])
      // A new association has it.
      let late = try Pair(server: pair.server)
      #expect(try late.client.peerAddresses(of: late.atClient).hosts == ["127.0.0.1", "127.0.0.2", "127.0.0.5"])
      try late.client.close()
      try pair.close()
    }

    @Test("The last address cannot be removed") func lastAddress() throws {
      let server = try SCTPSocket.listening()
      let port = try server.address.port
      expectFailure(.resourceBusy) { try server.bind(removing: [try server.address]) }
      try server.bind(adding: [.loopback(number: 2, port: port)])
      expectFailure(.invalidArgument) { try server.bind(removing: [.loopback(number: 9, port: port)]) }
      expectFailure(.resourceBusy) {
        try server.bind(removing: [.loopback(number: 2, port: port), .loopback(number: 1, port: port)])
      }
      #expect(try server.localAddresses().hosts == ["127.0.0.1", "127.0.0.2"])
      try server.close()
    }

    @Test("A message sets up an association with a peer that has several addresses") func implicitConnect() throws {
      let server = try SCTPSocket()
      try server.bind(to: .loopback(number: 1, port: 0))
      let port = try server.address.port
      try server.bind(adding: [.loopback(number: 2, port: port)])
      try server.listen()
      let client = try SCTPSocket()
      try client.useShortTimeouts()
      // The peer ignores a broadcast INIT, so the next INIT goes to the second address.
      let addresses = [try SCTPAddress("127.255.255.255", port: port), try .loopback(number: 2, port: port)]
      let payload: [UInt8] = [1, 2, 3]
      try client.send(
        unsafe payload.span.bytes, to: addresses,
        initialMessage: SCTPInitialMessage(outboundStreams: 7, maximumInboundStreams: 3))
      #expect(try server.message().payload == payload)
      let association = try #require(try client.associations().first)
      let status = try client.status(of: association)
      #expect(status.outboundStreams == 7)
      #expect(status.inboundStreams == 3)
      #expect(try client.peerAddresses(of: association).hosts == ["127.0.0.1", "127.0.0.2"])
      try client.close()
      try server.close()
    }

    @Test("An IPv6 socket also uses IPv4 addresses") func mappedAddresses() throws {
      let server = try SCTPSocket(family: .ipv6)
      try server.bind(to: .loopback(.ipv6, port: 0))
      let port = try server.address.port
      try server.bind(adding: [.loopback(.ipv4, port: port)])
      try server.listen()
      let client = try SCTPSocket(family: .ipv6)
      let association = try client.connect(to: [.loopback(.ipv6, port: port)], timeout: patience)
      // The option changes only the kernel's form of the addresses, which the library converts.
      for isMapped in [true, false] {
        try client.setOption(.mappedIPv4Addresses, to: isMapped)
        #expect(try client.peerAddresses(of: association).hosts == ["127.0.0.1", "::1"])
      }
      let ipv4 = SCTPAddress.loopback(.ipv4, port: port)
      try client.setPrimaryPath(ipv4, of: association)
      #expect(try client.status(of: association).primaryAddress == ipv4)
      try client.send([1], on: association)
      #expect(try server.message().payload == [1])
      try client.close()
      try server.close()
    }

    @Test("An address of the host is added and removed automatically", .requiresRoot, .requiresIPRoute)
    func automaticAddress() throws {
      try withSysctl(["addip_enable": 1, "addip_noauth_enable": 1]) {
        let server = try SCTPSocket()
        try server.bind(to: .any(port: 0))
        try server.setOption(.automaticAddressReconfiguration, to: true)
        try server.listen()
        let port = try server.address.port
        let client = try SCTPSocket()
        try client.setSubscribed(true, to: .peerAddressChange)
        try client.connect(to: [.loopback(port: port)], timeout: patience)
        // An address for documentation (RFC 5737), which the loopback interface has for a while.
        let host = "192.0.2.78"
        let address = try SCTPAddress(host, port: port)
        try ip("addr", "add", "\(host)/32", "dev", "lo")
        try change(client, address, .added)
        try ip("addr", "del", "\(host)/32", "dev", "lo")
        try change(client, address, .removed)
        try client.close()
        try server.close()
      }
    }

    @Test("The failure and the recovery of a path are reported", .requiresRoot, .requiresIPRoute)
    func failedPath() throws {
      // An address for documentation (RFC 5737), which the loopback interface has for a while.
      let host = "192.0.2.77"
      try ip("addr", "add", "\(host)/32", "dev", "lo")
      let server = try SCTPSocket()
      try server.bind(to: .loopback(port: 0))
      let address = try SCTPAddress(host, port: try server.address.port)
      try server.bind(adding: [address])
      try server.listen()
      let client = try SCTPSocket()
      try client.useShortTimeouts()
      try client.setOption(.potentiallyFailedExposure(), to: .enabled)
      try client.setOption(
        .pathParameters(),
        to: SCTPPathParameters(
          heartbeats: true, heartbeatInterval: .milliseconds(20), maximumRetransmissions: 2))
      try client.setSubscribed(true, to: .peerAddressChange)
      let association = try client.connect(to: [try server.address], timeout: patience)
      try change(client, address, .confirmed)
      try ip("addr", "del", "\(host)/32", "dev", "lo")
      try change(client, address, .potentiallyFailed)
      try change(client, address, .unreachable)
      #expect(try client.pathInfo(address, of: association).state == .inactive)
      try ip("addr", "add", "\(host)/32", "dev", "lo")
      try change(client, address, .available)
      #expect(try client.pathInfo(address, of: association).state == .active)
      try ip("addr", "del", "\(host)/32", "dev", "lo")
      try client.close()
      try server.close()
    }
  }
}

/// The kernel's number (`SCTP_HEARTBEAT_SUCCESS`) of the reason that a path changed its state for.
private let heartbeatAnswered: Int32 = 2

/// Runs ip(8).
private func ip(_ arguments: String...) throws {
  try #require(try Program.status(of: [ipPath] + arguments) == 0, "ip \(arguments.joined(separator: " "))")
}

private let ipPath =
  ["/usr/sbin/ip", "/sbin/ip", "/usr/bin/ip"].first { FileManager.default.isExecutableFile(atPath: $0) } ?? ""

extension Trait where Self == ConditionTrait {
  fileprivate static var requiresIPRoute: Self {
    .enabled(if: !ipPath.isEmpty, "there is no ip(8): install iproute2")
  }
}
