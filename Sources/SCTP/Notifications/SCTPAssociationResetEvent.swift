#if os(Linux)
internal import CSCTP

/// A notification that the transmission sequence numbers (TSNs) and all streams of an association were reset.
///
/// The kernel also reports a request that was denied or failed.
///
/// The corresponding C type is `struct sctp_assoc_reset_event`. See RFC 6525, section 6.1.2.
public struct SCTPAssociationResetEvent: Hashable, Sendable {
  /// Whether the reset was denied or failed; empty if it succeeded.
  public let flags: Flags
  /// The association.
  public let association: SCTPAssociationID
  /// The value of the C field `assocreset_local_tsn`: on Linux, the next TSN of the peer.
  ///
  /// RFC 6525 specifies the next TSN of this side instead.
  public let localTransmissionSequenceNumber: UInt32
  /// The value of the C field `assocreset_remote_tsn`: on Linux, the next TSN of this side.
  ///
  /// RFC 6525 specifies the next TSN of the peer instead.
  public let remoteTransmissionSequenceNumber: UInt32

  /// The outcome of a reset.
  public struct Flags: OptionSet, Hashable, Sendable {
    /// The kernel's bits.
    public let rawValue: UInt16

    /// Creates a set from the kernel's bits.
    public init(rawValue: UInt16) { self.rawValue = rawValue }

    private init(_ constant: Int32) { self.init(rawValue: UInt16(constant)) }

    /// The peer denied the request.
    ///
    /// The corresponding C constant is `SCTP_ASSOC_RESET_DENIED`.
    public static var denied: Self { Self(CSCTP.SCTP_ASSOC_RESET_DENIED) }
    /// The reset failed.
    ///
    /// The corresponding C constant is `SCTP_ASSOC_RESET_FAILED`.
    public static var failed: Self { Self(CSCTP.SCTP_ASSOC_RESET_FAILED) }
  }

  /// Creates an event, for example for a unit test.
  public init(
    flags: Flags = [], association: SCTPAssociationID, localTransmissionSequenceNumber: UInt32 = 0,
    remoteTransmissionSequenceNumber: UInt32 = 0
  ) {
    self.flags = flags
    self.association = association
    self.localTransmissionSequenceNumber = localTransmissionSequenceNumber
    self.remoteTransmissionSequenceNumber = remoteTransmissionSequenceNumber
  }

  init?(_ bytes: RawSpan) {
    guard let raw = bytes.load(sctp_assoc_reset_event.self) else { return nil }
    flags = Flags(rawValue: raw.assocreset_flags)
    association = SCTPAssociationID(rawValue: raw.assocreset_assoc_id)
    localTransmissionSequenceNumber = raw.assocreset_local_tsn
    remoteTransmissionSequenceNumber = raw.assocreset_remote_tsn
  }
}

extension SCTPAssociationResetEvent: CustomStringConvertible {
  /// The association and the outcome, such as `association 12: association reset [denied]`.
  public var description: String {
    "association \(association): association reset\(flags.isEmpty ? "" : " \(flags)")"
  }
}

extension SCTPAssociationResetEvent.Flags: CustomStringConvertible {
  /// The names of the flags, such as `[denied]`.
  public var description: String { list(of: [.denied: "denied", .failed: "failed"]) }
}
#endif
