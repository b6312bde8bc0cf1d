#if os(Linux)
internal import CSCTP

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

  /// Makes what recvmsg(2) brought one or the other.
  @inline(__always)
  init(_ payload: consuming [UInt8], _ incoming: borrowing csctp_incoming) {
    if incoming.isNotification {
      self = unsafe .notification(SCTPNotification(parsing: payload.span.bytes))
    } else {
      self = .message(SCTPMessage(payload: payload, info: SCTPReceiveInfo(incoming)))
    }
  }

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
