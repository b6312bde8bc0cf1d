#if os(Linux)
internal import CSCTP

/// The error causes of an ABORT chunk, behind one another: each a code, a length and its information.
enum ErrorCauseList {
  /// The information of the first cause with a code; nil if there is none.
  static func information(of cause: SCTPErrorCause, in causes: [UInt8]) -> [UInt8]? {
    var rest = causes[...]
    while rest.count >= headerSize {
      let code = number(rest.prefix(2))
      let length = Int(number(rest.dropFirst(2).prefix(2)))
      guard length >= headerSize, length <= rest.count else { return nil }
      if code == cause.rawValue { return Array(rest.prefix(length).dropFirst(headerSize)) }
      // Causes are padded to 4 bytes, which the length leaves out.
      rest = rest.dropFirst((length + 3) & ~3)
    }
    return nil
  }

  private static var headerSize: Int { 4 }

  private static func number(_ bytes: ArraySlice<UInt8>) -> UInt16 {
    bytes.reduce(0) { $0 << 8 | UInt16($1) }
  }
}
#endif
