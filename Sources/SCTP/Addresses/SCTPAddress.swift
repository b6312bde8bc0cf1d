#if os(Linux)
internal import CSCTP

/// A transport address: an IPv4 or IPv6 address and a port.
///
/// The library converts an IPv4-mapped IPv6 address, such as `::ffff:192.0.2.1`, to its IPv4 form, `192.0.2.1`, when it
/// parses, resolves or receives the address. Both forms therefore compare equal, and the address of an IPv4 peer is the
/// same on IPv4 and IPv6 sockets. An IPv6 socket accepts IPv4 addresses for binding, connecting and sending, unless
/// ``SCTPSocketOption/ipv6Only`` is on.
///
/// The encoded form is the text of the address, such as `"192.0.2.1:3868"`.
///
/// The corresponding C types are `struct sockaddr_in` and `struct sockaddr_in6`.
public struct SCTPAddress: Hashable, Sendable {
  /// The address family, which is IPv4 for an IPv4-mapped IPv6 address.
  public let family: SCTPAddressFamily

  // Two numbers instead of a UInt128: debug builds by Swift 6.3 crash if the closure of a task captures a UInt128.
  private let highBits: UInt64
  private let lowBits: UInt64

  /// The address as a number in host byte order; an IPv4 address in the low 32 bits.
  var bits: UInt128 { UInt128(highBits) << 64 | UInt128(lowBits) }

  /// The port, in host byte order; port 0 binds a free port.
  public var port: UInt16

  /// The index of the interface to which an IPv6 link-local address belongs; 0 if the address has no scope.
  ///
  /// The corresponding C field is `sin6_scope_id`.
  public let scope: UInt32

  /// Creates an address; an IPv4-mapped IPv6 address becomes its IPv4 form.
  init(family: SCTPAddressFamily, bits: UInt128, port: UInt16, scope: UInt32 = 0) {
    let isMapped = family == .ipv6 && bits >> 32 == 0xFFFF
    self.family = isMapped ? .ipv4 : family
    highBits = UInt64(truncatingIfNeeded: bits >> 64)
    lowBits = isMapped ? UInt64(UInt32(truncatingIfNeeded: bits)) : UInt64(truncatingIfNeeded: bits)
    self.port = port
    self.scope = isMapped ? 0 : scope
  }

  /// Returns the loopback address of a family: 127.0.0.1 or ::1.
  public static func loopback(_ family: SCTPAddressFamily = .ipv4, port: UInt16) -> SCTPAddress {
    switch family {
    case .ipv4: SCTPAddress(family: .ipv4, bits: 0x7F00_0001, port: port)
    case .ipv6: SCTPAddress(family: .ipv6, bits: 1, port: port)
    }
  }

  /// Returns the wildcard address of a family, which stands for all addresses of the host: 0.0.0.0 or ::.
  ///
  /// The corresponding C constants are `INADDR_ANY` and `in6addr_any`.
  public static func any(_ family: SCTPAddressFamily = .ipv4, port: UInt16) -> SCTPAddress {
    SCTPAddress(family: family, bits: 0, port: port)
  }
}

extension SCTPAddress: CustomStringConvertible {
  /// The address and the port, such as `192.0.2.1:3868` or `[fe80::1%eth0]:3868`.
  public var description: String {
    switch family {
    case .ipv4: "\(host):\(port)"
    case .ipv6: "[\(host)]:\(port)"
    }
  }
}

extension SCTPAddress: Codable {
  /// Decodes an address from its text, such as `192.0.2.1:3868` or `[2001:db8::1]:3868`.
  ///
  /// - Throws: `DecodingError.dataCorrupted`, with the text of the ``SCTPError`` that ``init(parsing:)`` throws.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    let text = try container.decode(String.self)
    do throws(SCTPError) {
      try self.init(parsing: text)
    } catch {
      let explanation = "\(text): \(error.reason.map { "\($0)" } ?? "\(error)")"
      throw DecodingError.dataCorrupted(
        .init(codingPath: decoder.codingPath, debugDescription: explanation, underlyingError: error))
    }
  }

  /// Encodes the address as its ``description``.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(description)
  }
}

/// The address family of a socket or an address.
///
/// An IPv6 socket also uses IPv4 addresses, unless ``SCTPSocketOption/ipv6Only`` is on. The enumeration will not gain
/// cases, because SCTP uses no other address family.
public enum SCTPAddressFamily: Hashable, Sendable, CaseIterable {
  /// The family of IPv4 addresses.
  ///
  /// The corresponding C constant is `AF_INET`.
  case ipv4
  /// The family of IPv6 addresses.
  ///
  /// The corresponding C constant is `AF_INET6`.
  case ipv6

  var rawValue: CInt {
    switch self {
    case .ipv4: AF_INET
    case .ipv6: AF_INET6
    }
  }
}

extension SCTPAddressFamily: CustomStringConvertible {
  /// The name of the family, `IPv4` or `IPv6`.
  public var description: String {
    switch self {
    case .ipv4: "IPv4"
    case .ipv6: "IPv6"
    }
  }
}
#endif
