#if os(Linux)
internal import CSCTP

/// Flags that are set atomically when a descriptor is created.
///
/// The library passes only ``nonBlocking`` and ``closeOnExec`` to the kernel.
public struct SCTPSocketFlags: OptionSet, Hashable, Sendable {
  /// The bits of ``nonBlocking`` and ``closeOnExec``.
  public let rawValue: CInt

  /// Creates a set from the bits of ``nonBlocking`` and ``closeOnExec``, and discards other bits.
  public init(rawValue: CInt) {
    self.rawValue = rawValue & (csctp_SOCK_NONBLOCK | csctp_SOCK_CLOEXEC)
  }

  /// The blocking forms of calls fail with EAGAIN instead of waiting.
  ///
  /// The corresponding C constant is `SOCK_NONBLOCK`.
  public static var nonBlocking: Self { Self(rawValue: csctp_SOCK_NONBLOCK) }

  /// The descriptor is closed when the process executes another program.
  ///
  /// The corresponding C constant is `SOCK_CLOEXEC`.
  public static var closeOnExec: Self { Self(rawValue: csctp_SOCK_CLOEXEC) }
}

extension SCTPSocketFlags: CustomStringConvertible {
  /// The flags in brackets, such as `[non-blocking, close-on-exec]`.
  public var description: String { list(of: [.nonBlocking: "non-blocking", .closeOnExec: "close-on-exec"]) }
}
#endif
