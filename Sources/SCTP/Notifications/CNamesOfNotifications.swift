// swift-format-ignore-file: AlwaysUseLowerCamelCase

#if os(Linux)
// The names of the C header lead to those of the library.

extension SCTPAssociationChange.State {
  /// Renamed to ``communicationUp``.
  @available(*, unavailable, renamed: "communicationUp")
  public static var SCTP_COMM_UP: Self { communicationUp }
  /// Renamed to ``communicationLost``.
  @available(*, unavailable, renamed: "communicationLost")
  public static var SCTP_COMM_LOST: Self { communicationLost }
  /// Renamed to ``restart``.
  @available(*, unavailable, renamed: "restart")
  public static var SCTP_RESTART: Self { restart }
  /// Renamed to ``shutdownComplete``.
  @available(*, unavailable, renamed: "shutdownComplete")
  public static var SCTP_SHUTDOWN_COMP: Self { shutdownComplete }
  /// Renamed to ``cannotStart``.
  @available(*, unavailable, renamed: "cannotStart")
  public static var SCTP_CANT_STR_ASSOC: Self { cannotStart }
}

extension SCTPAssociationResetEvent.Flags {
  /// Renamed to ``denied``.
  @available(*, unavailable, renamed: "denied")
  public static var SCTP_ASSOC_RESET_DENIED: Self { denied }
  /// Renamed to ``failed``.
  @available(*, unavailable, renamed: "failed")
  public static var SCTP_ASSOC_RESET_FAILED: Self { failed }
}

extension SCTPAuthenticationEvent.Indication {
  /// Renamed to ``newKey``.
  @available(*, unavailable, renamed: "newKey")
  public static var SCTP_AUTH_NEW_KEY: Self { newKey }
  /// Renamed to ``freeKey``.
  @available(*, unavailable, renamed: "freeKey")
  public static var SCTP_AUTH_FREE_KEY: Self { freeKey }
  /// Renamed to ``noAuthentication``.
  @available(*, unavailable, renamed: "noAuthentication")
  public static var SCTP_AUTH_NO_AUTH: Self { noAuthentication }
}

extension SCTPEventSet {
  /// Renamed to ``associationChange``.
  @available(*, unavailable, renamed: "associationChange")
  public static var SCTP_ASSOC_CHANGE: Self { associationChange }
  /// Renamed to ``peerAddressChange``.
  @available(*, unavailable, renamed: "peerAddressChange")
  public static var SCTP_PEER_ADDR_CHANGE: Self { peerAddressChange }
  /// Renamed to ``remoteError``.
  @available(*, unavailable, renamed: "remoteError")
  public static var SCTP_REMOTE_ERROR: Self { remoteError }
  /// Renamed to ``shutdown``.
  @available(*, unavailable, renamed: "shutdown")
  public static var SCTP_SHUTDOWN_EVENT: Self { shutdown }
  /// Renamed to ``partialDelivery``.
  @available(*, unavailable, renamed: "partialDelivery")
  public static var SCTP_PARTIAL_DELIVERY_EVENT: Self { partialDelivery }
  /// Renamed to ``adaptation``.
  @available(*, unavailable, renamed: "adaptation")
  public static var SCTP_ADAPTATION_INDICATION: Self { adaptation }
  /// Renamed to ``authentication``.
  @available(*, unavailable, renamed: "authentication")
  public static var SCTP_AUTHENTICATION_EVENT: Self { authentication }
  /// Renamed to ``senderDry``.
  @available(*, unavailable, renamed: "senderDry")
  public static var SCTP_SENDER_DRY_EVENT: Self { senderDry }
  /// Renamed to ``streamReset``.
  @available(*, unavailable, renamed: "streamReset")
  public static var SCTP_STREAM_RESET_EVENT: Self { streamReset }
  /// Renamed to ``associationReset``.
  @available(*, unavailable, renamed: "associationReset")
  public static var SCTP_ASSOC_RESET_EVENT: Self { associationReset }
  /// Renamed to ``streamChange``.
  @available(*, unavailable, renamed: "streamChange")
  public static var SCTP_STREAM_CHANGE_EVENT: Self { streamChange }
  /// Renamed to ``sendFailed``.
  @available(*, unavailable, renamed: "sendFailed")
  public static var SCTP_SEND_FAILED_EVENT: Self { sendFailed }
  /// Renamed to ``sendFailedDeprecated``.
  @available(*, unavailable, renamed: "sendFailedDeprecated")
  public static var SCTP_SEND_FAILED: Self { sendFailedDeprecated }
}

extension SCTPPeerAddressChange.State {
  /// Renamed to ``available``.
  @available(*, unavailable, renamed: "available")
  public static var SCTP_ADDR_AVAILABLE: Self { available }
  /// Renamed to ``unreachable``.
  @available(*, unavailable, renamed: "unreachable")
  public static var SCTP_ADDR_UNREACHABLE: Self { unreachable }
  /// Renamed to ``removed``.
  @available(*, unavailable, renamed: "removed")
  public static var SCTP_ADDR_REMOVED: Self { removed }
  /// Renamed to ``added``.
  @available(*, unavailable, renamed: "added")
  public static var SCTP_ADDR_ADDED: Self { added }
  /// Renamed to ``madePrimary``.
  @available(*, unavailable, renamed: "madePrimary")
  public static var SCTP_ADDR_MADE_PRIM: Self { madePrimary }
  /// Renamed to ``confirmed``.
  @available(*, unavailable, renamed: "confirmed")
  public static var SCTP_ADDR_CONFIRMED: Self { confirmed }
  /// Renamed to ``potentiallyFailed``.
  @available(*, unavailable, renamed: "potentiallyFailed")
  public static var SCTP_ADDR_POTENTIALLY_FAILED: Self { potentiallyFailed }
}

extension SCTPStreamChangeEvent.Flags {
  /// Renamed to ``denied``.
  @available(*, unavailable, renamed: "denied")
  public static var SCTP_STREAM_CHANGE_DENIED: Self { denied }
  /// Renamed to ``failed``.
  @available(*, unavailable, renamed: "failed")
  public static var SCTP_STREAM_CHANGE_FAILED: Self { failed }
}

extension SCTPStreamResetEvent.Flags {
  /// Renamed to ``incoming``.
  @available(*, unavailable, renamed: "incoming")
  public static var SCTP_STREAM_RESET_INCOMING_SSN: Self { incoming }
  /// Renamed to ``outgoing``.
  @available(*, unavailable, renamed: "outgoing")
  public static var SCTP_STREAM_RESET_OUTGOING_SSN: Self { outgoing }
  /// Renamed to ``denied``.
  @available(*, unavailable, renamed: "denied")
  public static var SCTP_STREAM_RESET_DENIED: Self { denied }
  /// Renamed to ``failed``.
  @available(*, unavailable, renamed: "failed")
  public static var SCTP_STREAM_RESET_FAILED: Self { failed }
}
#endif
