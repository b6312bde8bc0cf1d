import Foundation
import SCTP

/// Detects an association whose peer acknowledges nothing, although data is outstanding.
struct StallDetector {
  /// The time without progress after which an association counts as stalled.
  let limit: Duration
  private var acknowledgedChunks = 0
  private var lastProgress: ContinuousClock.Instant?

  init(limit: Duration) {
    self.limit = limit
  }

  /// Compares the state with the previous one, and returns whether the association has stalled.
  mutating func hasStalled(
    _ status: SCTPStatus, _ statistics: SCTPStatistics, at now: ContinuousClock.Instant = .now
  ) -> Bool {
    let sent = Int(statistics.sentOrderedChunks + statistics.sentUnorderedChunks)
    let acknowledged = sent - Int(status.unacknowledgedChunks)
    let hasProgressed = status.unacknowledgedChunks == 0 || acknowledged != acknowledgedChunks
    acknowledgedChunks = acknowledged
    guard !hasProgressed, let lastProgress else {
      self.lastProgress = now
      return false
    }
    return lastProgress.duration(to: now) > limit
  }
}

/// Returns the SCTP counters of the host.
func hostCounters() throws -> [String: Int] {
  let text = try String(contentsOfFile: "/proc/net/sctp/snmp", encoding: .utf8)
  var counters: [String: Int] = [:]
  for line in text.split(separator: "\n") {
    let fields = line.split { $0.isWhitespace }
    if fields.count == 2 { counters[String(fields[0])] = Int(fields[1]) }
  }
  return counters
}

enum CommonPitfalls {
  static func bind(_ server: SCTPSocket, to address: SCTPAddress) throws {
    // Not .any(port: 38412), which advertises every address of the host.
    try server.bind(to: address)
    try server.listen()
  }

  /// Prints what an operator needs to find the cause of a stall.
  static func describeStall(of association: SCTPAssociationID, on server: SCTPSocket) throws -> String {
    let status = try server.status(of: association)
    let statistics = try server.statistics(of: association)
    let paths = try server.paths(of: association)
    return """
      \(status.unacknowledgedChunks) chunks are unacknowledged, the peer's window is \(status.receiveWindow) bytes, \
      \(statistics.retransmittedChunks) chunks were retransmitted, paths: \(paths.map { "\($0.address) \($0.state)" })
      """
  }

  static func limitPacketSize(of association: SCTPAssociationID, on server: SCTPSocket) throws {
    // Packets of this size pass every IPv6 network.
    let parameters = SCTPPathParameters(discoversPathMTU: false, pathMTU: 1_280)
    try server.setOption(.pathParameters(of: association), to: parameters)
  }

  static func receiveRestarts(_ socket: SCTPOneToOneSocket, onRestart: () -> Void) async throws {
    try socket.setSubscribed(true, to: .associationChange)
    for try await received in socket.received {
      if case .notification(.associationChange(let change)) = received, change.state == .restart { onRestart() }
    }
  }

  static let scenarios = [
    Scenario("A peer that does not receive stalls its association, and the detector notices") {
      let server = try SCTPSocket()
      try server.setOption(.receiveBufferSize, to: 4_096)
      // With the loopback's large packets, the kernel would not announce so small a window.
      let smallPackets = SCTPPathParameters(discoversPathMTU: false, pathMTU: 1_500)
      try server.setOption(.pathParameters(), to: smallPackets)
      try bind(server, to: .loopback(port: 0))
      let client = try SCTPSocket()
      try client.setOption(.pathParameters(), to: smallPackets)
      let association = try await client.connect(to: server.localAddresses()[0], timeout: .seconds(10))
      var detector = StallDetector(limit: .seconds(30))
      let start = ContinuousClock.now
      func hasStalled(after seconds: Int) throws -> Bool {
        let statistics = try client.statistics(of: association)
        return detector.hasStalled(
          try client.status(of: association), statistics, at: start.advanced(by: .seconds(seconds)))
      }
      try expect(!hasStalled(after: 0), "an idle association counts as stalled")
      for _ in 0..<20 { try await client.send([UInt8](repeating: 0, count: 1_000), on: association) }
      // The state is stable when the peer's window is full.
      var unacknowledged: UInt16 = 0
      repeat {
        unacknowledged = try client.status(of: association).unacknowledgedChunks
        try await Task.sleep(for: .milliseconds(500))
      } while try client.status(of: association).unacknowledgedChunks != unacknowledged
      try expect(unacknowledged > 0, "nothing is unacknowledged")
      try expect(!hasStalled(after: 60), "the association counts as stalled although it has progressed")
      try expect(!hasStalled(after: 80), "the association counts as stalled too early")
      try expect(hasStalled(after: 91), "the detector has not noticed the stall")
      print(try describeStall(of: association, on: client))
      try limitPacketSize(of: association, on: client)
      try client.close()
      try server.close()
    },
    Scenario("The host's counters include the packets of this process") {
      let before = try hostCounters()["SctpInSCTPPacks"] ?? 0
      let (server, client, _) = try await Loopback.pair()
      let after = try hostCounters()["SctpInSCTPPacks"] ?? 0
      try expect(after > before, "the counter was \(before) and is \(after)")
      try client.close()
      try server.close()
    },
    Scenario("A loop over received sees the notifications that a loop over messages does not return") {
      let (server, client, _) = try await Loopback.pair()
      async let restarts: Void = receiveRestarts(client) {}
      try await server.stop(timeout: .seconds(5))
      try await restarts
      try client.close()
      try server.close()
    },
  ]
}
