#if os(Linux)
internal import CSCTP

/// The time without messages after which an association is shut down.
///
/// The C option is `SCTP_AUTOCLOSE`. See RFC 6458, section 8.1.8.
enum AutoClose {
  private static let option = KernelOption<UInt32>("SCTP_AUTOCLOSE", CSCTP.SCTP_AUTOCLOSE)

  static var query: KernelCall<Duration> { option.query(request: 0) { .seconds($0) } }

  static func request(_ time: Duration) -> KernelCall<Void> {
    KernelCall(of: .future) { descriptor throws(SCTPError) in
      try option.set(option.field(time.wholeSeconds), on: descriptor)
    }
  }
}
#endif
