import Foundation

/// Returns the time of a clock.
///
/// The members of `timespec` belong to the C module that the compiler happens to load first, so a file that names them
/// may not compile.
func time(of clock: clockid_t) -> Duration {
  var parts: (seconds: Int, nanoseconds: Int) = (0, 0)
  unsafe withUnsafeMutablePointer(to: &parts) {
    _ = unsafe clock_gettime(clock, UnsafeMutableRawPointer($0).assumingMemoryBound(to: timespec.self))
  }
  return .seconds(parts.seconds) + .nanoseconds(parts.nanoseconds)
}
