#if os(Linux)
internal import CSCTP

/// An association came up, ended or restarted.
///
/// The corresponding C type is `struct sctp_assoc_change`. See RFC 6458, section 6.1.1.
public struct SCTPAssociationChange: Hashable, Sendable {
  /// What happened to the association.
  public let state: State
  /// Why the association was lost or not set up, as an error cause code of RFC 9260, section 3.3.10, in host order;
  /// 0 if the peer gave none.
  public let errorCause: UInt16
  /// How many outbound streams the association has.
  public let outboundStreams: UInt16
  /// How many inbound streams the association has.
  public let inboundStreams: UInt16
  /// The association.
  public let association: SCTPAssociationID
  /// What the kernel adds: of a lost association the error causes of the ABORT chunk that the peer sent, else mostly
  /// nothing.
  ///
  /// A cause is its code, its length (both of 2 bytes, in network order) and what follows, such as the reason that an
  /// abort was given. See RFC 9260, section 3.3.10.
  public let information: [UInt8]

  /// What happened to an association.
  ///
  /// The corresponding C type is `enum sctp_sac_state`.
  public struct State: RawRepresentable, Hashable, Sendable {
    /// The kernel's number.
    public let rawValue: UInt16

    /// Makes a state of the kernel's number.
    public init(rawValue: UInt16) { self.rawValue = rawValue }

    private init(_ state: sctp_sac_state) { self.init(rawValue: UInt16(state.rawValue)) }

    /// The association is up. The corresponding C constant is `SCTP_COMM_UP`.
    public static var communicationUp: Self { Self(SCTP_COMM_UP) }
    /// The association was aborted, or its peer no longer answers. The corresponding C constant is `SCTP_COMM_LOST`.
    public static var communicationLost: Self { Self(SCTP_COMM_LOST) }
    /// The peer began the association anew. The corresponding C constant is `SCTP_RESTART`.
    public static var restart: Self { Self(SCTP_RESTART) }
    /// The association ended gracefully. The corresponding C constant is `SCTP_SHUTDOWN_COMP`.
    public static var shutdownComplete: Self { Self(SCTP_SHUTDOWN_COMP) }
    /// The association could not be set up. The corresponding C constant is `SCTP_CANT_STR_ASSOC`.
    public static var cannotStart: Self { Self(SCTP_CANT_STR_ASSOC) }
  }

  init?(_ bytes: RawSpan) {
    guard let raw = bytes.load(sctp_assoc_change.self) else { return nil }
    state = State(rawValue: raw.sac_state)
    errorCause = UInt16(bigEndian: raw.sac_error)
    outboundStreams = raw.sac_outbound_streams
    inboundStreams = raw.sac_inbound_streams
    association = SCTPAssociationID(rawValue: raw.sac_assoc_id)
    information = bytes.bytes(after: sctp_assoc_change.self)
  }
}
#endif
