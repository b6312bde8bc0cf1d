#if os(Linux)
internal import CSCTP

/// Flags that are set atomically when a descriptor is created.
///
/// There are two flags; no other bit reaches the kernel.
public struct SCTPSocketFlags: OptionSet, Hashable, Sendable {
  /// The bits of ``nonBlocking`` and ``closeOnExec``.
  public let rawValue: CInt

  /// Creates a set from the bits of ``nonBlocking`` and ``closeOnExec``; other bits are left out.
  public init(rawValue: CInt) {
    self.rawValue = rawValue & (csctp_SOCK_NONBLOCK | csctp_SOCK_CLOEXEC)
  }

  /// Calls without `await` do not wait: they throw EAGAIN.
  ///
  /// The corresponding C constant is `SOCK_NONBLOCK`.
  public static var nonBlocking: Self { Self(rawValue: csctp_SOCK_NONBLOCK) }

  /// The descriptor does not pass to a program that the process starts.
  ///
  /// The corresponding C constant is `SOCK_CLOEXEC`.
  public static var closeOnExec: Self { Self(rawValue: csctp_SOCK_CLOEXEC) }
}
#endif
