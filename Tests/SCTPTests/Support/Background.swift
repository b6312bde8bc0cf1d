import Foundation
import Synchronization
import Testing

/// A call in a thread of its own, for tests of what one thread does to another.
final class Background<Value: Sendable>: Sendable {
  private let done = DispatchSemaphore(value: 0)
  private nonisolated(unsafe) var result: Result<Value, any Error>?
  let threadID = Atomic<Int>(0)

  init(_ body: @escaping @Sendable () throws -> Value) {
    Thread.detachNewThread { [self] in
      // PID/task/TID
      let thread = try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/thread-self")
      threadID.store(thread?.split(separator: "/").last.flatMap { Int($0) } ?? 0, ordering: .releasing)
      unsafe result = Result { try body() }
      done.signal()
    }
  }

  /// What the call returned or threw; fails the test if it does not end.
  func value(within limit: Duration = patience, _ location: SourceLocation = #_sourceLocation) throws -> Value {
    let inTime = done.wait(timeout: .now() + .seconds(Int(limit.components.seconds))) == .success
    try #require(inTime, "the call did not end", sourceLocation: location)
    return try #require(unsafe result, sourceLocation: location).get()
  }

  /// Waits until the call waits in the kernel, in ppoll(2).
  func untilItWaits(_ location: SourceLocation = #_sourceLocation) throws {
    try until("the call waits", location) {
      let thread = threadID.load(ordering: .acquiring)
      guard thread != 0 else { return false }
      let call = (try? String(contentsOfFile: "/proc/self/task/\(thread)/syscall", encoding: .utf8)) ?? ""
      return call.hasPrefix("\(ppollNumber) ")
    }
  }
}

/// The number of the system call ppoll(2), which Swift's C modules do not have.
#if arch(x86_64)
private let ppollNumber = 271
#else
private let ppollNumber = 73
#endif

/// Gives way to other threads until a condition holds; fails the test if it never does.
func until(
  _ what: String, _ location: SourceLocation = #_sourceLocation, _ condition: () throws -> Bool
) throws {
  let end = ContinuousClock.now + patience
  while try !condition() {
    try #require(ContinuousClock.now < end, "never happened: \(what)", sourceLocation: location)
    sched_yield()
  }
}
