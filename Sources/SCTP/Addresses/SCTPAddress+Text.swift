#if os(Linux)
internal import CSCTP

extension SCTPAddress {
  /// Creates an address from a numeric IPv4 or IPv6 address and a port.
  ///
  /// - Parameters:
  ///   - ip: An address such as `192.0.2.1`, `2001:db8::1` or `fe80::1%eth0`. The name or the index of an interface
  ///     follows the percent sign. An IPv4-mapped address, such as `::ffff:192.0.2.1`, becomes an IPv4 address.
  ///   - port: The port, in host byte order.
  /// - Throws: ``SCTPError`` with
  ///   - EINVAL and the reason ``SCTPError/Reason/notAnAddress`` if `ip` is not a numeric address;
  ///   - ENODEV if the host does not have the interface;
  ///   - EMFILE if no descriptor or open file is free to look up the name of an interface.
  ///
  /// The corresponding C function is `inet_pton(3)`.
  public init(_ ip: String, port: UInt16) throws(SCTPError) {
    let parts = ip.split(separator: "%", maxSplits: 1, omittingEmptySubsequences: false)
    var ipv4 = in_addr()
    var ipv6 = in6_addr()
    if parts.count == 1, !ip.utf8.contains(0), unsafe inet_pton(AF_INET, ip, &ipv4) == 1 {
      self.init(family: .ipv4, bits: UInt128(UInt32(bigEndian: ipv4.s_addr)), port: port)
    } else if !ip.utf8.contains(0), unsafe inet_pton(AF_INET6, String(parts[0]), &ipv6) == 1 {
      let scope = parts.count == 1 ? 0 : try Self.interfaceIndex(named: String(parts[1]))
      self.init(family: .ipv6, bits: UInt128(ipv6), port: port, scope: scope)
    } else {
      throw SCTPError(.invalidArgument, in: "inet_pton", because: .notAnAddress)
    }
  }

  /// Creates an address from a text in the form of ``description``, which contains an address and a port.
  ///
  /// - Parameter text: The text, such as `192.0.2.1:3868` or `[2001:db8::1]:3868`.
  /// - Throws: ``SCTPError`` with
  ///   - EINVAL and the reason ``SCTPError/Reason/notAnEndpoint`` if the text is not an address with a port;
  ///   - EINVAL and the reason ``SCTPError/Reason/notAnAddress`` if the address in the text is not numeric;
  ///   - ENODEV if the host does not have the interface;
  ///   - EMFILE if no descriptor or open file is free to look up the name of an interface.
  public init(parsing text: String) throws(SCTPError) {
    guard let colon = text.lastIndex(of: ":"),
      let port: UInt16 = Self.decimal(text[text.index(after: colon)...])
    else { throw SCTPError(.invalidArgument, in: "inet_pton", because: .notAnEndpoint) }
    let host = text[..<colon]
    if host.hasPrefix("["), host.hasSuffix("]") {
      try self.init(String(host.dropFirst().dropLast()), port: port)
    } else if !host.contains(":") {
      try self.init(String(host), port: port)
    } else {
      throw SCTPError(.invalidArgument, in: "inet_pton", because: .notAnEndpoint)
    }
  }

  /// Returns the number that consists of decimal digits only; the initializers of integers also accept a sign.
  private static func decimal<Number: FixedWidthInteger>(_ digits: some StringProtocol) -> Number? {
    digits.utf8.allSatisfy { UInt8(ascii: "0")...UInt8(ascii: "9") ~= $0 } ? Number(digits) : nil
  }

  private static func interfaceIndex(named name: String) throws(SCTPError) -> UInt32 {
    if let index: UInt32 = decimal(name) { return index }
    return UInt32(try check("if_nametoindex") { unsafe csctp_interface_index(name) })
  }

  /// The address without its port, such as `192.0.2.1` or `fe80::1%eth0`.
  ///
  /// The corresponding C function is `inet_ntop(3)`.
  public var host: String {
    switch family {
    case .ipv4:
      let address = in_addr(s_addr: UInt32(truncatingIfNeeded: bits).bigEndian)
      return unsafe Self.text(of: address, AF_INET)
    case .ipv6:
      let text = unsafe Self.text(of: in6_addr(bits), AF_INET6)
      return scope == 0 ? text : "\(text)%\(Self.interfaceName(scope))"
    }
  }

  @unsafe private static func text(of address: some Any, _ family: CInt) -> String {
    unsafe withUnsafeTemporaryAllocation(of: CChar.self, capacity: Int(INET6_ADDRSTRLEN)) { buffer in
      unsafe withUnsafePointer(to: address) {
        _ = unsafe inet_ntop(family, $0, buffer.baseAddress, socklen_t(buffer.count))
      }
      return unsafe buffer.baseAddress.map { unsafe String(cString: $0) } ?? ""
    }
  }

  private static func interfaceName(_ index: UInt32) -> String {
    unsafe withUnsafeTemporaryAllocation(of: CChar.self, capacity: Int(IF_NAMESIZE)) { buffer in
      guard let base = buffer.baseAddress, let name = unsafe if_indextoname(index, base) else { return "\(index)" }
      return unsafe String(cString: name)
    }
  }
}

extension UInt128 {
  /// Creates the number of an IPv6 address, in host byte order.
  init(_ address: in6_addr) {
    self = UInt128(bigEndian: unsafe unsafeBitCast(address, to: UInt128.self))
  }
}

extension in6_addr {
  /// Creates the IPv6 address of a number in host byte order.
  init(_ bits: UInt128) {
    self = unsafe unsafeBitCast(bits.bigEndian, to: in6_addr.self)
  }
}
#endif
