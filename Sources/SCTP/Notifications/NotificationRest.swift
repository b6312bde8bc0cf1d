#if os(Linux)
internal import CSCTP

/// What the caller of `receive(into:)` has not taken yet of a notification.
///
/// It is kept here and not left to the kernel, since its association may be peeled off meanwhile and the kernel's bytes go
/// with it: what is left does not say whose it is.
struct NotificationRest {
  /// The association that the notification is about, if its type is known.
  let association: SCTPAssociationID?
  private let info: SCTPReceiveInfo
  private var bytes: ArraySlice<UInt8>

  init(of first: RawSpan, _ info: SCTPReceiveInfo, _ rest: [UInt8]) {
    let whole = [UInt8](first) + rest
    association = unsafe SCTPAssociationID(ofNotification: whole.span.bytes)
    self.info = info
    bytes = rest[...]
  }

  var isEmpty: Bool { bytes.isEmpty }

  /// Moves as many bytes as there is room for into `buffer`.
  mutating func take(into buffer: UnsafeMutableRawBufferPointer) -> (count: Int, info: SCTPReceiveInfo) {
    let part = bytes.prefix(buffer.count)
    bytes = bytes.dropFirst(part.count)
    unsafe buffer.copyBytes(from: part)
    var info = info
    info.isEndOfMessage = isEmpty
    return (part.count, info)
  }
}

extension SocketState {
  /// The next part of a notification that was taken in part; nil if there is none.
  mutating func takeNotificationRest(
    into buffer: UnsafeMutableRawBufferPointer
  ) -> (count: Int, info: SCTPReceiveInfo)? {
    guard let part = unsafe notificationRest?.take(into: buffer) else { return nil }
    if notificationRest?.isEmpty == true { notificationRest = nil }
    return part
  }
}

extension SCTPAssociationID {
  /// The association that a notification is about; nil if its type is unknown.
  fileprivate init?(ofNotification bytes: RawSpan) {
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
