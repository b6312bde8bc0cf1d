#if os(Linux)
internal import CSCTP

/// The identifier of an association, which the kernel assigns.
///
/// An association keeps its identifier when it is peeled off.
/// The corresponding C type is `sctp_assoc_t`. See RFC 6458, section 3.1.
public struct SCTPAssociationID: RawRepresentable, Hashable, Sendable {
  /// The kernel's number.
  public let rawValue: Int32

  /// Creates an identifier from the kernel's number.
  public init(rawValue: Int32) {
    self.rawValue = rawValue
  }

  /// The associations that the socket will have.
  ///
  /// The corresponding C constant is `SCTP_FUTURE_ASSOC`.
  public static var future: Self { Self(rawValue: CSCTP.SCTP_FUTURE_ASSOC) }

  /// The associations that the socket has now.
  ///
  /// The corresponding C constant is `SCTP_CURRENT_ASSOC`.
  public static var current: Self { Self(rawValue: CSCTP.SCTP_CURRENT_ASSOC) }

  /// The associations that the socket has now or will have.
  ///
  /// The corresponding C constant is `SCTP_ALL_ASSOC`.
  public static var all: Self { Self(rawValue: CSCTP.SCTP_ALL_ASSOC) }

  /// Whether the identifier is a reserved value, or negative, and so names no one association.
  public var isReserved: Bool { rawValue <= CSCTP.SCTP_ALL_ASSOC }
}

extension SCTPAssociationID: CustomStringConvertible {
  /// The number, or the name of a reserved value.
  public var description: String {
    switch self {
    case .future: "future"
    case .current: "current"
    case .all: "all"
    default: "\(rawValue)"
    }
  }
}
#endif
