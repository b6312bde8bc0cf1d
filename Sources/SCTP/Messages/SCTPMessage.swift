#if os(Linux)
/// A whole message.
public struct SCTPMessage: Hashable, Sendable {
  /// The message's bytes, all of them.
  public let payload: [UInt8]
  /// What came with the message.
  public let info: SCTPReceiveInfo

  /// The association that the message came on.
  public var association: SCTPAssociationID { info.association }
  /// The peer's address that the message came from.
  public var source: SCTPAddress { info.source }
}

/// What `receive` returns: a whole message, or a notification that the caller subscribed to.
public enum SCTPReceived: Hashable, Sendable {
  /// A whole message.
  case message(SCTPMessage)
  /// A notification.
  case notification(SCTPNotification)

  /// The message; nil if it is a notification.
  public var message: SCTPMessage? {
    if case .message(let message) = self { message } else { nil }
  }

  /// The notification; nil if it is a message.
  public var notification: SCTPNotification? {
    if case .notification(let notification) = self { notification } else { nil }
  }
}
#endif
