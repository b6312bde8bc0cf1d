import Foundation
import Testing

@testable import SCTP

/// A server and its clients on two hosts, which all send at once, and a model of what must arrive.
final class BrokenNetwork: Sendable {
  static let streams: UInt16 = 16

  let network: TestNetwork
  let links: [BrokenLink]
  private let server: SCTPSocket
  private let address: SCTPAddress
  private let messagesPerFlow: Int
  /// How long a call may wait.
  let limit: Duration
  private let children = Collected<Background<Void>>()

  /// Connects clients, half of whose associations the server peels off on the way.
  init(
    associations count: Int = 4, messages: Int, waitingUpTo limit: Duration,
    prepare: (SCTPSocket) throws -> Void = { _ in }
  ) throws {
    func prepareAll(_ socket: SCTPSocket) throws {
      try Self.prepare(socket)
      try prepare(socket)
    }
    let network = try TestNetwork(links: 1)
    // If the associations of a socket shared its buffer, messages behind lost packets could fill it. The kernel would then
    // discard the retransmissions as well, and lose the associations.
    for host in [network.left, network.right] { try host.run { try Sysctl.set("net.sctp.rcvbuf_policy", to: "1") } }
    let server = try network.right.socket(on: [1], prepare: prepareAll)
    try server.listen()
    let messagesPerFlow = messages / count / 2
    let address = try network.right.address(on: 1, port: server.address.port)
    links = try (0..<count).map { number in
      let pair = try Pair(server: server, client: network.left.socket(on: [1], prepare: prepareAll), to: [address])
      return BrokenLink(pair, messagesBeforePeelOff: number.isMultiple(of: 2) ? nil : messagesPerFlow / (2 + number))
    }
    (self.network, self.server, self.address) = (network, server, address)
    (self.messagesPerFlow, self.limit) = (messagesPerFlow, limit)
  }

  private static func prepare(_ socket: SCTPSocket) throws {
    try socket.setOption(.receiveBufferSize, to: 1 << 20)
    try socket.setOption(.sendBufferSize, to: 1 << 20)
    try socket.setOption(
      .initialMessage, to: SCTPInitialMessage(outboundStreams: streams, maximumInboundStreams: streams))
    try socket.setOption(
      .retransmissionTimeouts(),
      to: SCTPRetransmissionTimeouts(initial: .milliseconds(300), maximum: .seconds(1), minimum: .milliseconds(150)))
    try socket.setSubscribed(true, to: .associationChange)
  }

  /// The number of associations that were reported lost.
  var lostCount: Int { links.count { $0.isLost } }

  /// Sends all messages, ends the associations, and receives until both ends have seen the end.
  func run(_ location: SourceLocation = #_sourceLocation) throws -> NetworkTraces {
    let receiving =
      [Background { [self] in try receiveAtServer() }]
      + links.indices.map { index in
        Background { [self] in try receiveAtClient(index) }
      }
    let sending = links.indices.flatMap { index in
      Side.allCases.map { side in Background { [self] in try sendAll(on: index, from: side) } }
    }
    for sender in sending { try sender.value(within: limit, location) }
    for link in links { try until("the server peels off", within: limit) { link.isPeeledOffInTime } }
    let traces = try traces()
    for link in links where !link.isLost { try shutDown(link) }
    for receiver in receiving { try receiver.value(within: limit, location) }
    for receiver in children.all { try receiver.value(within: limit, location) }
    for link in links { #expect(link.isLost || link.isComplete, sourceLocation: location) }
    return traces
  }

  /// Waits until more messages have arrived on every association.
  func untilMessagesArrive() throws {
    let before = links.map(\.arrivedAtServer)
    try until("more messages arrive") {
      zip(links, before).allSatisfy { $0.arrivedAtServer > $1 || $0.arrivedAtServer == messagesPerFlow }
    }
  }

  /// Waits until the retransmission timeout of a client has reached its maximum, or all associations have ended.
  func untilTimeoutIsLongest() throws {
    try until("a timeout is the longest") {
      let paths = links.compactMap { try? $0.pair.client.pathInfo(address, of: $0.pair.atClient) }
      return paths.isEmpty || paths.contains { $0.retransmissionTimeout == .seconds(1) }
    }
  }

  private func traces() throws -> NetworkTraces {
    var traces = NetworkTraces()
    for link in links {
      // An association may have been lost at this moment.
      guard let statistics = try? link.pair.client.statistics(of: link.pair.atClient),
        let path = try? link.pair.client.pathInfo(address, of: link.pair.atClient)
      else { continue }
      traces.retransmitted += statistics.retransmittedChunks
      traces.duplicates += statistics.duplicateChunks
      traces.gaps += statistics.gapAcknowledgements
      traces.roundTrip = max(traces.roundTrip, path.smoothedRoundTripTime)
    }
    for host in [network.left, network.right] { traces.corrupted += try host.run { try wrongChecksums() } }
    return traces
  }

  /// The number of packets with a wrong checksum that the calling thread's host has received.
  private func wrongChecksums() throws -> Int {
    let lines = try String(contentsOfFile: "/proc/thread-self/net/sctp/snmp", encoding: .utf8).split(separator: "\n")
    let line = try #require(lines.first { $0.hasPrefix("SctpChecksumErrors") })
    return try #require(line.split(whereSeparator: \.isWhitespace).last.flatMap { Int($0) })
  }

  func close() throws {
    for link in links {
      try link.pair.client.close()
      try link.child?.close()
    }
    try server.close()
  }

  private func shutDown(_ link: BrokenLink) throws {
    do throws(SCTPError) {
      try link.pair.client.shutdown(association: link.pair.atClient)
    } catch {
      // It may be lost at this moment, which the receiving thread must report.
      guard error.code == .invalidArgument || error.code == .brokenPipe else { throw error }
    }
  }

  private func sendAll(on index: Int, from side: Side) throws {
    var random = Seeded(StressSettings.seed &* 1_000 + UInt64(index * 2) + (side == .server ? 1 : 0))
    for number in 0..<UInt32(messagesPerFlow) {
      let isLong = Int.random(in: 0..<40, using: &random) == 0
      let size = Int.random(in: 0..<(isLong ? 20_000 : 1_200), using: &random)
      var options = SCTPSendOptions(stream: .random(in: 0..<Self.streams, using: &random))
      if Int.random(in: 0..<4, using: &random) == 0 { options.flags = .unordered }
      links[index].expect(number, size: size, options, at: side == .server ? .client : .server)
      let payload = ExpectedMessages.payload(number, size: size)
      guard try links[index].send(payload, options, from: side, timeout: limit) else { return }
    }
  }
}

// The receiving threads.
extension BrokenNetwork {
  private func receiveAtClient(_ index: Int) throws {
    let link = links[index]
    let receiver = try receiver(of: link.pair.client, in: [.whole, .parts, .batches][index % 3])
    while !link.hasEnded(at: .client) { try process(next(receiver), on: link, at: .client) }
  }

  /// Creates the receiver of a socket, whose form receives the messages in the order of their streams.
  private func receiver(
    of socket: any EveryFormSocket, in form: ReceivingForm, continuing reassembly: Reassembly? = nil
  ) throws -> Receiver {
    // At a higher level, only receive() corrects the kernel's order after a partial delivery.
    if form != .whole { try socket.setOption(.fragmentInterleave, to: 0) }
    return try Receiver(socket, in: form, continuing: reassembly)
  }

  private func receiveAtServer() throws {
    let receiver = try receiver(of: server, in: .whole)
    while links.contains(where: { $0.child == nil && !$0.hasEnded(at: .server) }) {
      let received = try next(receiver)
      let link = try #require(links.first { $0.pair.atServer == association(of: received) && $0.child == nil })
      try process(received, on: link, at: .server)
      if link.mustBePeeledOff { try peelOff(link, receiver) }
    }
  }

  private func peelOff(_ link: BrokenLink, _ receiver: Receiver) throws {
    let child: SCTPOneToOneSocket
    do {
      // The kernel peels associations off only on their host.
      child = try network.right.run { try server.peelOff(association: link.pair.atServer) }
    } catch let error as SCTPError where error.reason == .unknownAssociation {
      // It has been lost, which the next notification reports.
      return
    }
    link.setChild(child)
    let form: ReceivingForm = children.count.isMultiple(of: 2) ? .parts : .batches
    let receiver = try self.receiver(of: child, in: form, continuing: receiver.split(link.pair.atServer))
    children.add(
      Background { [self] in
        while !link.hasEnded(at: .server) { try process(next(receiver), on: link, at: .server) }
      })
  }

  /// Receives the next message or notification; an error that concerns a lost association is followed by its end.
  private func next(_ receiver: Receiver) throws -> SCTPReceived {
    while true {
      do {
        let received = try receiver.next(timeout: limit)
        return try #require(received, "nothing arrives within \(limit)")
      } catch let error as SCTPError where [.connectionReset, .connectionAbort].contains(error.code) {
        continue
      }
    }
  }

  private func association(of received: SCTPReceived) -> SCTPAssociationID? {
    switch received {
    case .message(let message): message.association
    case .notification(.associationChange(let change)): change.association
    default: nil
    }
  }

  private func process(_ received: SCTPReceived, on link: BrokenLink, at side: Side) throws {
    switch received {
    case .message(let message): link.receive(message, at: side)
    case .notification(.associationChange(let change)):
      if change.state != .communicationUp { link.receiveEnd(change.state, at: side) }
    default: Issue.record("\(received)")
    }
  }
}
