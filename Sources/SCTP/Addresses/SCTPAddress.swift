#if os(Linux)
internal import CSCTP

/// A transport address: an IPv4 or IPv6 address and a port.
///
/// The corresponding C types are `struct sockaddr_in` and `struct sockaddr_in6`.
public struct SCTPAddress: Hashable, Sendable {
  /// The address family.
  public let family: SCTPAddressFamily

  // Two numbers instead of a UInt128: debug builds by Swift 6.3 crash if the closure of a task captures a UInt128.
  private let highBits: UInt64
  private let lowBits: UInt64

  /// The address as a number in host order; an IPv4 address in the low 32 bits.
  var bits: UInt128 { UInt128(highBits) << 64 | UInt128(lowBits) }

  /// The port, in host order; 0 lets the kernel choose when binding.
  public var port: UInt16

  /// The interface that an IPv6 link-local address is meant for, as an interface index; 0 for none.
  ///
  /// The corresponding C field is `sin6_scope_id`.
  public let scope: UInt32

  init(family: SCTPAddressFamily, bits: UInt128, port: UInt16, scope: UInt32 = 0) {
    self.family = family
    highBits = UInt64(truncatingIfNeeded: bits >> 64)
    lowBits = UInt64(truncatingIfNeeded: bits)
    self.port = port
    self.scope = scope
  }

  /// The loopback address of a family: 127.0.0.1 or ::1.
  public static func loopback(_ family: SCTPAddressFamily = .ipv4, port: UInt16) -> SCTPAddress {
    switch family {
    case .ipv4: SCTPAddress(family: .ipv4, bits: 0x7F00_0001, port: port)
    case .ipv6: SCTPAddress(family: .ipv6, bits: 1, port: port)
    }
  }

  /// The wildcard address of a family, which stands for all of a host's addresses: 0.0.0.0 or ::.
  ///
  /// The corresponding C constants are `INADDR_ANY` and `in6addr_any`.
  public static func any(_ family: SCTPAddressFamily = .ipv4, port: UInt16) -> SCTPAddress {
    SCTPAddress(family: family, bits: 0, port: port)
  }
}

extension SCTPAddress: CustomStringConvertible {
  /// The address and the port, as `192.0.2.1:3868` or `[2001:db8::1%eth0]:3868`.
  public var description: String {
    switch family {
    case .ipv4: "\(host):\(port)"
    case .ipv6: "[\(host)]:\(port)"
    }
  }
}

/// The address family of a socket or an address.
///
/// An IPv6 socket carries IPv4 addresses too, unless `IPV6_V6ONLY` is set.
public enum SCTPAddressFamily: Hashable, Sendable, CaseIterable {
  /// The corresponding C constant is `AF_INET`.
  case ipv4
  /// The corresponding C constant is `AF_INET6`.
  case ipv6

  var rawValue: CInt {
    switch self {
    case .ipv4: AF_INET
    case .ipv6: AF_INET6
    }
  }
}
#endif
