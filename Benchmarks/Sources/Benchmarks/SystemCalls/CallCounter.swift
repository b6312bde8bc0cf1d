import CBenchmarks
import Foundation

/// Counts the system calls that have returned in the thread that creates the counter.
final class CallCounter: Sendable {
  private let descriptor: CInt

  /// Creates a counter of the calls that pass `filter`, which is in the kernel's filter syntax.
  ///
  /// With `inherits`, the calls of threads that this one starts afterwards count too.
  init(_ tracepoint: UInt64, filter: String = "", inherits: Bool = false) throws {
    descriptor = unsafe system_call_counter_open(tracepoint, filter, inherits)
    if descriptor < 0 { throw Failure.uncounted("perf_event_open", "raw_syscalls:sys_exit", -descriptor) }
  }

  deinit {
    close(descriptor)
  }

  /// The number of calls so far, which any thread may read.
  var count: Int {
    get throws { Int(try Failure.check("reading a counter", system_call_counter_read(descriptor))) }
  }
}

/// A tracepoint of the kernel that every system call passes.
///
/// A call that waits is counted when it returns. Counting the start of calls would be ambiguous: a thread may start its next
/// call before or after another thread reacts to the previous one. Only the start shows that a thread is about to wait.
enum Tracepoint: String {
  case start = "sys_enter"
  case end = "sys_exit"

  private static let ownFolder = "/sys/kernel/tracing"
  private var file: String { "events/raw_syscalls/\(rawValue)/id" }

  /// Returns the number by which perf_event_open(2) identifies the tracepoint.
  func identifier() throws -> UInt64 {
    for folder in [Self.ownFolder, "/sys/kernel/debug/tracing"] where Self.isMounted(folder) {
      return try identifier(in: folder)
    }
    // Only root may read the tracing folder. It is unmounted afterwards, because the system had not mounted it.
    guard unsafe mount("tracefs", Self.ownFolder, "tracefs", 0, nil) == 0 else {
      throw Failure.uncounted("mount", Self.ownFolder, errno)
    }
    defer { unsafe umount(Self.ownFolder) }
    return try identifier(in: Self.ownFolder)
  }

  private static func isMounted(_ folder: String) -> Bool {
    FileManager.default.fileExists(atPath: "\(folder)/events")
  }

  private func identifier(in folder: String) throws -> UInt64 {
    let path = "\(folder)/\(file)"
    let descriptor = unsafe open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw Failure.uncounted("open", path, errno) }
    let bytes = try FileHandle(fileDescriptor: descriptor, closeOnDealloc: true).readToEnd() ?? Data()
    let text = String(decoding: bytes, as: UTF8.self).trimmingCharacters(in: .newlines)
    guard let identifier = UInt64(text) else { throw Failure("\(path) contains '\(text)' instead of a number") }
    return identifier
  }
}

extension Failure {
  /// Explains why system calls cannot be counted and what to do about it.
  fileprivate static func uncounted(_ call: String, _ object: String, _ error: CInt) -> Failure {
    let advice =
      switch error {
      case EPERM, EACCES: ": run it as root"
      case ENOENT, ENODEV, ENOSYS, EOPNOTSUPP:
        ": use a kernel that is built with CONFIG_FTRACE_SYSCALLS and CONFIG_PERF_EVENTS"
      default: ""
      }
    let reason = unsafe String(cString: strerror(error))
    return Failure("system calls cannot be counted, because \(call) of \(object) failed (\(reason))\(advice)")
  }
}
