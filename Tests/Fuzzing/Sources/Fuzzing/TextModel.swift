import CSCTP

@testable import SCTP

/// A second parser of addresses, which follows the grammar of RFC 4291, section 2.2, and RFC 4007, section 11.
enum TextModel {
  enum Result: Equatable {
    case address(AddressModel)
    case notAnAddress
    case notAnEndpoint
    case noInterface
    /// The text is not ASCII, and fails.
    case anyFailure
    /// The text is not ASCII, and fails unless the non-ASCII bytes follow a colon in the name of an interface, which the
    /// kernel ignores.
    case anything
  }

  /// Parses an address and a port.
  static func endpoint(_ text: String) -> Result {
    let bytes = Array(text.utf8)
    if let result = resultUnlessASCII(bytes) { return result }
    guard let colon = bytes.lastIndex(of: UInt8(ascii: ":")), let port = decimal(bytes[(colon + 1)...], UInt16.self)
    else { return .notAnEndpoint }
    let host = bytes[..<colon]
    if host.first == UInt8(ascii: "["), host.last == UInt8(ascii: "]") {
      return address(Array(host.dropFirst().dropLast()), port: port)
    }
    return host.contains(UInt8(ascii: ":")) ? .notAnEndpoint : address(Array(host), port: port)
  }

  /// Parses an address, which may have a zone.
  static func address(_ text: [UInt8], port: UInt16) -> Result {
    if let result = resultUnlessASCII(text) { return result }
    let parts = text.split(separator: UInt8(ascii: "%"), maxSplits: 1, omittingEmptySubsequences: false)
    if text.contains(0) { return .notAnAddress }
    if parts.count == 1, let bits = ipv4(parts[0]) {
      return .address(AddressModel(family: .ipv4, bits: UInt128(bits), port: port))
    }
    guard let bits = ipv6(parts[0]) else { return .notAnAddress }
    guard parts.count > 1 else { return .address(AddressModel(family: .ipv6, bits: bits, port: port)) }
    guard let scope = scope(parts[1]) else { return .noInterface }
    return .address(AddressModel(family: .ipv6, bits: bits, port: port, scope: scope))
  }

  private static func resultUnlessASCII(_ text: [UInt8]) -> Result? {
    if text.allSatisfy({ $0 < 0x80 }) { return nil }
    return text.contains(UInt8(ascii: "%")) ? .anything : .anyFailure
  }

  private static func scope(_ zone: ArraySlice<UInt8>) -> UInt32? {
    if let index = decimal(zone, UInt32.self) { return index }
    let index = unsafe (zone + [0]).withUnsafeBufferPointer { unsafe if_nametoindex($0.baseAddress) }
    return index == 0 ? nil : index
  }

  private static func ipv4(_ text: ArraySlice<UInt8>) -> UInt32? {
    let parts = text.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
    guard parts.count == 4 else { return nil }
    var bits: UInt32 = 0
    for part in parts {
      guard part.count == 1 || part.first != UInt8(ascii: "0"), let number = decimal(part, UInt8.self) else {
        return nil
      }
      bits = bits << 8 | UInt32(number)
    }
    return bits
  }

  private static func ipv6(_ text: ArraySlice<UInt8>) -> UInt128? {
    guard let gap = text.indices.dropLast().first(where: { text[$0...].starts(with: [58, 58]) }) else {
      guard let groups = groups(text, mayEndWithIPv4: true), groups.count == 8 else { return nil }
      return number(groups)
    }
    guard let left = groups(text[..<gap], mayEndWithIPv4: false),
      let right = groups(text[(gap + 2)...], mayEndWithIPv4: true), left.count + right.count < 8
    else { return nil }
    return number(left + [UInt16](repeating: 0, count: 8 - left.count - right.count) + right)
  }

  private static func number(_ groups: [UInt16]) -> UInt128 {
    groups.reduce(0) { $0 << 16 | UInt128($1) }
  }

  /// Parses the groups before or after `::`, of which there may be none.
  private static func groups(_ text: ArraySlice<UInt8>, mayEndWithIPv4: Bool) -> [UInt16]? {
    if text.isEmpty { return [] }
    let parts = text.split(separator: UInt8(ascii: ":"), omittingEmptySubsequences: false)
    var groups: [UInt16] = []
    for (index, part) in parts.enumerated() {
      if let group = hexadecimal(part) {
        groups.append(group)
      } else if mayEndWithIPv4, index == parts.count - 1, let bits = ipv4(part) {
        groups += [UInt16(bits >> 16), UInt16(truncatingIfNeeded: bits)]
      } else {
        return nil
      }
    }
    return groups
  }

  private static func hexadecimal(_ digits: ArraySlice<UInt8>) -> UInt16? {
    guard 1...4 ~= digits.count else { return nil }
    var number: UInt16 = 0
    for digit in digits {
      guard let value = Character(Unicode.Scalar(digit)).hexDigitValue else { return nil }
      number = number << 4 | UInt16(value)
    }
    return number
  }

  /// Parses decimal digits; returns nil for any other text and for a number that is too large.
  private static func decimal<Number: FixedWidthInteger>(_ digits: ArraySlice<UInt8>, _: Number.Type) -> Number? {
    if digits.isEmpty { return nil }
    var number: Number = 0
    for digit in digits {
      guard 48...57 ~= digit else { return nil }
      let (tens, overflow) = number.multipliedReportingOverflow(by: 10)
      let (sum, carry) = tens.addingReportingOverflow(Number(digit - 48))
      if overflow || carry { return nil }
      number = sum
    }
    return number
  }
}
