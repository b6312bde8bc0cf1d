#if os(Linux)
internal import CSCTP

/// A notification from the kernel about an association.
///
/// A socket receives the notifications to which the caller subscribed with ``SCTPSocket/setSubscribed(_:to:of:)``.
/// Notifications and messages arrive in one queue, in order.
///
/// The enumeration may gain cases in minor versions, so a `switch` needs `@unknown default`.
///
/// The corresponding C type is `union sctp_notification`. See RFC 6458, section 6.1.
#if compiler(>=6.3)
@nonexhaustive
#endif
public enum SCTPNotification: Hashable, Sendable {
  /// An association was set up, restarted, shut down, or lost.
  case associationChange(SCTPAssociationChange)
  /// One of the peer's addresses changed its state.
  case peerAddressChange(SCTPPeerAddressChange)
  /// The peer reported an error.
  case remoteError(SCTPRemoteError)
  /// A message could not be delivered.
  case sendFailed(SCTPSendFailed)
  /// A message could not be delivered, in the older form that RFC 6458 deprecates.
  case sendFailedDeprecated(SCTPSendFailed)
  /// The peer has started to shut the association down.
  case shutdown(SCTPShutdownEvent)
  /// The peer reported its adaptation layer indication.
  case adaptation(SCTPAdaptationEvent)
  /// The remainder of a partially received message will not arrive.
  case partialDelivery(SCTPPartialDeliveryEvent)
  /// An authentication key changed, or the peer does not support authentication.
  case authentication(SCTPAuthenticationEvent)
  /// The peer has acknowledged all messages.
  case senderDry(SCTPSenderDryEvent)
  /// Streams were reset.
  case streamReset(SCTPStreamResetEvent)
  /// The sequence numbers of an association were reset.
  case associationReset(SCTPAssociationResetEvent)
  /// Streams were added.
  case streamChange(SCTPStreamChangeEvent)
  /// An event whose type the library does not know, or whose bytes are invalid.
  case unknown(type: UInt16, bytes: [UInt8])

  /// Creates a notification from its bytes, as `receive(into:)` returns them.
  ///
  /// Truncated or invalid bytes become ``unknown(type:bytes:)``.
  public init(parsing bytes: RawSpan) {
    let header = bytes.load(csctp_notification_header.self)
    self =
      header.flatMap { Self.known($0, in: bytes) }
      ?? .unknown(type: header?.sn_type ?? 0, bytes: Array(bytes))
  }

  /// Creates a notification from its bytes, as `receive(into:)` returns them.
  ///
  /// Truncated or invalid bytes become ``unknown(type:bytes:)``.
  public init(parsing bytes: Span<UInt8>) { self.init(parsing: unsafe bytes.bytes) }

  /// Creates a notification from its bytes, as `receive(into:)` returns them.
  ///
  /// Truncated or invalid bytes become ``unknown(type:bytes:)``.
  public init(parsing bytes: [UInt8]) { self.init(parsing: bytes.span) }

  private static func known(_ header: csctp_notification_header, in bytes: RawSpan) -> Self? {
    guard let length = Int(exactly: header.sn_length), length <= bytes.byteCount else { return nil }
    let event = bytes.extracting(..<length)
    switch UInt32(header.sn_type) {
    case CSCTP.SCTP_ASSOC_CHANGE.rawValue: return SCTPAssociationChange(event).map(Self.associationChange)
    case CSCTP.SCTP_PEER_ADDR_CHANGE.rawValue: return SCTPPeerAddressChange(event).map(Self.peerAddressChange)
    case CSCTP.SCTP_REMOTE_ERROR.rawValue: return SCTPRemoteError(event).map(Self.remoteError)
    case CSCTP.SCTP_SEND_FAILED_EVENT.rawValue: return SCTPSendFailed(event).map(Self.sendFailed)
    case CSCTP.SCTP_SEND_FAILED.rawValue: return SCTPSendFailed(deprecated: event).map(Self.sendFailedDeprecated)
    case CSCTP.SCTP_SHUTDOWN_EVENT.rawValue: return SCTPShutdownEvent(event).map(Self.shutdown)
    case CSCTP.SCTP_ADAPTATION_INDICATION.rawValue: return SCTPAdaptationEvent(event).map(Self.adaptation)
    case CSCTP.SCTP_PARTIAL_DELIVERY_EVENT.rawValue: return SCTPPartialDeliveryEvent(event).map(Self.partialDelivery)
    case CSCTP.SCTP_AUTHENTICATION_EVENT.rawValue: return SCTPAuthenticationEvent(event).map(Self.authentication)
    case CSCTP.SCTP_SENDER_DRY_EVENT.rawValue: return SCTPSenderDryEvent(event).map(Self.senderDry)
    case CSCTP.SCTP_STREAM_RESET_EVENT.rawValue: return SCTPStreamResetEvent(event).map(Self.streamReset)
    case CSCTP.SCTP_ASSOC_RESET_EVENT.rawValue: return SCTPAssociationResetEvent(event).map(Self.associationReset)
    case CSCTP.SCTP_STREAM_CHANGE_EVENT.rawValue: return SCTPStreamChangeEvent(event).map(Self.streamChange)
    default: return nil
    }
  }

  /// The kind of the event, as a set with one member; empty for a type that an event set cannot represent.
  public var event: SCTPEventSet {
    switch self {
    case .associationChange: .associationChange
    case .peerAddressChange: .peerAddressChange
    case .remoteError: .remoteError
    case .sendFailed: .sendFailed
    case .sendFailedDeprecated: .sendFailedDeprecated
    case .shutdown: .shutdown
    case .adaptation: .adaptation
    case .partialDelivery: .partialDelivery
    case .authentication: .authentication
    case .senderDry: .senderDry
    case .streamReset: .streamReset
    case .associationReset: .associationReset
    case .streamChange: .streamChange
    case .unknown(let type, _): SCTPEventSet(type: UInt32(type))
    }
  }
}

extension SCTPNotification: CustomStringConvertible {
  /// The association and the event.
  ///
  /// An example is `association 12: communication up, 10 outbound and 10 inbound streams`.
  public var description: String {
    switch self {
    case .associationChange(let event): event.description
    case .peerAddressChange(let event): event.description
    case .remoteError(let event): event.description
    case .sendFailed(let event), .sendFailedDeprecated(let event): event.description
    case .shutdown(let event): event.description
    case .adaptation(let event): event.description
    case .partialDelivery(let event): event.description
    case .authentication(let event): event.description
    case .senderDry(let event): event.description
    case .streamReset(let event): event.description
    case .associationReset(let event): event.description
    case .streamChange(let event): event.description
    case .unknown(let type, let bytes): "notification of type \(type), \(bytes.count.quantity(of: "byte"))"
    }
  }
}

extension SCTPAssociationID {
  /// Creates the identifier of the association that a notification concerns; nil if the type is unknown.
  init?(ofNotification bytes: RawSpan) {
    let number: sctp_assoc_t? =
      switch bytes.load(csctp_notification_header.self).map({ UInt32($0.sn_type) }) {
      case SCTP_ASSOC_CHANGE.rawValue: bytes.load(sctp_assoc_change.self)?.sac_assoc_id
      case SCTP_PEER_ADDR_CHANGE.rawValue: bytes.load(sctp_paddr_change.self)?.spc_assoc_id
      case SCTP_REMOTE_ERROR.rawValue: bytes.load(sctp_remote_error.self)?.sre_assoc_id
      case SCTP_SEND_FAILED.rawValue: bytes.load(sctp_send_failed.self)?.ssf_assoc_id
      case SCTP_SEND_FAILED_EVENT.rawValue: bytes.load(sctp_send_failed_event.self)?.ssf_assoc_id
      case SCTP_SHUTDOWN_EVENT.rawValue: bytes.load(sctp_shutdown_event.self)?.sse_assoc_id
      case SCTP_ADAPTATION_INDICATION.rawValue: bytes.load(sctp_adaptation_event.self)?.sai_assoc_id
      case SCTP_PARTIAL_DELIVERY_EVENT.rawValue: bytes.load(sctp_pdapi_event.self)?.pdapi_assoc_id
      case SCTP_AUTHENTICATION_EVENT.rawValue: bytes.load(sctp_authkey_event.self)?.auth_assoc_id
      case SCTP_SENDER_DRY_EVENT.rawValue: bytes.load(sctp_sender_dry_event.self)?.sender_dry_assoc_id
      case SCTP_STREAM_RESET_EVENT.rawValue: bytes.load(sctp_stream_reset_event.self)?.strreset_assoc_id
      case SCTP_ASSOC_RESET_EVENT.rawValue: bytes.load(sctp_assoc_reset_event.self)?.assocreset_assoc_id
      case SCTP_STREAM_CHANGE_EVENT.rawValue: bytes.load(sctp_stream_change_event.self)?.strchange_assoc_id
      default: nil
      }
    guard let number else { return nil }
    self.init(rawValue: number)
  }
}
#endif
