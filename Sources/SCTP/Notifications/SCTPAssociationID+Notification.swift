#if os(Linux)
internal import CSCTP

extension SCTPAssociationID {
  /// The association that a notification is about; nil if its type is unknown.
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
