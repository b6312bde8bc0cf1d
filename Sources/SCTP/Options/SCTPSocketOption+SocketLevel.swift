#if os(Linux)
internal import CSCTP

// Options of the socket and IP levels.

extension SCTPSocketOption where Value == Bool {
  /// Whether the socket can bind a port while earlier associations with that port still exist.
  ///
  /// The corresponding C option is `SO_REUSEADDR`.
  public static var reuseAddress: Self {
    KernelOption<CInt>("SO_REUSEADDR", CSCTP.SO_REUSEADDR, level: SOL_SOCKET).toggle
  }

  /// Whether an IPv6 socket rejects IPv4 addresses.
  ///
  /// Set the option before binding. After binding, setting it fails with EINVAL. On an IPv4 socket, reading the option
  /// fails with EOPNOTSUPP, and setting it fails with ENOPROTOOPT.
  ///
  /// The corresponding C option is `IPV6_V6ONLY`.
  public static var ipv6Only: Self { KernelOption<CInt>("IPV6_V6ONLY", CSCTP.IPV6_V6ONLY, level: ipv6Level).toggle }

  /// Whether the socket can bind addresses that the host does not have.
  ///
  /// The corresponding C option is `IP_FREEBIND`.
  public static var freeBind: Self { KernelOption<CInt>("IP_FREEBIND", CSCTP.IP_FREEBIND, level: ipLevel).toggle }
}

extension SCTPSocketOption where Value == Int {
  /// The type of service of the socket's IPv4 packets, 0 to 255; another value fails with EINVAL.
  ///
  /// The last two bits belong to explicit congestion notification. The kernel sets them if associations use it, and
  /// setting the option on a connected or accepted socket does not change them.
  ///
  /// The corresponding C option is `IP_TOS`.
  public static var typeOfService: Self { octet(KernelOption("IP_TOS", CSCTP.IP_TOS, level: ipLevel)) }

  /// The traffic class of the socket's IPv6 packets, 0 to 255; another value fails with EINVAL.
  ///
  /// See ``typeOfService`` for the last two bits.
  ///
  /// The corresponding C option is `IPV6_TCLASS`.
  public static var trafficClass: Self { octet(KernelOption("IPV6_TCLASS", CSCTP.IPV6_TCLASS, level: ipv6Level)) }

  /// The time to live of the socket's IPv4 packets, 1 to 255 hops; another value fails with EINVAL.
  ///
  /// The corresponding C option is `IP_TTL`.
  public static var timeToLive: Self { octet(KernelOption("IP_TTL", CSCTP.IP_TTL, level: ipLevel)) }

  /// The hop limit of the socket's IPv6 packets, 0 to 255; another value fails with EINVAL.
  ///
  /// The corresponding C option is `IPV6_UNICAST_HOPS`.
  public static var hopLimit: Self {
    octet(KernelOption("IPV6_UNICAST_HOPS", CSCTP.IPV6_UNICAST_HOPS, level: ipv6Level))
  }

  /// The priority of the socket's packets in the queues of this host, 0 to 6.
  ///
  /// Without the capability CAP_NET_ADMIN, setting another value fails with EPERM.
  ///
  /// The corresponding C option is `SO_PRIORITY`.
  public static var priority: Self { KernelOption<CInt>("SO_PRIORITY", CSCTP.SO_PRIORITY, level: SOL_SOCKET).integer }

  private static func octet(_ option: KernelOption<CInt>) -> Self {
    option.option(request: 0) {
      Int($0)
    } _: { number throws(SCTPError) in
      CInt(try option.field(number) as UInt8)
    }
  }
}

extension SCTPSocketOption where Value == UInt32 {
  /// The mark of the socket's packets for routing and filtering.
  ///
  /// Without the capability CAP_NET_ADMIN, setting the option fails with EPERM.
  ///
  /// The corresponding C option is `SO_MARK`.
  public static var mark: Self {
    KernelOption<UInt32>("SO_MARK", CSCTP.SO_MARK, level: SOL_SOCKET).option(request: 0) {
      $0
    } _: {
      $0
    }
  }
}

extension SCTPSocketOption where Value == Duration? {
  /// The time that ``SCTPEndpoint/close()`` waits for unsent messages, in whole seconds; nil does not wait.
  ///
  /// Only connected and accepted sockets wait. On every socket, zero aborts the associations. A fraction of a second is
  /// rounded up. Setting a time below 0 s or above 65,535 s fails with EINVAL.
  ///
  /// The corresponding C option is `SO_LINGER`. See RFC 6458, section 8.1.4.
  public static var linger: Self {
    let option = KernelOption<CSCTP.linger>("SO_LINGER", CSCTP.SO_LINGER, level: SOL_SOCKET)
    return option.option(request: CSCTP.linger()) {
      $0.l_onoff != 0 ? .seconds($0.l_linger) : nil
    } _: {
      time throws(SCTPError) in
      guard let time else { return CSCTP.linger(l_onoff: 0, l_linger: 0) }
      let seconds: UInt16 = try option.field(time.wholeSeconds)
      return CSCTP.linger(l_onoff: 1, l_linger: CInt(seconds))
    }
  }
}

extension SCTPSocketOption where Value == String {
  /// The name of the network interface that the socket's packets must use; empty for any.
  ///
  /// Setting the option fails with:
  ///
  /// - EINVAL for a name of 16 bytes or more, or a name that contains a NUL.
  /// - ENODEV if the host has no such interface.
  /// - EPERM if the process changes a name without the capability CAP_NET_RAW.
  ///
  /// The corresponding C option is `SO_BINDTODEVICE`.
  public static var device: Self {
    Self(
      name: "SO_BINDTODEVICE",
      read: { descriptor throws(SCTPError) in
        var bytes = [UInt8](repeating: 0, count: Int(IFNAMSIZ))
        var length = socklen_t(bytes.count)
        try check("getsockopt(SO_BINDTODEVICE)") {
          unsafe csctp_getsockopt(descriptor, SOL_SOCKET, CSCTP.SO_BINDTODEVICE, &bytes, &length)
        }
        return String(decoding: bytes.prefix(Int(length)).prefix { $0 != 0 }, as: UTF8.self)
      },
      write: { descriptor, name throws(SCTPError) in
        let bytes = Array(name.utf8)
        guard bytes.count < Int(IFNAMSIZ), !bytes.contains(0) else {
          throw SCTPError(.invalidArgument, in: "setsockopt(SO_BINDTODEVICE)", because: .outOfRange)
        }
        try check("setsockopt(SO_BINDTODEVICE)") {
          unsafe csctp_setsockopt(
            descriptor, SOL_SOCKET, CSCTP.SO_BINDTODEVICE, bytes + [0], socklen_t(bytes.count + 1))
        }
      })
  }
}

// Swift imports the levels as another type.
private var ipLevel: CInt { CInt(IPPROTO_IP) }
private var ipv6Level: CInt { CInt(IPPROTO_IPV6) }
#endif
