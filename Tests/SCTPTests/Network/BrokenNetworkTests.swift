import Testing

@testable import SCTP

/// Many messages across networks that lose, duplicate, reorder, corrupt, and delay packets.
///
/// The long form sends 100,000 messages in each test:
///
///     SCTP_STRESS_ROUNDS=50 Scripts/test --filter BrokenNetworks --timeout 14400
///
/// It can fill a receive buffer, so that the kernel delivers a message in parts.
@Suite(.serialized, .requiresSCTP, .requiresRoot, .leavesNoDescriptor, .timeLimit(.minutes(60 * slowness)))
struct BrokenNetworks {
  private static let messages = 2_000 * StressSettings.rounds

  @Test(
    "Every message arrives once and in order per stream, or its association is reported lost",
    arguments: BrokenCondition.all)
  func everyMessage(_ condition: BrokenCondition) throws {
    let broken = try BrokenNetwork(messages: Self.messages, waitingUpTo: patience * (2 + 6 * StressSettings.rounds))
    try broken.network.links[0].setConditions(condition.link)
    let traces = try broken.run()
    #expect(condition.isVisible(traces), "the network was not broken: \(traces)")
    print("\(condition): \(Self.messages) messages, \(broken.lostCount) of 4 associations lost; \(traces)")
    try broken.close()
  }

  @Test("Every message arrives once and in order per stream although the link fails several times")
  func failingLink() throws {
    let broken = try BrokenNetwork(messages: Self.messages, waitingUpTo: patience * (2 + 6 * StressSettings.rounds))
    let link = broken.network.links[0]
    // Slow enough that the messages are on their way for some seconds.
    try link.setConditions(LinkConditions(rate: 2_000_000, queue: 100))
    let running = Background { try broken.run() }
    for _ in 0..<3 {
      try broken.untilMessagesArrive()
      try link.setUp(false)
      // Nothing passes, so the kernel doubles the timeout up to its maximum.
      try broken.untilTimeoutIsLongest()
      try link.setUp(true)
    }
    let traces = try running.value(within: broken.limit)
    #expect(traces.retransmitted > 0 && broken.lostCount == 0)
    try broken.close()
  }

  @Test("An association whose link fails for good is reported lost at both ends, and what has arrived is in order")
  func brokenForGood() throws {
    let broken = try BrokenNetwork(messages: Self.messages, waitingUpTo: patience * 3) { socket in
      try socket.setOption(.associationParameters(), to: SCTPAssociationParameters(maximumRetransmissions: 3))
      // An end that has nothing to send notices the failure by its heartbeats.
      try socket.setOption(.pathParameters(), to: SCTPPathParameters(heartbeatInterval: .milliseconds(100)))
    }
    // The messages must not all have arrived when the link fails.
    try broken.network.links[0].setConditions(LinkConditions(rate: 2_000_000, queue: 100))
    let running = Background { try broken.run() }
    try broken.untilMessagesArrive()
    try broken.network.links[0].setConditions(LinkConditions(loss: 100))
    _ = try running.value(within: broken.limit)
    #expect(broken.lostCount == 4)
    try broken.close()
  }
}

/// What a network does to packets, and how the model sees that it did.
struct BrokenCondition: CustomTestStringConvertible, CustomStringConvertible {
  let description: String
  let link: LinkConditions
  let isVisible: @Sendable (NetworkTraces) -> Bool

  var testDescription: String { description }

  private init(_ description: String, _ link: LinkConditions, isVisible: @escaping @Sendable (NetworkTraces) -> Bool) {
    (self.description, self.link, self.isVisible) = (description, link, isVisible)
  }

  static let all: [BrokenCondition] =
    [1, 5, 20].map { loss in
      BrokenCondition("loss of \(loss) %", LinkConditions(loss: Double(loss))) { $0.retransmitted > 0 }
    } + [
      BrokenCondition("duplication of 10 %", LinkConditions(duplication: 10)) { $0.duplicates > 0 },
      BrokenCondition(
        "reordering of 25 %", LinkConditions(reordering: 25, delay: .milliseconds(10))
      ) { $0.gaps > 0 },
      BrokenCondition("corruption of 5 %", LinkConditions(corruption: 5)) { $0.corrupted > 0 && $0.retransmitted > 0 },
      BrokenCondition(
        "delay of 50 ± 20 ms", LinkConditions(delay: .milliseconds(50), jitter: .milliseconds(20))
      ) { $0.roundTrip >= .milliseconds(60) },
      // A packet of 1,500 bytes takes 12 ms.
      BrokenCondition("rate of 1 Mbit/s", LinkConditions(rate: 1_000_000, queue: 100)) {
        $0.roundTrip >= .milliseconds(12)
      },
      BrokenCondition(
        "all of them except the rate",
        LinkConditions(
          loss: 2, duplication: 2, corruption: 1, reordering: 10, delay: .milliseconds(20), jitter: .milliseconds(10))
      ) { $0.retransmitted > 0 && $0.duplicates > 0 && $0.corrupted > 0 },
    ]
}

/// What the kernels have noticed of a broken network.
struct NetworkTraces: CustomStringConvertible {
  var retransmitted: UInt64 = 0
  /// The DATA chunks that arrived twice.
  var duplicates: UInt64 = 0
  /// The acknowledgments that reported missing chunks.
  var gaps: UInt64 = 0
  /// The packets with a wrong checksum.
  var corrupted = 0
  var roundTrip = Duration.zero

  var description: String {
    "\(retransmitted) chunks sent again, \(duplicates) received twice, \(gaps) acknowledgments with gaps, "
      + "\(corrupted) wrong checksums, round trip up to \(roundTrip)"
  }
}
