#if os(Linux)
internal import CSCTP

/// A notification that the peer has started to shut the association down, and sends no more messages.
///
/// The corresponding C type is `struct sctp_shutdown_event`. See RFC 6458, section 6.1.5.
public struct SCTPShutdownEvent: Hashable, Sendable {
  /// The association.
  public let association: SCTPAssociationID

  /// Creates an event, for example for a unit test.
  public init(association: SCTPAssociationID) { self.association = association }

  init?(_ bytes: RawSpan) {
    guard let raw = bytes.load(sctp_shutdown_event.self) else { return nil }
    association = SCTPAssociationID(rawValue: raw.sse_assoc_id)
  }
}

extension SCTPShutdownEvent: CustomStringConvertible {
  /// The association and the event, such as `association 12: shutdown by the peer`.
  public var description: String { "association \(association): shutdown by the peer" }
}
#endif
