#if os(Linux)
internal import CSCTP

/// The result of `receive`: a whole message, or a notification to which the caller subscribed.
public enum SCTPReceived: Hashable, Sendable {
  /// A whole message.
  case message(SCTPMessage)
  /// A notification.
  case notification(SCTPNotification)

  /// Creates a message or a notification from the result of recvmsg(2).
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

extension SCTPReceived: CustomStringConvertible {
  /// The description of the message or the notification.
  public var description: String {
    switch self {
    case .message(let message): message.description
    case .notification(let notification): notification.description
    }
  }
}
#endif
