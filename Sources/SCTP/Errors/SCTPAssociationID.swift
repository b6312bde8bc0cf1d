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

  /// The future associations of the socket.
  ///
  /// The corresponding C constant is `SCTP_FUTURE_ASSOC`.
  public static var future: Self { Self(rawValue: CSCTP.SCTP_FUTURE_ASSOC) }

  /// The current associations of the socket.
  ///
  /// The corresponding C constant is `SCTP_CURRENT_ASSOC`.
  public static var current: Self { Self(rawValue: CSCTP.SCTP_CURRENT_ASSOC) }

  /// The current and future associations of the socket.
  ///
  /// The corresponding C constant is `SCTP_ALL_ASSOC`.
  public static var all: Self { Self(rawValue: CSCTP.SCTP_ALL_ASSOC) }

  /// Whether the identifier is a reserved value or negative, and therefore does not identify a single association.
  public var isReserved: Bool { rawValue <= CSCTP.SCTP_ALL_ASSOC }
}

extension SCTPAssociationID: Comparable {
  /// Returns whether the number of the first identifier is lower than that of the second.
  ///
  /// The kernel assigns increasing numbers until they wrap around.
  public static func < (lhs: Self, rhs: Self) -> Bool { lhs.rawValue < rhs.rawValue }
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
