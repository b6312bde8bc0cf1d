import CSCTP

@testable import SCTP

/// Parses the input as a notification, and compares the result with that of a model.
enum NotificationTarget: FuzzTarget {
  static func run(_ input: Input) {
    let bytes = input.bytes
    let notification = SCTPNotification(parsing: unsafe input.buffer.bytes)
    let expected = NotificationModel.notification(bytes)
    require(notification == expected, "parsed as \(notification), but expected \(expected)")
    require(!notification.description.isEmpty, "a notification without a description")
    let association = SCTPAssociationID(ofNotification: unsafe input.buffer.bytes)
    require(association?.rawValue == NotificationModel.association(bytes), "wrong association \(association as Any)")
    checkNeededEvent(NeededEvent(unsafe input.buffer.bytes), bytes)
    checkEvent(notification)
  }

  /// The library reads the events that it needs from their first bytes.
  private static func checkNeededEvent(_ needed: NeededEvent?, _ bytes: [UInt8]) {
    let expected = NotificationModel.neededEvent(bytes)
    require(needed.map { "\($0)" } == expected.map { "\($0)" }, "needs \(needed as Any), not \(expected as Any)")
    require(needed?.association == expected?.association, "needs an event of another association")
  }

  private static func checkEvent(_ notification: SCTPNotification) {
    switch notification {
    case .unknown: break
    case .associationChange(let change):
      require(change.state == .communicationLost || change.abortReason == nil, "an abort that is none has a reason")
      require(notification.event == .associationChange, "wrong kind")
    default: require(notification.event.rawValue.nonzeroBitCount == 1, "a known event without a kind")
    }
  }
}
