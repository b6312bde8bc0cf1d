#if os(Linux)
internal import CSCTP

// The C forms of an address: a `sockaddr_in6`, whose storage may contain a `sockaddr_in`, and packed lists.

extension SCTPAddress {
  /// The C form of the address, and its length.
  var socketAddress: (storage: sockaddr_in6, length: socklen_t) {
    switch family {
    case .ipv4:
      var storage = sockaddr_in6()
      let address = in_addr(s_addr: UInt32(truncatingIfNeeded: bits).bigEndian)
      unsafe withUnsafeMutableBytes(of: &storage) {
        unsafe $0.storeBytes(
          of: sockaddr_in(
            sin_family: sa_family_t(AF_INET), sin_port: port.bigEndian, sin_addr: address,
            sin_zero: (0, 0, 0, 0, 0, 0, 0, 0)),
          as: sockaddr_in.self)
      }
      return (storage, socklen_t(MemoryLayout<sockaddr_in>.size))
    case .ipv6:
      let storage = sockaddr_in6(
        sin6_family: sa_family_t(AF_INET6), sin6_port: port.bigEndian, sin6_flowinfo: 0,
        sin6_addr: in6_addr(bits), sin6_scope_id: scope)
      return (storage, socklen_t(MemoryLayout<sockaddr_in6>.size))
    }
  }

  /// Creates an address from the C address at the start of `bytes`; nil if there is no valid address.
  init?(_ bytes: RawSpan) {
    guard let (address, _) = Self.first(in: bytes) else { return nil }
    self = address
  }

  /// Creates an address from the C address of a larger structure; nil if there is no valid address.
  init?(storage: sockaddr_storage) {
    guard let address = unsafe Swift.withUnsafeBytes(of: storage, { unsafe SCTPAddress($0.bytes) }) else { return nil }
    self = address
  }

  /// Returns the C address at the start of `bytes`, and its size.
  @inline(__always)
  private static func first(in bytes: RawSpan) -> (SCTPAddress, size: Int)? {
    guard bytes.byteCount >= MemoryLayout<sockaddr_in>.size else { return nil }
    switch CInt(unsafe bytes.unsafeLoadUnaligned(as: sa_family_t.self)) {
    case AF_INET:
      let raw = unsafe bytes.unsafeLoadUnaligned(as: sockaddr_in.self)
      let bits = UInt128(UInt32(bigEndian: raw.sin_addr.s_addr))
      let address = SCTPAddress(family: .ipv4, bits: bits, port: UInt16(bigEndian: raw.sin_port))
      return (address, MemoryLayout<sockaddr_in>.size)
    case AF_INET6:
      guard bytes.byteCount >= MemoryLayout<sockaddr_in6>.size else { return nil }
      return (ipv6(bytes), MemoryLayout<sockaddr_in6>.size)
    default:
      return nil
    }
  }

  /// Reads a `sockaddr_in6` field by field: because of the union in `in6_addr`, Swift cannot load it as a whole.
  private static func ipv6(_ bytes: RawSpan) -> SCTPAddress {
    func field<Field: FixedWidthInteger & BitwiseCopyable>(_ path: PartialKeyPath<sockaddr_in6>) -> Field {
      // Each path names a stored field, so it has an offset.
      unsafe bytes.unsafeLoadUnaligned(
        fromByteOffset: MemoryLayout<sockaddr_in6>.offset(of: path) ?? 0, as: Field.self)
    }
    let bits = UInt128(bigEndian: field(\.sin6_addr))
    // The kernel also sets the interface of addresses that are valid on every interface.
    let isLinkLocal = bits >> 118 == 0xFE80 >> 6
    return SCTPAddress(
      family: .ipv6, bits: bits, port: UInt16(bigEndian: field(\.sin6_port)),
      scope: isLinkLocal ? field(\.sin6_scope_id) : 0)
  }

  /// Returns up to `count` addresses of a packed list.
  static func list(of count: Int, in bytes: RawSpan) -> [SCTPAddress] {
    var addresses: [SCTPAddress] = []
    var offset = 0
    while addresses.count < count, let (address, size) = first(in: bytes.extracting(offset..<bytes.byteCount)) {
      addresses.append(address)
      offset += size
    }
    return addresses
  }
}

extension [SCTPAddress] {
  /// The packed list of the C addresses, as sctp_bindx(3) and sctp_connectx(3) expect it.
  var packed: [UInt8] {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(count * MemoryLayout<sockaddr_in6>.size)
    for address in self {
      let (storage, length) = address.socketAddress
      unsafe Swift.withUnsafeBytes(of: storage) { unsafe bytes.append(contentsOf: $0.prefix(Int(length))) }
    }
    return bytes
  }

  /// Returns the packed form of the list and its length; throws EINVAL if the list is empty or longer than `limit`.
  func packed(
    for operation: String, limit: Int = maximumPackedCount
  ) throws(SCTPError) -> (bytes: [UInt8], count: CInt) {
    if isEmpty { throw SCTPError(.invalidArgument, in: operation, because: .noAddresses) }
    guard count <= limit else {
      throw SCTPError(.invalidArgument, in: operation, because: .tooManyAddresses, limit: limit)
    }
    return (packed, CInt(count))
  }

  /// The largest number of addresses whose packed size fits into the `int` in which libsctp computes it.
  static var maximumPackedCount: Int { Int(CInt.max) / MemoryLayout<sockaddr_in6>.size }
}

extension sockaddr_storage {
  /// Creates the C form of an address for a larger structure; nil becomes all zeros, which the kernel treats as no
  /// address.
  init(_ address: SCTPAddress?) {
    self.init()
    guard let (storage, length) = address?.socketAddress else { return }
    unsafe withUnsafeMutableBytes(of: &self) { target in
      unsafe Swift.withUnsafeBytes(of: storage) {
        unsafe target.copyMemory(from: .init(rebasing: $0.prefix(Int(length))))
      }
    }
  }
}
#endif
