#if os(Linux)
internal import CSCTP

/// The direction in which a descriptor is ready.
enum Readiness {
  case input, output

  var pollEvents: CShort {
    switch self {
    case .input: CShort(POLLIN)
    case .output: CShort(POLLOUT)
    }
  }

  /// Returns whether `descriptor` is ready now.
  func isReached(by descriptor: CInt) throws(SCTPError) -> Bool {
    var entry = pollfd(fd: descriptor, events: pollEvents, revents: 0)
    return try check("poll") { unsafe csctp_poll(&entry, 1, 0) } > 0
  }
}
#endif
