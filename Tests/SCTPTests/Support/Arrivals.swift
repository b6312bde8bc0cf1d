import Foundation
import SCTP
import Testing

/// What a socket received, kind by kind, in order.
struct Arrivals {
  var messages: [[UInt8]] = []
  var changes: [SCTPAssociationChange] = []
  var shutdowns = 0

  var states: [SCTPAssociationChange.State] { changes.map(\.state) }

  /// Whether the last change of the association was its end.
  var hasEnd: Bool { states.last == .shutdownComplete || states.last == .communicationLost }

  mutating func add(_ received: SCTPReceived) {
    switch received {
    case .message(let message): messages.append(message.payload)
    case .notification(.associationChange(let change)): changes.append(change)
    case .notification(.shutdown): shutdowns += 1
    case .notification(let other): Issue.record("nobody asked for \(other)")
    }
  }

  /// Receives until the association ends; throws if it ends by an error.
  mutating func gather(from socket: SCTPOneToOneSocket) throws {
    while let received = try socket.next() { add(received) }
  }
}

extension SCTPOneToOneSocket {
  func arrivalsUntilEnd() throws -> Arrivals {
    var arrivals = Arrivals()
    try arrivals.gather(from: self)
    return arrivals
  }

  /// The next thing that arrives, also where the socket does not wait; nil at the end of the association.
  func next() throws -> SCTPReceived? {
    try whenReady("something arrives") { () throws(SCTPError) in try receive(timeout: patience) }
  }
}

extension SCTPSocket {
  /// The socket, subscribed to events of its future associations.
  func subscribed(to events: SCTPEventSet) throws -> SCTPSocket {
    try setSubscribed(true, to: events)
    return self
  }
}
