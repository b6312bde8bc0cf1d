import Foundation
import Testing

@testable import SCTP

/// Two hosts that are joined by links, each with its own subnet, so that paths fail separately.
///
/// The tests of such networks need root, as the tests in the virtual machine have it.
struct TestNetwork {
  let left: TestHost
  let right: TestHost
  /// The links; link 1 is the first.
  let links: [TestLink]

  /// Creates a network whose hosts have these settings below net.sctp.
  init(links count: Int = 2, sctp settings: [String: Int] = [:]) throws {
    let hosts = try [TestHost(number: 1), TestHost(number: 2)]
    (left, right) = (hosts[0], hosts[1])
    for host in hosts { try host.run { try Self.prepare(settings) } }
    try left.run {
      let lines = (1...count).map {
        "link add link\($0) address \(hosts[0].hardwareAddress) type veth "
          + "peer name link\($0) address \(hosts[1].hardwareAddress) netns \(hosts[1].path)"
      }
      try Program.run("ip", of: "iproute2", ["-batch", "-"], input: lines)
    }
    for (host, peer) in [(left, right), (right, left)] {
      let lines = (1...count).flatMap { Self.configuration(ofLink: $0, host, peer) }
      try host.run { try Program.run("ip", of: "iproute2", ["-batch", "-"], input: ["link set lo up"] + lines) }
    }
    links = (1...count).map { TestLink(number: $0, hosts: hosts) }
    for link in links { try link.prepare() }
  }

  /// The commands of ip(8) that prepare a host's end of a link.
  ///
  /// The neighbor is known from the beginning, so that no packet waits until its address is resolved.
  private static func configuration(ofLink link: Int, _ host: TestHost, _ peer: TestHost) -> [String] {
    ["link set link\(link) up"]
      + [(SCTPAddressFamily.ipv4, "/24"), (.ipv6, "/64 nodad")].flatMap { family, suffix in
        [
          "addr add \(host.host(on: link, family))\(suffix) dev link\(link)",
          "neigh add \(peer.host(on: link, family)) lladdr \(peer.hardwareAddress) dev link\(link) nud permanent",
        ]
      }
  }

  /// Changes the settings that the host's interfaces and sockets inherit.
  private static func prepare(_ settings: [String: Int]) throws {
    for (name, value) in settings { try Sysctl.set("net.sctp.\(name)", to: "\(value)") }
    // Without link-local addresses, the capture of a wire shows hardly anything but the test's packets.
    try Sysctl.set("net.ipv6.conf.default.addr_gen_mode", to: "1")
    try Sysctl.set("net.ipv6.conf.default.keep_addr_on_down", to: "1")
  }
}

/// A link between two hosts: a pair of virtual Ethernet interfaces.
final class TestLink: Sendable {
  /// The number of the link: 1, 2, and so on.
  let number: Int
  private let hosts: [TestHost]

  fileprivate init(number: Int, hosts: [TestHost]) {
    self.number = number
    self.hosts = hosts
  }

  /// The name of both interfaces.
  var interface: String { "link\(number)" }

  /// Brings the interfaces of both hosts up or down, as if a person did; both hosts notice it.
  ///
  /// For a wire that silently loses everything, use `LinkConditions(loss: 100)`.
  func setUp(_ isUp: Bool) throws {
    for host in hosts { try host.run { try NetworkInterface(interface).setUp(isUp) } }
    if isUp { try untilRunning() }
  }

  /// Changes what happens to the packets that a host sends on the link; nil means both hosts.
  func setConditions(_ conditions: LinkConditions, from host: TestHost? = nil) throws {
    for host in host.map({ [$0] }) ?? hosts {
      let lines = conditions.disciplines.map { "qdisc replace dev \(interface) root \($0)" }
      try host.run { try Program.run("tc", of: "iproute2", ["-batch", "-"], input: lines) }
    }
  }

  fileprivate func prepare() throws {
    try untilRunning()
    for host in hosts { try host.run { try NetworkInterface(interface).disableOffloads() } }
  }

  private func untilRunning() throws {
    for host in hosts {
      try host.run {
        let link = NetworkInterface(interface)
        try until("\(interface) runs") { try link.isRunning }
      }
    }
  }
}

/// What happens to the packets on a link, in one direction; by default, nothing.
struct LinkConditions {
  /// The probabilities in percent.
  var loss = 0.0
  /// The probability of an ECN mark, instead of the loss of the packets of a sender that supports ECN.
  var marking = 0.0
  var duplication = 0.0
  var corruption = 0.0
  /// The part of the packets in percent that overtakes others; needs a delay.
  var reordering = 0.0
  var delay = Duration.zero
  /// The largest difference from the delay; it reorders packets, too.
  var jitter = Duration.zero
  /// The bits per second; nil means without limit.
  var rate: Int?
  /// The number of packets that may wait for their delay; the kernel drops more.
  var queue = 10_000

  /// The queueing disciplines in the syntax of tc(8), each of which replaces the previous one.
  fileprivate var disciplines: [String] {
    // A new netem starts with defaults, whereas a changed one would keep earlier values.
    ["noqueue"] + (parameters.isEmpty ? [] : ["netem limit \(queue) \(parameters.joined(separator: " "))"])
  }

  private var parameters: [String] {
    var parameters: [String] = []
    if delay > .zero { parameters.append("delay \(delay.inMicroseconds) \(jitter.inMicroseconds)") }
    for (name, value) in [
      ("loss", loss), ("duplicate", duplication), ("corrupt", corruption), ("reorder", reordering),
    ] where value > 0 { parameters.append("\(name) \(value)%") }
    if marking > 0 { parameters.append("loss \(marking)% ecn") }
    if let rate { parameters.append("rate \(rate)bit") }
    return parameters
  }
}

extension Duration {
  fileprivate var inMicroseconds: String {
    "\(components.seconds * 1_000_000 + components.attoseconds / 1_000_000_000_000)us"
  }
}

extension TestNetwork {
  /// Creates an association over some links between a client on the left host and a server on the right one.
  ///
  /// The closures change both sockets, the server, and the client before.
  func pair(
    over links: [Int] = [1], _ family: SCTPAddressFamily = .ipv4, prepare: (SCTPSocket) throws -> Void = { _ in },
    server prepareServer: (SCTPSocket) throws -> Void = { _ in },
    client prepareClient: (SCTPSocket) throws -> Void = { _ in }
  ) throws -> Pair {
    let server = try right.socket(on: links, family) { socket in
      try prepare(socket)
      try prepareServer(socket)
    }
    try server.listen()
    return try pair(over: links, family, server: server) { client in
      try prepare(client)
      try prepareClient(client)
    }
  }

  /// Creates an association over some links between a client on the left host and a listening server.
  func pair(
    over links: [Int] = [1], _ family: SCTPAddressFamily = .ipv4, server: SCTPSocket,
    client prepare: (SCTPSocket) throws -> Void = { _ in }
  ) throws -> Pair {
    let client = try left.socket(on: links, family, prepare: prepare)
    let port = try server.address.port
    return try Pair(
      server: server, client: client, to: links.map { try right.address(on: $0, family, port: port) })
  }
}

extension TestHost {
  /// Creates a one-to-many socket that is bound to the host's addresses on some links.
  func socket(
    on links: [Int], _ family: SCTPAddressFamily = .ipv4, prepare: (SCTPSocket) throws -> Void = { _ in }
  ) throws -> SCTPSocket {
    try run {
      let socket = try SCTPSocket(family: family)
      try socket.setOption(.noDelay, to: true)
      try prepare(socket)
      try socket.bind(to: address(on: links[0], family, port: 0))
      let port = try socket.address.port
      if links.count > 1 {
        try socket.bind(adding: links.dropFirst().map { try address(on: $0, family, port: port) })
      }
      return socket
    }
  }
}
