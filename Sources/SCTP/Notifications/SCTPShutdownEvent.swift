#if os(Linux)
internal import CSCTP

/// The peer ends the association: it will send no more.
///
/// The corresponding C type is `struct sctp_shutdown_event`. See RFC 6458, section 6.1.5.
public struct SCTPShutdownEvent: Hashable, Sendable {
  /// The association.
  public let association: SCTPAssociationID

  init?(_ bytes: RawSpan) {
    guard let raw = bytes.load(sctp_shutdown_event.self) else { return nil }
    association = SCTPAssociationID(rawValue: raw.sse_assoc_id)
  }
}
#endif
