#if os(Linux)
internal import CSCTP

/// The error causes in the body of an ABORT chunk: each a code, a length and its information.
enum ErrorCauseList {
  /// The information of the first cause with a code, in the bytes of a whole ABORT chunk; nil if there is none.
  static func information(of cause: SCTPErrorCause, inAbort chunk: [UInt8]) -> [UInt8]? {
    // The chunk's own header has the same size as that of a cause.
    var rest = chunk.dropFirst(headerSize)
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
