// swift-format-ignore-file: AlwaysUseLowerCamelCase

#if os(Linux)
// The names of the C header lead to those of the library.

extension SCTPSocketFlags {
  /// Renamed to ``nonBlocking``.
  @available(*, unavailable, renamed: "nonBlocking")
  public static var SOCK_NONBLOCK: Self { nonBlocking }
  /// Renamed to ``closeOnExec``.
  @available(*, unavailable, renamed: "closeOnExec")
  public static var SOCK_CLOEXEC: Self { closeOnExec }
}
#endif
