import Foundation
import SystemCallCounter

/// The thread that does the operations whose system calls are counted.
struct CountedThread {
  private let thread = TaskThread()
  private let tracepoint: UInt64
  private let own: CallCounter
  private let shared: CallCounter

  init() throws {
    let tracepoint = try Tracepoint.identifier()
    self.tracepoint = tracepoint
    (own, shared) = try thread.perform {
      (try CallCounter(tracepoint), try CallCounter(tracepoint, filter: "id != \(SYS_futex)", inherits: true))
    }
    try prove()
  }

  /// A tally of all calls of this thread.
  func tally() throws -> CallTally {
    try thread.perform { [own] in try CallTally(own) }
  }

  /// A tally of the calls of this thread and of those that it started, the library's reactor among them.
  ///
  /// Without futex(2), by which threads wait for tasks: those are not the library's.
  func asyncTally() throws -> CallTally {
    try thread.perform { [shared] in try CallTally(shared) }
  }

  /// A counter of the calls with this number that find nothing ready in this thread.
  func waits(in call: CInt) throws -> CallCounter {
    try thread.perform { [tracepoint] in
      try CallCounter(tracepoint, filter: "id == \(call) && ret == \(-EAGAIN)")
    }
  }

  /// Adds to a tally in this thread, and runs `meanwhile` in the caller's.
  func extend(
    _ tally: inout CallTally, _ body: @escaping @Sendable (inout CallTally) async throws -> Void,
    meanwhile: () throws -> Void = {}
  ) throws {
    tally = try thread.perform { [tally] in
      var tally = tally
      try await body(&tally)
      return tally
    } meanwhile: {
      try meanwhile()
    }
  }

  /// Throws unless the counters count: without that, they would be within every limit.
  private func prove() throws {
    let known = 100
    var tally = try tally()
    var asyncTally = try asyncTally()
    try extend(&tally) { tally in
      for _ in 0..<2 { try await tally.add(known) { Self.call(known) } }
    }
    try extend(&asyncTally) { tally in
      for _ in 0..<2 { try await tally.add(known) { Self.callInThread(known) } }
    }
    // What it takes to start the thread counts too.
    guard tally.calls == known, asyncTally.calls >= known else {
      throw Failure(
        sentence: "system calls are not counted right: \(tally.calls) and \(asyncTally.calls) instead of \(known)")
    }
  }

  private static func call(_ count: Int) {
    for _ in 0..<count { _ = getppid() }
  }

  private static func callInThread(_ count: Int) {
    let done = DispatchSemaphore(value: 0)
    Thread.detachNewThread {
      call(count)
      done.signal()
    }
    done.wait()
  }
}
