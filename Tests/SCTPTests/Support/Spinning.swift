import CSCTP
import Foundation
import Testing

/// Checks that a call which waits for two seconds, in a thread of its own, leaves the processor to others.
///
/// A thread that spins uses all that it gets.
func expectNoSpinning(
  _ location: SourceLocation = #_sourceLocation, during call: @escaping @Sendable (Duration) -> Void
) throws {
  let used = Background {
    let before = processorTime()
    call(.seconds(2))
    return processorTime() - before
  }
  #expect(try used.value(location) < .milliseconds(500), sourceLocation: location)
}

/// How long this thread has run.
private func processorTime() -> Duration {
  var time = timespec()
  unsafe clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
  return .seconds(time.tv_sec) + .nanoseconds(time.tv_nsec)
}
