// swift-format-ignore-file: AlwaysUseLowerCamelCase

#if os(Linux)
// The names of the C header lead to those of the library.

extension SCTPSendFlags {
  /// Renamed to ``unordered``.
  @available(*, unavailable, renamed: "unordered")
  public static var SCTP_UNORDERED: Self { unordered }
  /// Renamed to ``addressOverride``.
  @available(*, unavailable, renamed: "addressOverride")
  public static var SCTP_ADDR_OVER: Self { addressOverride }
  /// Renamed to ``sackImmediately``.
  @available(*, unavailable, renamed: "sackImmediately")
  public static var SCTP_SACK_IMMEDIATELY: Self { sackImmediately }
}
#endif
