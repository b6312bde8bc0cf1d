#if os(Linux)
internal import CSCTP

/// An authentication key came into use or went out of it, or the peer does not authenticate.
///
/// The corresponding C type is `struct sctp_authkey_event`. See RFC 6458, section 6.1.8.
public struct SCTPAuthenticationEvent: Hashable, Sendable {
  /// What happened.
  public let indication: Indication
  /// The key's number.
  public let keyNumber: UInt16
  /// Another key's number, where one is replaced.
  public let alternateKeyNumber: UInt16
  /// The association.
  public let association: SCTPAssociationID

  /// What happened to a key.
  public struct Indication: RawRepresentable, Hashable, Sendable {
    /// The kernel's number.
    public let rawValue: UInt32

    /// Creates an indication from the kernel's number.
    public init(rawValue: UInt32) { self.rawValue = rawValue }

    private init(_ constant: Int) { self.init(rawValue: UInt32(constant)) }

    /// A new key is active.
    ///
    /// The corresponding C constant is `SCTP_AUTH_NEW_KEY`.
    public static var newKey: Self { Self(CSCTP.SCTP_AUTH_NEW_KEY) }
    /// A key is no longer used.
    ///
    /// The corresponding C constant is `SCTP_AUTH_FREE_KEY`.
    public static var freeKey: Self { Self(CSCTP.SCTP_AUTH_FREE_KEY) }
    /// The peer does not authenticate.
    ///
    /// The corresponding C constant is `SCTP_AUTH_NO_AUTH`.
    public static var noAuthentication: Self { Self(CSCTP.SCTP_AUTH_NO_AUTH) }
  }

  init?(_ bytes: RawSpan) {
    guard let raw = bytes.load(sctp_authkey_event.self) else { return nil }
    indication = Indication(rawValue: raw.auth_indication)
    keyNumber = raw.auth_keynumber
    alternateKeyNumber = raw.auth_altkeynumber
    association = SCTPAssociationID(rawValue: raw.auth_assoc_id)
  }
}
#endif
