import Foundation
import Synchronization
import Testing

extension Background {
  /// Waits until the call waits for a lock, in futex(2), or has come to its end, as `isOver` says.
  func untilItWaitsForALock(
    orIsOver isOver: () -> Bool, _ location: SourceLocation = #_sourceLocation
  ) throws {
    try until("the call waits for a lock", location) {
      let thread = threadID.load(ordering: .acquiring)
      let call = (try? String(contentsOfFile: "/proc/self/task/\(thread)/syscall", encoding: .utf8)) ?? ""
      return isOver() || call.hasPrefix("\(futexNumber) ")
    }
  }
}

/// The number of the system call futex(2), which Swift's C modules do not have.
#if arch(x86_64)
private let futexNumber = 202
#else
private let futexNumber = 98
#endif
