#if os(Linux)
internal import CSCTP

// Options of the socket and IP levels that SCTP programs need.

extension SCTPSocketOption where Value == Bool {
  /// Whether a port can be bound whose last socket has just been closed.
  ///
  /// The corresponding C option is `SO_REUSEADDR`.
  public static var reuseAddress: Self {
    KernelOption<CInt>("SO_REUSEADDR", CSCTP.SO_REUSEADDR, level: SOL_SOCKET).toggle
  }

  /// Whether an IPv6 socket carries no IPv4 addresses; before binding only.
  ///
  /// The corresponding C option is `IPV6_V6ONLY`.
  public static var ipv6Only: Self { KernelOption<CInt>("IPV6_V6ONLY", CSCTP.IPV6_V6ONLY, level: ipv6Level).toggle }

  /// Whether addresses can be bound that the host does not have (yet).
  ///
  /// The corresponding C option is `IP_FREEBIND`.
  public static var freeBind: Self { KernelOption<CInt>("IP_FREEBIND", CSCTP.IP_FREEBIND, level: ipLevel).toggle }
}

extension SCTPSocketOption where Value == Int {
  /// The type of service of the socket's IPv4 packets, 0 to 255; a value beyond that throws EINVAL.
  ///
  /// The last two bits are those of congestion notification, which the kernel sets where associations use it, and which
  /// connected and accepted sockets never change.
  ///
  /// The corresponding C option is `IP_TOS`.
  public static var typeOfService: Self { octet(KernelOption("IP_TOS", CSCTP.IP_TOS, level: ipLevel)) }

  /// The traffic class of the socket's IPv6 packets, 0 to 255; a value beyond that throws EINVAL.
  ///
  /// The last two bits are as those of ``typeOfService``.
  ///
  /// The corresponding C option is `IPV6_TCLASS`.
  public static var trafficClass: Self { octet(KernelOption("IPV6_TCLASS", CSCTP.IPV6_TCLASS, level: ipv6Level)) }

  /// The time to live of the socket's IPv4 packets, in hops, 1 to 255.
  ///
  /// The corresponding C option is `IP_TTL`.
  public static var timeToLive: Self { octet(KernelOption("IP_TTL", CSCTP.IP_TTL, level: ipLevel)) }

  /// The hop limit of the socket's IPv6 packets, 0 to 255.
  ///
  /// The corresponding C option is `IPV6_UNICAST_HOPS`.
  public static var hopLimit: Self {
    octet(KernelOption("IPV6_UNICAST_HOPS", CSCTP.IPV6_UNICAST_HOPS, level: ipv6Level))
  }

  /// The priority of the socket's packets in this host's queues, 0 to 6; above that it needs a privilege.
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
  /// The mark of the socket's packets for routing and filtering; it needs a privilege.
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
  /// How long ``SCTPEndpoint/close()`` waits for unsent messages, in whole seconds; zero aborts, nil does not wait.
  ///
  /// Only connected and accepted sockets wait. Zero aborts the associations of sockets of every kind. A fraction of a
  /// second is rounded up. Setting a time below 0 s or above 65,535 s fails with EINVAL.
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
  /// The network interface that the socket's packets must use, by name; empty for any.
  ///
  /// It may need a privilege.
  ///
  /// A name of 16 bytes or more, or with a NUL in it, throws EINVAL.
  ///
  /// The corresponding C option is `SO_BINDTODEVICE`.
  public static var device: Self {
    Self(
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

extension SCTPReadOnlyOption where Value == Errno? {
  /// The pending error of the socket, which reading clears; nil if no error is pending.
  ///
  /// The corresponding C option is `SO_ERROR`.
  public static var pendingError: Self {
    KernelOption<CInt>("SO_ERROR", CSCTP.SO_ERROR, level: SOL_SOCKET).readOnly(request: 0) { code in
      code == 0 ? nil : Errno(rawValue: code)
    }
  }
}

// Swift imports the levels as another type.
private var ipLevel: CInt { CInt(IPPROTO_IP) }
private var ipv6Level: CInt { CInt(IPPROTO_IPV6) }
#endif
