import Foundation

/// Returns the time of a clock.
func time(of clock: clockid_t) -> Duration {
  let (_, parts) = unsafe storedTime { unsafe clock_gettime(clock, $0) }
  return .seconds(parts.seconds) + .nanoseconds(parts.nanoseconds)
}

/// Returns the result of a call, and the time that it stores.
///
/// The members of `timespec` belong to the C module that the compiler happens to load first, so a file that names them
/// may not compile.
func storedTime(
  by call: (UnsafeMutablePointer<timespec>) -> CInt
) -> (result: CInt, time: (seconds: Int, nanoseconds: Int)) {
  var time = (seconds: 0, nanoseconds: 0)
  let result = unsafe withUnsafeMutablePointer(to: &time) {
    unsafe call(UnsafeMutableRawPointer($0).assumingMemoryBound(to: timespec.self))
  }
  return (result, time)
}
