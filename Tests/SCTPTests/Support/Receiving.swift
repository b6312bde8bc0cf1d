import SCTP
import Testing

/// A socket of either style, for helpers that receive from both.
protocol ReceivingSocket: SCTPEndpoint {
  func whole(timeout: Duration) throws -> SCTPReceived?
  func asyncWhole(timeout: Duration) async throws -> SCTPReceived?
}

extension SCTPSocket: ReceivingSocket {
  func whole(timeout: Duration) throws -> SCTPReceived? { try receive(timeout: timeout) }
  func asyncWhole(timeout: Duration) async throws -> SCTPReceived? { try await receive(timeout: timeout) }
}

extension SCTPOneToOneSocket: ReceivingSocket {
  func whole(timeout: Duration) throws -> SCTPReceived? { try receive(timeout: timeout) }
  func asyncWhole(timeout: Duration) async throws -> SCTPReceived? { try await receive(timeout: timeout) }
}

extension ReceivingSocket {
  /// Receives the next message; a notification, or the end of the association, fails the test.
  func message(_ location: SourceLocation = #_sourceLocation) throws -> SCTPMessage {
    try #require(try whole(timeout: patience)?.message, sourceLocation: location)
  }

  /// Receives the next message; a notification, or the end of the association, fails the test.
  func message(_ location: SourceLocation = #_sourceLocation) async throws -> SCTPMessage {
    let received = try await asyncWhole(timeout: patience)
    return try #require(received?.message, sourceLocation: location)
  }

  /// Receives the next notification; a message, or the end of the association, fails the test.
  func notification(_ location: SourceLocation = #_sourceLocation) throws -> SCTPNotification {
    try #require(try whole(timeout: patience)?.notification, sourceLocation: location)
  }

  /// Receives the next notification, which must be of this kind.
  func event<Event>(_: Event.Type, _ location: SourceLocation = #_sourceLocation) throws -> Event {
    let content = try notification(location).content
    return try #require(content as? Event, "\(content)", sourceLocation: location)
  }

  /// Receives notifications up to the first one of this kind that fulfills a condition; a message fails the test.
  @discardableResult
  func event<Event>(
    _: Event.Type, _ location: SourceLocation = #_sourceLocation, where condition: (Event) -> Bool
  ) throws -> Event {
    while true {
      if let event = try notification(location).content as? Event, condition(event) { return event }
    }
  }

  /// Receives the next notification, which must be the change of an association to this state.
  @discardableResult
  func expectChange(
    _ state: SCTPAssociationChange.State, _ location: SourceLocation = #_sourceLocation
  ) throws -> SCTPAssociationChange {
    let change = try event(SCTPAssociationChange.self, location)
    #expect(change.state == state, sourceLocation: location)
    return change
  }

  /// Receives the next message, which must be as it was sent.
  @discardableResult
  func expectMessage(
    _ payload: [UInt8] = .hello, _ options: SCTPSendOptions = .hello, _ location: SourceLocation = #_sourceLocation
  ) throws -> SCTPMessage {
    let message = try message(location)
    #expect(message.payload == payload, sourceLocation: location)
    #expect(message.info.stream == options.stream, sourceLocation: location)
    #expect(message.info.payloadProtocol == options.payloadProtocol, sourceLocation: location)
    #expect(message.info.isUnordered == options.flags.contains(.unordered), sourceLocation: location)
    return message
  }

  /// Checks that no message and no subscribed notification is queued.
  ///
  /// Discards the queued notifications that only the library needs; a later subscription would make them visible.
  func expectNothing(_ location: SourceLocation = #_sourceLocation) {
    expectFailure(.timedOut, nil, location) { _ = try whole(timeout: .zero) }
  }
}

extension SCTPNotification {
  /// The change of an association, or nil.
  var change: SCTPAssociationChange? { content as? SCTPAssociationChange }

  /// The event that the notification carries.
  var content: any Sendable {
    switch self {
    case .associationChange(let event): event
    case .peerAddressChange(let event): event
    case .remoteError(let event): event
    case .sendFailed(let event): event
    case .sendFailedDeprecated(let event): event
    case .shutdown(let event): event
    case .adaptation(let event): event
    case .partialDelivery(let event): event
    case .authentication(let event): event
    case .senderDry(let event): event
    case .streamReset(let event): event
    case .associationReset(let event): event
    case .streamChange(let event): event
    case .unknown(_, let bytes): bytes
    }
  }
}

/// The messages and notifications that a socket received, in order by kind.
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
    case .notification(let other): Issue.record("unexpected notification \(other)")
    case .discarded(let error): Issue.record("\(error)")
    }
  }

  /// Receives until the association ends; throws if the association is aborted or lost.
  mutating func gather(from socket: SCTPOneToOneSocket) throws {
    while let received = try socket.next() { add(received) }
  }
}

extension SCTPOneToOneSocket {
  /// Receives until the association ends.
  func arrivalsUntilEnd() throws -> Arrivals {
    var arrivals = Arrivals()
    try arrivals.gather(from: self)
    return arrivals
  }

  /// Receives the next message or notification, also on a non-blocking socket; returns nil at the end of the association.
  func next() throws -> SCTPReceived? {
    try whenReady("a message or a notification is queued") { () throws(SCTPError) in try receive(timeout: patience) }
  }
}
