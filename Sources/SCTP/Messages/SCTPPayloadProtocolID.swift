#if os(Linux)
/// The payload protocol identifier of a message, in host order.
///
/// It travels unchanged and in network order; SCTP itself does nothing with it.
/// IANA keeps the registry. See RFC 9260, section 3.3.1.
public struct SCTPPayloadProtocolID: RawRepresentable, Hashable, Sendable, ExpressibleByIntegerLiteral {
  /// The number, in host order.
  public let rawValue: UInt32

  /// Makes an identifier of its number, in host order.
  public init(rawValue: UInt32) { self.rawValue = rawValue }

  /// Makes an identifier of its number, in host order.
  public init(integerLiteral value: UInt32) { self.init(rawValue: value) }

  /// No protocol was named: 0.
  public static let unspecified: Self = 0
}

extension SCTPPayloadProtocolID: CustomStringConvertible {
  /// The number, in decimal.
  public var description: String { "\(rawValue)" }
}
#endif
