#if os(Linux)
internal import CSCTP

/// The transmission sequence numbers of an association and all its streams were reset, or were to be.
///
/// The corresponding C type is `struct sctp_assoc_reset_event`. See RFC 6525, section 6.1.2.
public struct SCTPAssociationResetEvent: Hashable, Sendable {
  /// Whether the reset was refused or failed; empty if it was done.
  public let flags: Flags
  /// The association.
  public let association: SCTPAssociationID
  /// The field `assocreset_local_tsn`: on Linux, the next number of the peer.
  ///
  /// RFC 6525 specifies the next number of this side.
  public let localTransmissionSequenceNumber: UInt32
  /// The field `assocreset_remote_tsn`: on Linux, the next number of this side.
  ///
  /// RFC 6525 specifies the next number of the peer.
  public let remoteTransmissionSequenceNumber: UInt32

  /// The outcome of a reset.
  public struct Flags: OptionSet, Hashable, Sendable {
    /// The kernel's bits.
    public let rawValue: UInt16

    /// Creates a set from the kernel's bits.
    public init(rawValue: UInt16) { self.rawValue = rawValue }

    private init(_ constant: Int32) { self.init(rawValue: UInt16(constant)) }

    /// The peer refused.
    ///
    /// The corresponding C constant is `SCTP_ASSOC_RESET_DENIED`.
    public static var denied: Self { Self(CSCTP.SCTP_ASSOC_RESET_DENIED) }
    /// The reset failed.
    ///
    /// The corresponding C constant is `SCTP_ASSOC_RESET_FAILED`.
    public static var failed: Self { Self(CSCTP.SCTP_ASSOC_RESET_FAILED) }
  }

  init?(_ bytes: RawSpan) {
    guard let raw = bytes.load(sctp_assoc_reset_event.self) else { return nil }
    flags = Flags(rawValue: raw.assocreset_flags)
    association = SCTPAssociationID(rawValue: raw.assocreset_assoc_id)
    localTransmissionSequenceNumber = raw.assocreset_local_tsn
    remoteTransmissionSequenceNumber = raw.assocreset_remote_tsn
  }
}
#endif
