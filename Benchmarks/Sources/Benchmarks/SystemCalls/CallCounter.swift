import Foundation
import SystemCallCounter

/// Counts the system calls that have returned in the thread that makes the counter.
final class CallCounter: Sendable {
  private let descriptor: CInt

  /// Those that pass `filter` count, which is in the language of the kernel's tracepoints; with `inherits`, also those of
  /// the threads that this one starts from now on.
  init(_ tracepoint: UInt64, filter: String = "", inherits: Bool = false) throws {
    descriptor = unsafe system_call_counter_open(tracepoint, filter, inherits)
    if descriptor < 0 { throw Failure.uncounted("perf_event_open", "raw_syscalls:sys_exit", -descriptor) }
  }

  deinit {
    close(descriptor)
  }

  /// How many there were; any thread may ask.
  var count: Int {
    get throws { Int(try Failure.check("reading a counter", system_call_counter_read(descriptor))) }
  }
}

extension Failure {
  /// Why system calls cannot be counted, and what to do.
  static func uncounted(_ call: String, _ object: String, _ error: CInt) -> Failure {
    let advice =
      switch error {
      case EPERM, EACCES: ": run it as root"
      case ENOENT, ENODEV, ENOSYS, EOPNOTSUPP:
        ": use a kernel that is built with CONFIG_FTRACE_SYSCALLS and CONFIG_PERF_EVENTS"
      default: ""
      }
    let reason = unsafe String(cString: strerror(error))
    return Failure(sentence: "system calls cannot be counted, as \(call) of \(object) failed (\(reason))\(advice)")
  }
}
