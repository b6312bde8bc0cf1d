#if os(Linux)
internal import CSCTP

/// A notification that the peer reported an error in an ERROR chunk.
///
/// The corresponding C type is `struct sctp_remote_error`. See RFC 6458, section 6.1.3.
public struct SCTPRemoteError: Hashable, Sendable {
  /// The cause of the error.
  public let cause: SCTPErrorCause
  /// The association.
  public let association: SCTPAssociationID
  /// The information of the error, as sent by the peer.
  public let information: [UInt8]

  /// Creates an event, for example for a unit test.
  public init(cause: SCTPErrorCause, association: SCTPAssociationID, information: [UInt8] = []) {
    self.cause = cause
    self.association = association
    self.information = information
  }

  init?(_ bytes: RawSpan) {
    guard let raw = bytes.load(sctp_remote_error.self) else { return nil }
    cause = SCTPErrorCause(rawValue: UInt16(bigEndian: raw.sre_error))
    association = SCTPAssociationID(rawValue: raw.sre_assoc_id)
    information = bytes.bytes(after: sctp_remote_error.self)
  }
}

extension SCTPRemoteError: CustomStringConvertible {
  /// The association and the cause, such as `association 12: remote error, protocol violation`.
  public var description: String { "association \(association): remote error, \(cause)" }
}
#endif
