import CSCTP
import Foundation
import Testing

@testable import SCTP

/// How long a test waits for something that must happen.
let patience = Duration.seconds(20) * slowness

/// The factor by which limits are longer under a sanitizer; 1 without it.
let slowness = isLoaded("__tsan_init") ? 5 : isLoaded("__asan_init") ? 2 : 1

private func isLoaded(_ symbol: String) -> Bool { unsafe dlsym(nil, symbol) != nil }

/// Yields to other threads until a condition holds; fails the test if it never does.
func until(
  _ what: @autoclosure () -> String, within limit: Duration = patience,
  _ location: SourceLocation = #_sourceLocation, _ condition: () throws -> Bool
) throws {
  let end = ContinuousClock.now + limit
  while try !condition() {
    try #require(ContinuousClock.now < end, "never happened: \(what())", sourceLocation: location)
    sched_yield()
  }
}

/// Yields to other tasks until a condition holds; fails the test if it never does.
func until(
  _ what: @autoclosure () -> String, _ location: SourceLocation = #_sourceLocation, _ condition: () throws -> Bool
) async throws {
  let end = ContinuousClock.now + patience
  while try !condition() {
    try #require(ContinuousClock.now < end, "never happened: \(what())", sourceLocation: location)
    await Task.yield()
  }
}

/// Repeats a call on a non-blocking socket until it no longer fails with EAGAIN.
func whenReady<Value>(
  _ what: String, _ location: SourceLocation = #_sourceLocation, _ call: () throws(SCTPError) -> Value
) throws -> Value {
  var value: Value?
  try until(what, location) {
    do throws(SCTPError) {
      value = try call()
    } catch {
      if error.code != .resourceTemporarilyUnavailable { throw error }
    }
    return value != nil
  }
  return try #require(value, sourceLocation: location)
}

/// Calls the blocking form of a function from an async context.
func inThread<Value, Failure: Error>(_ call: () throws(Failure) -> Value) throws(Failure) -> Value {
  try call()
}

extension Sequence {
  /// Returns the results of calls that are made in order.
  func asyncMap<Result>(_ transform: (Element) async throws -> Result) async rethrows -> [Result] {
    var results: [Result] = []
    for element in self { results.append(try await transform(element)) }
    return results
  }
}

extension SCTPEndpoint {
  /// Waits until something can be received, and does not receive it.
  func untilReadable() throws {
    try until(POLLIN, "there is nothing to receive")
  }

  /// Waits until the kernel has an error to report, and does not take it.
  func untilThereIsAnError() throws {
    try until(POLLERR, "there is no error")
  }

  private func until(_ event: CInt, _ missing: Comment) throws {
    try withFileDescriptor { descriptor in
      // POLLERR is reported even if nothing asks for it.
      var entry = pollfd(fd: descriptor.rawValue, events: Int16(event), revents: 0)
      let nanoseconds = patience.components.seconds * 1_000_000_000
      try #require(unsafe csctp_poll(&entry, 1, nanoseconds) == 1, missing)
    }
  }

  /// Waits until this number of tasks waits for the socket.
  func untilTasksWait(_ count: Int = 1, _ location: SourceLocation = #_sourceLocation) async throws {
    let watch = try watched()
    try await SCTPTests.until("\(count) tasks wait", location) { watch.waitingTaskCount == count }
  }

  /// Whether no task has ever waited for the socket.
  var isUnwatched: Bool { gate.existingWatch == nil }

  /// Returns the readiness watch of the socket, which the first call creates.
  func watched() throws(SCTPError) -> ReadinessWatch {
    try gate.withDescriptor("epoll_ctl") { descriptor throws(SCTPError) in
      try gate.watch(descriptor, for: .input)
    }
  }
}

/// Much longer than all retransmission timeouts of the tests: 2 s, and up to 60 s in the long form.
let longTime = min(.seconds(60), .seconds(2) * StressSettings.rounds)
