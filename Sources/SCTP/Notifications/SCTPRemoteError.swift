#if os(Linux)
internal import CSCTP

/// The peer reported an error, in an ERROR chunk.
///
/// The corresponding C type is `struct sctp_remote_error`. See RFC 6458, section 6.1.3.
public struct SCTPRemoteError: Hashable, Sendable {
  /// What went wrong.
  public let cause: SCTPErrorCause
  /// The association.
  public let association: SCTPAssociationID
  /// The information of the error, as sent by the peer.
  public let information: [UInt8]

  init?(_ bytes: RawSpan) {
    guard let raw = bytes.load(sctp_remote_error.self) else { return nil }
    cause = SCTPErrorCause(rawValue: UInt16(bigEndian: raw.sre_error))
    association = SCTPAssociationID(rawValue: raw.sre_assoc_id)
    information = bytes.bytes(after: sctp_remote_error.self)
  }
}
#endif
