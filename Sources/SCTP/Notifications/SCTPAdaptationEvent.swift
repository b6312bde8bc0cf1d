#if os(Linux)
internal import CSCTP

/// The peer reported its adaptation layer indication.
///
/// The corresponding C type is `struct sctp_adaptation_event`. See RFC 6458, section 6.1.6.
public struct SCTPAdaptationEvent: Hashable, Sendable {
  /// The number that the peer set as its adaptation layer indication.
  public let indication: UInt32
  /// The association.
  public let association: SCTPAssociationID

  init?(_ bytes: RawSpan) {
    guard let raw = bytes.load(sctp_adaptation_event.self) else { return nil }
    indication = raw.sai_adaptation_ind
    association = SCTPAssociationID(rawValue: raw.sai_assoc_id)
  }
}
#endif
