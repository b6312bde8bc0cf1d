import Foundation
import SCTP
import Testing

extension OnTheKernel {
  /// A host that cannot be reached for a while, or at all: what the caller sees, and that other associations continue.
  @Suite(.requiresRoot) struct Unreachable {
    @Test("Messages wait until the host can be reached again", arguments: MissingRoute.allCases)
    func forAWhile(_ route: MissingRoute) throws {
      let distant = try DistantServer(retransmissions: .max)
      let pair = distant.pair
      for number in 0..<UInt32(10) { try pair.client.send([UInt8](number: number), on: pair.atClient) }
      try distant.setReachable(false, route)
      for number in 10..<UInt32(100) { try pair.client.send([UInt8](number: number), on: pair.atClient) }
      try until("the kernel retransmits") {
        try pair.client.statistics(of: pair.atClient).retransmittedChunks > 2
      }
      #expect(try distant.hasAnswered == route.hasAnswer)
      pair.client.expectNothing()
      try distant.neighbor.expectWhole()
      try distant.setReachable(true, route)
      for number in 0..<UInt32(100) { #expect(try pair.server.message().payload.number == number) }
      try pair.expectWhole()
      try distant.close()
    }

    @Test(
      "An association with a host that stays unreachable is reported lost, and another one cannot be set up",
      arguments: MissingRoute.allCases)
    func forGood(_ route: MissingRoute) throws {
      let distant = try DistantServer(retransmissions: 2)
      let pair = distant.pair
      try pair.client.setSubscribed(true, to: .associationChange, of: pair.atClient)
      try distant.setReachable(false, route)
      let start = ContinuousClock.now
      try pair.client.send(.hello, on: pair.atClient)
      let change = try pair.client.expectChange(.communicationLost)
      print("\(route.rawValue) route: lost after \(ContinuousClock.now - start), \(change.cause)")
      expectFailure(.connectionRefused, .setupFailed) {
        try pair.client.connect(to: [distant.address], timeout: patience)
      }
      #expect(try distant.hasAnswered == route.hasAnswer)
      #expect(try pair.client.associations() == [distant.neighbor.atClient])
      try distant.neighbor.expectWhole()
      try distant.close()
    }

    /// Without the ICMP message, the kernel would repeat its request for longer than the test waits.
    @Test("A host without SCTP refuses a connection at once", arguments: [false, true])
    func noProtocol(_ isOneToOne: Bool) throws {
      let (server, raw, neighbor) = (try SCTPSocket.deaf(), try RawSocket(), try Pair())
      let single = try SCTPOneToOneSocket()
      try single.bind(to: .loopback(port: 0))
      let client = isOneToOne ? try single.localAddresses()[0] : try neighbor.client.address
      let address = try server.address
      let connecting = Background {
        if isOneToOne {
          try single.connect(to: [address], timeout: patience)
        } else {
          _ = try neighbor.client.connect(to: [address], timeout: patience)
        }
      }
      let packet = try raw.packet(from: client, to: address, beginningWith: .init(rawValue: 1))
      try RawSocket.reportUnreachable(packet, .protocolAbove, from: client, to: address)
      connecting.expectFailure(isOneToOne ? .protocolNotAvailable : .connectionRefused, .setupFailed)
      try neighbor.expectWhole()
      try server.close()
      try single.close()
      try neighbor.close()
    }
  }
}

/// What the network knows about the route to a server that cannot be reached, by its name in ip(8).
enum MissingRoute: String, CaseIterable {
  /// The router answers that the host is unreachable.
  case unreachable
  /// The router does not answer.
  case blackhole
  /// The client's own host has no route.
  case local

  /// Whether the client's host receives ICMP messages.
  var hasAnswer: Bool { self == .unreachable }
}

/// An association with a server behind a router, and another one of the client's socket with a server that stays reachable.
private struct DistantServer {
  private static let host = "10.88.0.1"
  private let network: TestNetwork
  let pair: Pair
  let neighbor: Pair

  /// The right host is the server's, and also the router, which finds the server's address on its loopback interface.
  init(retransmissions: UInt16) throws {
    let network = try TestNetwork(links: 1)
    try network.right.run {
      try Sysctl.set("net.ipv4.ip_forward", to: "1")
      try Self.ip(["addr add \(Self.host)/32 dev lo"])
    }
    self.network = network
    neighbor = try network.pair { socket in
      try socket.setRetransmissionTimeout(.milliseconds(100), maximum: .milliseconds(200))
      try socket.setOption(
        .associationParameters(), to: SCTPAssociationParameters(maximumRetransmissions: retransmissions))
      try socket.setOption(.initialMessage, to: SCTPInitialMessage(maximumAttempts: 2))
    }
    let server = try network.right.run {
      let socket = try SCTPSocket()
      try socket.bind(to: SCTPAddress(Self.host, port: 0))
      try socket.listen()
      return socket
    }
    try Self.setRoute(network, true)
    pair = try Pair(server: server, client: neighbor.client, to: [try server.address])
  }

  var address: SCTPAddress { get throws { try pair.server.address } }

  /// Whether the client's host has received ICMP messages about unreachable destinations.
  var hasAnswered: Bool {
    get throws { try network.left.run { try Kernel.counter("InDestUnreachs", of: "Icmp") > 0 } }
  }

  func setReachable(_ isReachable: Bool, _ route: MissingRoute) throws {
    if route == .local { return try Self.setRoute(network, isReachable) }
    // While the address exists, the route is not used.
    let (address, route) = ("\(Self.host)/32 dev lo", "\(route.rawValue) \(Self.host)/32")
    try network.right.run {
      try Self.ip(
        isReachable ? ["addr add \(address)", "route del \(route)"] : ["route add \(route)", "addr del \(address)"])
    }
  }

  /// Adds or deletes the client's route to the router.
  private static func setRoute(_ network: TestNetwork, _ exists: Bool) throws {
    try network.left.run {
      try ip(["route \(exists ? "add" : "del") \(host)/32 via \(network.right.host(on: 1))"])
    }
  }

  func close() throws {
    try pair.close()
    try neighbor.server.close()
  }

  private static func ip(_ lines: [String]) throws {
    try Program.run("ip", of: "iproute2", ["-batch", "-"], input: lines)
  }
}
