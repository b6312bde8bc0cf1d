import Foundation
import Testing

@testable import SCTP

extension OnTheKernel {
  /// Two paths of which one fails, or both.
  @Suite(.requiresRoot) struct Failover {
    /// The retransmission timeout, and how often a path may time out before it is unreachable.
    struct Limits: CustomTestStringConvertible {
      let timeout: Duration
      let retransmissions: UInt16
      /// Whether new messages take the other path after the first timeout (RFC 7829), or when the path is unreachable.
      let isQuick: Bool

      var testDescription: String {
        "RTO \(timeout), \(retransmissions) retransmissions, \(isQuick ? "quick" : "without quick failover")"
      }

      static let all = [true, false].flatMap { isQuick in
        (StressSettings.rounds > 1 ? [(100, 1), (100, 3), (400, 1), (400, 3)] : [(100, 3), (400, 1)]).map {
          Limits(timeout: .milliseconds($0.0), retransmissions: $0.1, isQuick: isQuick)
        }
      }

      func apply(to socket: SCTPSocket) throws {
        try socket.setRetransmissionTimeout(timeout, maximum: timeout)
        try socket.setOption(
          .pathParameters(),
          to: SCTPPathParameters(heartbeatInterval: .milliseconds(50), maximumRetransmissions: retransmissions))
        try socket.setOption(
          .pathThresholds(),
          to: SCTPPathThresholds(
            maximumRetransmissions: retransmissions, potentiallyFailed: isQuick ? 0 : retransmissions + 1))
        try socket.setSubscribed(true, to: .peerAddressChange)
      }
    }

    @Test("Messages take the other path when the primary one fails, and none is lost", arguments: Limits.all)
    func oneOfTwo(_ limits: Limits) throws {
      let network = try TestNetwork()
      let pair = try network.pair(over: [1, 2], prepare: limits.apply)
      let paths = try (1...2).map { try network.right.address(on: $0, port: pair.server.address.port) }
      for path in paths { try pair.untilConfirmed(path) }
      let flow = Flow(pair)
      try flow.untilMoreArrive()
      try network.links[0].setConditions(LinkConditions(loss: 100))
      try pair.client.expectPath(paths[0], .unreachable)
      #expect(try pair.client.pathInfo(paths[1], of: pair.atClient).state != .inactive)
      try flow.untilMoreArrive()
      try network.links[0].setConditions(LinkConditions())
      try pair.client.expectPath(paths[0], .available)
      try flow.untilMoreArrive()
      print("failover: \(limits.testDescription): \(try flow.end()) without a message")
      try pair.close()
    }

    @Test("An association whose paths all fail for a while continues, and no message is lost")
    func allPaths() throws {
      let network = try TestNetwork()
      let outage = min(.seconds(30), .seconds(3) * StressSettings.rounds)
      let pair = try network.pair(over: [1, 2]) { socket in
        try socket.setRetransmissionTimeout(.milliseconds(200), maximum: .seconds(1))
        // More than the timeouts of the longest outage.
        try socket.setOption(.associationParameters(), to: SCTPAssociationParameters(maximumRetransmissions: 200))
        try socket.setOption(.pathParameters(), to: SCTPPathParameters(heartbeatInterval: .milliseconds(100)))
      }
      for link in 1...2 {
        try pair.untilConfirmed(network.right.address(on: link, port: pair.server.address.port))
      }
      for link in network.links { try link.setUp(false) }
      for number in 0..<UInt32(100) { try pair.client.send([UInt8](number: number), on: pair.atClient) }
      expectFailure(.timedOut) { try pair.server.receive(timeout: outage) }
      for link in network.links { try link.setUp(true) }
      for number in 0..<UInt32(100) { #expect(try pair.server.message().payload.number == number) }
      try pair.expectWhole()
      try pair.close()
    }
  }
}

/// Numbered messages from the client to the server of an association, without a pause.
private final class Flow: Sendable {
  private let arrived = Counter()
  private let mustEnd = Flag()
  private let sending: Background<Void>
  private let receiving: Background<Duration>

  init(_ pair: Pair) {
    sending = Background { [mustEnd] in
      var number: UInt32 = 0
      while !mustEnd.isSet {
        try pair.client.send([UInt8](number: number), on: pair.atClient, timeout: patience)
        number += 1
      }
      try pair.client.send([0], on: pair.atClient, timeout: patience)
    }
    receiving = Background { [arrived] in
      var (next, longest, last) = (UInt32(0), Duration.zero, ContinuousClock.now)
      while true {
        guard case .message(let message) = try pair.server.receive(timeout: patience) else { continue }
        longest = max(longest, ContinuousClock.now - last)
        last = .now
        if message.payload.count == 1 { return longest }
        #expect(message.payload.number == next, "a message is lost, duplicated, or out of order")
        next += 1
        arrived.increment()
      }
    }
  }

  func untilMoreArrive() throws {
    let before = arrived.value
    try until("messages arrive again") { arrived.value > before + 20 }
  }

  /// Sends the last message, and returns the longest time between two messages.
  func end() throws -> Duration {
    mustEnd.set()
    try sending.value()
    return try receiving.value()
  }
}

extension SCTPSocket {
  /// Receives changes of the peer's addresses up to one of this address to this state.
  fileprivate func expectPath(
    _ address: SCTPAddress, _ state: SCTPPeerAddressChange.State, _ location: SourceLocation = #_sourceLocation
  ) throws {
    try event(SCTPPeerAddressChange.self, location) { $0.address.host == address.host && $0.state == state }
  }
}
