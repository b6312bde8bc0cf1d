#if os(Linux)
internal import CSCTP

/// The pending error of a socket.
///
/// It is not public: reading it clears it, and a waiting `connect` or `receive` would then miss the failure that it
/// reports.
enum PendingError {
  /// Returns and clears the pending error; returns nil if no error is pending.
  ///
  /// The C option is `SO_ERROR`.
  static func take(from descriptor: CInt) throws(SCTPError) -> Errno? {
    let code = try KernelOption<CInt>("SO_ERROR", SO_ERROR, level: SOL_SOCKET).value(on: descriptor)
    return code == 0 ? nil : Errno(rawValue: code)
  }
}
#endif
