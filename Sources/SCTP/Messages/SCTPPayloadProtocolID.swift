#if os(Linux)
/// The payload protocol identifier of a message, in host byte order.
///
/// SCTP transmits the identifier in network byte order, and does not interpret it. IANA maintains the registry of
/// identifiers.
///
/// The corresponding C fields are `snd_ppid` and `rcv_ppid`. See RFC 9260, section 3.3.1.
public struct SCTPPayloadProtocolID: RawRepresentable, Hashable, Sendable, ExpressibleByIntegerLiteral {
  /// The number, in host byte order.
  public let rawValue: UInt32

  /// Creates an identifier from its number, in host byte order.
  public init(rawValue: UInt32) { self.rawValue = rawValue }

  /// Creates an identifier from its number, in host byte order.
  public init(integerLiteral value: UInt32) { self.init(rawValue: value) }
}

extension SCTPPayloadProtocolID: CustomStringConvertible {
  /// The name and the number, such as `NGAP (60)`; only the number if it is not registered, such as `4711`.
  public var description: String { name.map { "\($0) (\(rawValue))" } ?? "\(rawValue)" }

  /// The identifier in the description of a message; nil if it is unspecified.
  var phrase: String? {
    if self == .unspecified { return nil }
    return name == nil ? "payload protocol \(rawValue)" : description
  }

  private var name: String? { Self.names.first { $0.key == self }?.value }
}

/// The encoded form is the number.
extension SCTPPayloadProtocolID: Codable {
  /// Decodes an identifier from its number.
  ///
  /// - Throws: `DecodingError` if the value is not a whole number of at most 32 bits.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    guard let number = try? container.decode(UInt32.self) else {
      throw DecodingError.dataCorruptedError(
        in: container,
        debugDescription: "a payload protocol identifier must be a whole number from 0 to \(UInt32.max)")
    }
    self.init(rawValue: number)
  }
}
#endif
