import Foundation
import Testing

@testable import SCTP

/// Two hosts that are joined by links, each with a subnet of its own, so that paths fail separately.
///
/// The tests of such networks need root, as the tests in the virtual machine have it.
struct TestNetwork {
  let left: TestHost
  let right: TestHost
  /// The links; link 1 is the first.
  let links: [TestLink]

  init(links count: Int = 2) throws {
    let hosts = try [TestHost(number: 1), TestHost(number: 2)]
    (left, right) = (hosts[0], hosts[1])
    for host in hosts { try host.run { try Self.prepare() } }
    try left.run {
      let lines = (1...count).map { "link add link\($0) type veth peer name link\($0) netns \(hosts[1].path)" }
      try Program.run("ip", of: "iproute2", ["-batch", "-"], input: lines)
    }
    for host in hosts {
      let lines = (1...count).flatMap { link in
        [
          "addr add \(host.host(on: link))/24 dev link\(link)",
          "addr add \(host.host(on: link, .ipv6))/64 dev link\(link) nodad",
          "link set link\(link) up",
        ]
      }
      try host.run { try Program.run("ip", of: "iproute2", ["-batch", "-"], input: ["link set lo up"] + lines) }
    }
    links = (1...count).map { TestLink(number: $0, hosts: hosts) }
    for link in links { try link.prepare() }
  }

  /// Changes the settings that the host's interfaces inherit.
  private static func prepare() throws {
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
  func pair(
    over links: [Int] = [1], _ family: SCTPAddressFamily = .ipv4, prepare: (SCTPSocket) throws -> Void = { _ in }
  ) throws -> Pair {
    let server = try right.socket(on: links, family, prepare: prepare)
    try server.listen()
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
