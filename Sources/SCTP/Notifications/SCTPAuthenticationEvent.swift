#if os(Linux)
internal import CSCTP

/// A notification that an authentication key changed, or that the peer does not support authentication.
///
/// The corresponding C type is `struct sctp_authkey_event`. See RFC 6458, section 6.1.8.
public struct SCTPAuthenticationEvent: Hashable, Sendable {
  /// The change.
  public let indication: Indication
  /// The number of the key.
  public let keyNumber: UInt16
  /// The number of the second key if one key replaces another; otherwise 0.
  public let alternateKeyNumber: UInt16
  /// The association.
  public let association: SCTPAssociationID

  /// A change of the authentication of an association.
  ///
  /// See RFC 6458, section 6.1.8.
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
    /// A key is no longer in use.
    ///
    /// The corresponding C constant is `SCTP_AUTH_FREE_KEY`.
    public static var freeKey: Self { Self(CSCTP.SCTP_AUTH_FREE_KEY) }
    /// The peer does not support authentication.
    ///
    /// The corresponding C constant is `SCTP_AUTH_NO_AUTH`.
    public static var noAuthentication: Self { Self(CSCTP.SCTP_AUTH_NO_AUTH) }
  }

  /// Creates an event, for example for a unit test.
  public init(
    indication: Indication, keyNumber: UInt16 = 0, alternateKeyNumber: UInt16 = 0, association: SCTPAssociationID
  ) {
    self.indication = indication
    self.keyNumber = keyNumber
    self.alternateKeyNumber = alternateKeyNumber
    self.association = association
  }

  init?(_ bytes: RawSpan) {
    guard let raw = bytes.load(sctp_authkey_event.self) else { return nil }
    indication = Indication(rawValue: raw.auth_indication)
    keyNumber = raw.auth_keynumber
    alternateKeyNumber = raw.auth_altkeynumber
    association = SCTPAssociationID(rawValue: raw.auth_assoc_id)
  }
}

extension SCTPAuthenticationEvent: CustomStringConvertible {
  /// The association and the change, such as `association 12: new key, number 2`.
  public var description: String {
    let text = "association \(association): \(indication)"
    return indication == .noAuthentication ? text : "\(text), number \(keyNumber)"
  }
}

extension SCTPAuthenticationEvent.Indication: CustomStringConvertible {
  /// The name of the change, such as `new key`.
  public var description: String {
    name(in: [.newKey: "new key", .freeKey: "free key", .noAuthentication: "no authentication"])
  }
}
#endif
