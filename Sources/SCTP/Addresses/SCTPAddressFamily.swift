#if os(Linux)
internal import CSCTP

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
