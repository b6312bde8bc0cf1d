#if os(Linux)
internal import CSCTP

/// The result of `receive`: a whole message, or a notification to which the caller subscribed.
///
/// The enumeration will not gain cases, so a `switch` over it needs no default case.
public enum SCTPReceived: Hashable, Sendable {
  /// A whole message.
  case message(SCTPMessage)
  /// A notification.
  case notification(SCTPNotification)
  /// A message that was too long and was discarded.
  ///
  /// Only the sequence ``SCTPSocket/received`` delivers this case, so that a long message of one peer does not end the
  /// loop for all peers. The error is the error of `receive`: EMSGSIZE, with the association, the stream, and the
  /// reason.
  case discarded(SCTPError)

  /// Creates a message or a notification from the result of recvmsg(2).
  @inline(__always)
  init(_ payload: consuming [UInt8], _ incoming: borrowing csctp_incoming) {
    if incoming.isNotification {
      self = unsafe .notification(SCTPNotification(parsing: payload.span.bytes))
    } else {
      self = .message(SCTPMessage(payload: payload, info: SCTPReceiveInfo(incoming)))
    }
  }

  /// The message; nil if the value is not a message.
  public var message: SCTPMessage? {
    if case .message(let message) = self { message } else { nil }
  }

  /// The notification; nil if the value is not a notification.
  public var notification: SCTPNotification? {
    if case .notification(let notification) = self { notification } else { nil }
  }
}

extension SCTPReceived: CustomStringConvertible {
  /// The description of the message, the notification, or the error.
  public var description: String {
    switch self {
    case .message(let message): message.description
    case .notification(let notification): notification.description
    case .discarded(let error): "discarded: \(error)"
    }
  }
}
#endif
