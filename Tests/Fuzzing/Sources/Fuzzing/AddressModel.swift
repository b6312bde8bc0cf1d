@testable import SCTP

/// The properties of an address, which a model reads at the offsets of `sockaddr_in` and `sockaddr_in6`.
struct AddressModel: Equatable {
  var family: SCTPAddressFamily
  var bits: UInt128
  var port: UInt16
  var scope: UInt32 = 0

  init(family: SCTPAddressFamily, bits: UInt128, port: UInt16, scope: UInt32 = 0) {
    let isMapped = family == .ipv6 && bits >> 32 == 0xFFFF
    self.family = isMapped ? .ipv4 : family
    self.bits = isMapped ? bits & 0xFFFF_FFFF : bits
    self.port = port
    self.scope = isMapped ? 0 : scope
  }

  init(_ address: SCTPAddress) {
    family = address.family
    bits = address.bits
    port = address.port
    scope = address.scope
  }

  /// Reads the C address at an offset; nil if there is no valid address.
  init?(_ bytes: [UInt8], at offset: Int = 0) {
    guard bytes.count >= offset + 16 else { return nil }
    let port = bytes.networkNumber(offset + 2, UInt16.self)
    switch bytes.number(offset, UInt16.self) {
    case 2:
      self.init(family: .ipv4, bits: UInt128(bytes.networkNumber(offset + 4, UInt32.self)), port: port)
    case 10:
      guard bytes.count >= offset + 28 else { return nil }
      let isLinkLocal = bytes[offset + 8] == 0xFE && bytes[offset + 9] & 0xC0 == 0x80
      self.init(
        family: .ipv6, bits: bytes.networkNumber(offset + 8), port: port,
        scope: isLinkLocal ? bytes.number(offset + 24) : 0)
    default: return nil
    }
  }

  /// The size of the C address.
  var size: Int { family == .ipv4 ? 16 : 28 }

  /// The size of the C address at an offset of a valid list.
  static func size(_ bytes: [UInt8], at offset: Int) -> Int { bytes[offset] == 2 ? 16 : 28 }

  /// The bytes of the C address.
  var bytes: [UInt8] {
    switch family {
    case .ipv4: [2, 0] + network(UInt128(port), 2) + network(bits, 4) + [UInt8](repeating: 0, count: 8)
    case .ipv6:
      [10, 0] + network(UInt128(port), 2) + [0, 0, 0, 0] + network(bits, 16) + network(UInt128(scope), 4).reversed()
    }
  }

  /// The low bytes of a number in network byte order.
  private func network(_ number: UInt128, _ count: UInt128) -> [UInt8] {
    (0..<count).reversed().map { UInt8(truncatingIfNeeded: number >> (8 * $0)) }
  }
}
