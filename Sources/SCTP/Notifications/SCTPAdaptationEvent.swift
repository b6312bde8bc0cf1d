#if os(Linux)
internal import CSCTP

/// A notification that the peer reported its adaptation layer indication.
///
/// The corresponding C type is `struct sctp_adaptation_event`. See RFC 6458, section 6.1.6.
public struct SCTPAdaptationEvent: Hashable, Sendable {
  /// The adaptation layer indication of the peer, in host byte order.
  public let indication: UInt32
  /// The association.
  public let association: SCTPAssociationID

  /// Creates an event, for example for a unit test.
  public init(indication: UInt32, association: SCTPAssociationID) {
    self.indication = indication
    self.association = association
  }

  init?(_ bytes: RawSpan) {
    guard let raw = bytes.load(sctp_adaptation_event.self) else { return nil }
    indication = raw.sai_adaptation_ind
    association = SCTPAssociationID(rawValue: raw.sai_assoc_id)
  }
}

extension SCTPAdaptationEvent: CustomStringConvertible {
  /// The association and the indication, such as `association 12: adaptation layer indication 7`.
  public var description: String { "association \(association): adaptation layer indication \(indication)" }
}
#endif
