#if os(Linux)
internal import CSCTP

/// Kinds of notifications to which a socket can subscribe.
///
/// See RFC 6458, section 6.2.2.
public struct SCTPEventSet: OptionSet, Hashable, Sendable {
  /// The bits, one for each type of event.
  public let rawValue: UInt32

  /// Creates a set from its bits.
  public init(rawValue: UInt32) {
    self.rawValue = rawValue
  }

  private static var firstType: UInt32 { SCTP_SN_TYPE_BASE.rawValue }

  /// Creates the set of one event from its `sn_type`; empty for a type that has no bit.
  init(type: UInt32) {
    rawValue = type >= Self.firstType && type < Self.firstType + 32 ? 1 << (type - Self.firstType) : 0
  }

  private init(_ type: sctp_sn_type) { self.init(type: type.rawValue) }

  /// The `sn_type` values of the events in the set.
  var types: some Sequence<UInt16> {
    (0..<32 as Range<UInt32>).lazy.filter { rawValue & (1 << $0) != 0 }.map { UInt16(Self.firstType + $0) }
  }

  /// An association was set up, restarted, shut down, or lost.
  ///
  /// The corresponding C constant is `SCTP_ASSOC_CHANGE`.
  public static var associationChange: Self { Self(CSCTP.SCTP_ASSOC_CHANGE) }
  /// One of the peer's addresses changed its state.
  ///
  /// The corresponding C constant is `SCTP_PEER_ADDR_CHANGE`.
  public static var peerAddressChange: Self { Self(CSCTP.SCTP_PEER_ADDR_CHANGE) }
  /// The peer reported an error.
  ///
  /// The corresponding C constant is `SCTP_REMOTE_ERROR`.
  public static var remoteError: Self { Self(CSCTP.SCTP_REMOTE_ERROR) }
  /// The peer has started to shut the association down.
  ///
  /// The corresponding C constant is `SCTP_SHUTDOWN_EVENT`.
  public static var shutdown: Self { Self(CSCTP.SCTP_SHUTDOWN_EVENT) }
  /// The remainder of a partially received message will not arrive.
  ///
  /// The corresponding C constant is `SCTP_PARTIAL_DELIVERY_EVENT`.
  public static var partialDelivery: Self { Self(CSCTP.SCTP_PARTIAL_DELIVERY_EVENT) }
  /// The peer reported its adaptation layer indication.
  ///
  /// The corresponding C constant is `SCTP_ADAPTATION_INDICATION`.
  public static var adaptation: Self { Self(CSCTP.SCTP_ADAPTATION_INDICATION) }
  /// An authentication key changed, or the peer does not support authentication.
  ///
  /// The corresponding C constant is `SCTP_AUTHENTICATION_EVENT`.
  public static var authentication: Self { Self(CSCTP.SCTP_AUTHENTICATION_EVENT) }
  /// The peer has acknowledged all messages.
  ///
  /// The corresponding C constant is `SCTP_SENDER_DRY_EVENT`.
  public static var senderDry: Self { Self(CSCTP.SCTP_SENDER_DRY_EVENT) }
  /// Streams were reset.
  ///
  /// The corresponding C constant is `SCTP_STREAM_RESET_EVENT`.
  public static var streamReset: Self { Self(CSCTP.SCTP_STREAM_RESET_EVENT) }
  /// The sequence numbers of an association were reset.
  ///
  /// The corresponding C constant is `SCTP_ASSOC_RESET_EVENT`.
  public static var associationReset: Self { Self(CSCTP.SCTP_ASSOC_RESET_EVENT) }
  /// Streams were added.
  ///
  /// The corresponding C constant is `SCTP_STREAM_CHANGE_EVENT`.
  public static var streamChange: Self { Self(CSCTP.SCTP_STREAM_CHANGE_EVENT) }
  /// A message could not be delivered.
  ///
  /// The corresponding C constant is `SCTP_SEND_FAILED_EVENT`.
  public static var sendFailed: Self { Self(CSCTP.SCTP_SEND_FAILED_EVENT) }
  /// A message could not be delivered, in the older form that RFC 6458 deprecates.
  ///
  /// The corresponding C constant is `SCTP_SEND_FAILED`.
  public static var sendFailedDeprecated: Self { Self(CSCTP.SCTP_SEND_FAILED) }

  /// All events that the library knows.
  public static var all: Self {
    [
      .associationChange, .peerAddressChange, .remoteError, .sendFailedDeprecated, .shutdown, .partialDelivery,
      .adaptation, .authentication, .senderDry, .streamReset, .associationReset, .streamChange, .sendFailed,
    ]
  }

  /// The events on which the library itself depends.
  static var needed: Self { [.associationChange, .partialDelivery] }
}

extension SCTPEventSet: CustomStringConvertible {
  /// The names of the events, such as `[association change, shutdown]`.
  public var description: String {
    list(of: [
      .associationChange: "association change",
      .peerAddressChange: "peer address change",
      .remoteError: "remote error",
      .sendFailed: "send failed",
      .sendFailedDeprecated: "send failed (deprecated)",
      .shutdown: "shutdown",
      .adaptation: "adaptation",
      .partialDelivery: "partial delivery",
      .authentication: "authentication",
      .senderDry: "sender dry",
      .streamReset: "stream reset",
      .associationReset: "association reset",
      .streamChange: "stream change",
    ])
  }
}
#endif
