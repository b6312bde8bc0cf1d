import SCTP
import Testing

extension ModelEnd {
  /// Changes something that no message depends on, and reads it.
  func changeSetting(using random: inout Seeded) throws {
    switch Int.random(in: 0..<12, using: &random) {
    case 0: try set(.noDelay, to: .random(using: &random))
    case 1: try set(.context(of: association), to: .random(in: 0...9, using: &random))
    case 2: try set(.maximumBurst(of: association), to: .random(in: 1...9, using: &random))
    // The kernel rounds the size to multiples of 4 bytes.
    case 3: try set(.maximumFragmentSize(of: association), to: 4 * .random(in: 125...350, using: &random))
    case 4: try set(.defaultSendOptions(of: association), to: SCTPSendOptions(stream: 1, payloadProtocol: 7))
    // Longer than any test, so that no message is abandoned.
    case 5: try set(.defaultReliability(of: association), to: .lifetime(.seconds(86_400)))
    case 6: try set(.streamScheduler(of: association), to: scheduler(using: &random))
    case 7: try set(.partialDeliveryPoint, to: .random(in: 0...9_999, using: &random))
    case 8: try set(.delayedAcknowledgement(of: association), to: acknowledgement(using: &random))
    case 9: try socket.sendHeartbeat(on: association)
    case 10: try changePrimaryPath(using: &random)
    default: changeLimits(using: &random)
    }
  }

  private func set<Value: Equatable>(_ option: SCTPSocketOption<Value>, to value: Value) throws {
    try socket.setOption(option, to: value)
    #expect(try socket.option(option) == value, "\(option)")
  }

  private func scheduler(using random: inout Seeded) -> SCTPStreamScheduler {
    [.firstComeFirstServed, .priority, .roundRobin].randomElement(using: &random) ?? .priority
  }

  private func acknowledgement(using random: inout Seeded) -> SCTPDelayedAcknowledgement {
    // The kernel rounds the time to its ticks.
    SCTPDelayedAcknowledgement(delay: .milliseconds(20 * .random(in: 1...10, using: &random)), frequency: 2)
  }

  private func changePrimaryPath(using random: inout Seeded) throws {
    // On a busy host, a confirmed path can be potentially failed for a while.
    let confirmed = try report().paths.filter { $0.state != .unconfirmed }
    let path = try #require(confirmed.randomElement(using: &random), "no path is confirmed").address
    try socket.setPrimaryPath(path, on: association)
    #expect(try report().status.primaryAddress == path)
  }

  /// Changes the limits of what the socket receives to others that no message of the model exceeds.
  private func changeLimits(using random: inout Seeded) {
    let (message, all) = (Int.random(in: 1 << 20...1 << 24, using: &random), 1 << 26)
    (socket.maximumMessageSize, socket.maximumReassemblySize) = (message, all)
    #expect((socket.maximumMessageSize, socket.maximumReassemblySize) == (message, all))
  }
}
