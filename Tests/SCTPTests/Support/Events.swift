import SCTP
import Testing

extension SCTPNotification {
  /// The event itself, whatever its kind.
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

extension SCTPSocket {
  /// The next notification, which must be of one kind; messages before it fail the test.
  func event<Event>(_: Event.Type, _ location: SourceLocation = #_sourceLocation) throws -> Event {
    let content = try notification(location).content
    return try #require(content as? Event, "\(content)", sourceLocation: location)
  }

  /// Passes over notifications to the first one of a kind that fulfils a condition; messages before it fail the test.
  func event<Event>(
    _: Event.Type, _ location: SourceLocation = #_sourceLocation, where condition: (Event) -> Bool
  ) throws -> Event {
    while true {
      if let event = try notification(location).content as? Event, condition(event) { return event }
    }
  }

  /// Checks that nothing is there to be received.
  func expectNothing(_ location: SourceLocation = #_sourceLocation) {
    expectFailure(.timedOut, nil, location) { _ = try receive(timeout: .zero) }
  }
}

extension SCTPOneToOneSocket {
  /// The next notification, which must be of one kind; messages before it fail the test.
  func event<Event>(_: Event.Type, _ location: SourceLocation = #_sourceLocation) throws -> Event {
    let content = try notification(location).content
    return try #require(content as? Event, "\(content)", sourceLocation: location)
  }
}
