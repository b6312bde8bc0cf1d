import SCTP
import Testing

extension SCTPSocket {
  /// The next association change; all else before it fails the test.
  func change(_ location: SourceLocation = #_sourceLocation) throws -> SCTPAssociationChange {
    let notification = try notification(location)
    guard let change = notification.change else { throw Unexpected(notification: notification) }
    return change
  }
}

private struct Unexpected: Error {
  let notification: SCTPNotification
}
