import Foundation
import Testing

@testable import SCTP

/// An association across a broken network, and a model of what must arrive at both ends.
///
/// At each end, one thread sends and another one receives.
final class BrokenLink: Sendable {
  let pair: Pair
  /// How many messages the server receives before it peels the association off; nil if it never does.
  let messagesBeforePeelOff: Int?
  private let state = Locked(State())

  private struct State {
    /// What must still arrive: at the server, and at the client.
    var expected = (server: ExpectedMessages(), client: ExpectedMessages())
    var arrivedAtServer = 0
    /// The association's own socket at the server's end.
    var child: SCTPOneToOneSocket?
    var ends: [Side: SCTPAssociationChange.State] = [:]
  }

  init(_ pair: Pair, messagesBeforePeelOff: Int?) {
    self.pair = pair
    self.messagesBeforePeelOff = messagesBeforePeelOff
  }

  var child: SCTPOneToOneSocket? { state.withLock { $0.child } }

  /// The number of messages that the server has received.
  var arrivedAtServer: Int { state.withLock { $0.arrivedAtServer } }

  /// Whether an end has seen the end of the association.
  func hasEnded(at side: Side) -> Bool { state.withLock { $0.ends[side] != nil } }

  /// Whether either end has reported the association as lost.
  var isLost: Bool { state.withLock { $0.ends.values.contains(.communicationLost) } }

  /// Whether everything has arrived.
  var isComplete: Bool { state.withLock { $0.expected.server.isEmpty && $0.expected.client.isEmpty } }

  /// Whether it is time for the server to peel the association off.
  var mustBePeeledOff: Bool {
    state.withLock { $0.child == nil && $0.arrivedAtServer == messagesBeforePeelOff }
  }

  /// Whether the association is on its own socket if it must be; after its end, it could not be peeled off.
  var isPeeledOffInTime: Bool { messagesBeforePeelOff == nil || child != nil || isLost }

  func setChild(_ child: SCTPOneToOneSocket) { state.withLock { $0.child = child } }

  /// Adds a message that the other end is about to send.
  func expect(_ number: UInt32, size: Int, _ options: SCTPSendOptions, at side: Side) {
    state.withLock {
      if side == .server {
        $0.expected.server.add(number, size: size, options)
      } else {
        $0.expected.client.add(number, size: size, options)
      }
    }
  }

  /// Checks that a message is whole, and arrives once and in the order of its stream.
  func receive(_ message: SCTPMessage, at side: Side) {
    let isExpected = state.withLock { state in
      if side == .server {
        state.arrivedAtServer += 1
        return state.expected.server.remove(message)
      }
      return state.expected.client.remove(message)
    }
    #expect(isExpected, "\(side)\(child == nil ? "" : ", peeled off"): \(Self.fault(of: message)): \(message.info)")
  }

  /// The fault of a message that is not expected.
  private static func fault(of message: SCTPMessage) -> String {
    let number = Array(message.payload.prefix(4)).number
    let size = message.payload.count
    let isWhole = size >= 4 && haveSameBytes(message.payload, ExpectedMessages.payload(number, size: size - 4))
    return "message \(number) of \(size) bytes arrives \(isWhole ? "twice, or not in order" : "changed")"
  }

  /// Records how the association has ended, and checks that nothing is missing unless it was lost.
  func receiveEnd(_ change: SCTPAssociationChange.State, at side: Side) {
    let isComplete = state.withLock { state in
      state.ends[side] = change
      return side == .server ? state.expected.server.isEmpty : state.expected.client.isEmpty
    }
    #expect(isComplete || change == .communicationLost, "messages are missing before the end")
  }

  /// Sends a message from one end; returns false if the association has been lost.
  func send(_ payload: [UInt8], _ options: SCTPSendOptions, from side: Side, timeout: Duration) throws -> Bool {
    do throws(SCTPError) {
      switch side {
      case .client: try pair.client.send(payload, on: pair.atClient, options: options, timeout: timeout)
      case .server: try sendFromServer(payload, options, timeout)
      }
      return true
    } catch {
      // The end must be reported as well, for which the receiving thread waits.
      guard
        [.brokenPipe, .connectionReset, .connectionAbort, .invalidArgument, .socketNotConnected].contains(error.code)
          || (error.code == .timedOut && error.reason != .timeout)
      else { throw error }
      return false
    }
  }

  private func sendFromServer(
    _ payload: [UInt8], _ options: SCTPSendOptions, _ timeout: Duration
  ) throws(SCTPError) {
    if let child { return try child.send(payload, options: options, timeout: timeout) }
    do throws(SCTPError) {
      try pair.server.send(payload, on: pair.atServer, options: options, timeout: timeout)
    } catch {
      guard error.reason == .peeledOff else { throw error }
      while child == nil { sched_yield() }
      try child?.send(payload, options: options, timeout: timeout)
    }
  }
}

/// An end of the associations.
enum Side: CaseIterable {
  case client, server
}
