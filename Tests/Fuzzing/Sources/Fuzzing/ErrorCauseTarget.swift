@testable import SCTP

/// Searches a list of error causes, as a peer sends it, for each code that it may contain.
///
/// The first byte chooses between a list of arbitrary bytes and a valid list.
enum ErrorCauseTarget: FuzzTarget {
  static func run(_ input: Input) {
    var input = input
    if input.byte().isMultiple(of: 2) { checkBytes(input.rest.bytes) } else { checkValidList(&input) }
  }

  /// The codes that are searched: each code of the list, one that is usually absent, and the one that the library uses.
  private static func checkBytes(_ bytes: [UInt8]) {
    let causes = parse(bytes)
    for code in Set(causes.map(\.code) + [0, 12]) {
      let found = ErrorCauseList.information(of: SCTPErrorCause(rawValue: code), in: bytes)
      let expected = causes.first { $0.code == code }?.information
      require(found == expected, "found \(found as Any) for code \(code), not \(expected as Any)")
      require(!SCTPErrorCause(rawValue: code).description.isEmpty, "code \(code) has no description")
    }
  }

  private static func checkValidList(_ input: inout Input) {
    var causes: [(code: UInt16, information: [UInt8])] = []
    var bytes: [UInt8] = []
    while !input.isAtEnd, causes.count < 16 {
      // A few codes, so that some occur more than once.
      let cause = (code: UInt16(input.byte() % 16), information: input.bytes(Int(input.byte() % 32)))
      causes.append(cause)
      let length = 4 + cause.information.count
      bytes += [0, UInt8(cause.code), 0, UInt8(length)] + cause.information
      bytes += [UInt8](repeating: 0, count: (4 - length % 4) % 4)
    }
    for code in UInt16(0)...16 {
      let found = ErrorCauseList.information(of: SCTPErrorCause(rawValue: code), in: bytes)
      require(
        found == causes.first { $0.code == code }?.information, "code \(code) of \(causes) became \(found as Any)")
    }
    checkBytes(bytes)
  }

  /// Reads the causes up to the first with an invalid length.
  private static func parse(_ bytes: [UInt8]) -> [(code: UInt16, information: [UInt8])] {
    var causes: [(code: UInt16, information: [UInt8])] = []
    var offset = 0
    while offset + 4 <= bytes.count {
      let length = Int(bytes.networkNumber(offset + 2, UInt16.self))
      guard length >= 4, offset + length <= bytes.count else { break }
      causes.append((bytes.networkNumber(offset), Array(bytes[offset + 4..<offset + length])))
      offset += length + (4 - length % 4) % 4
    }
    return causes
  }
}
