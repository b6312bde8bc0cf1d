import Foundation

/// The kernel's tracepoint at the return of every system call.
///
/// Of calls that wait, the return is the sure moment: what one thread's call has brought about in another thread came
/// after it, while that thread's next call may begin before or after.
enum Tracepoint {
  private static let ownFolder = "/sys/kernel/tracing"
  private static let file = "events/raw_syscalls/sys_exit/id"

  /// The number by which it is asked for.
  static func identifier() throws -> UInt64 {
    for folder in [ownFolder, "/sys/kernel/debug/tracing"] where isMounted(folder) {
      return try identifier(in: folder)
    }
    // As only root may see what is there; it is not left there, since the system has done without it.
    guard unsafe mount("tracefs", ownFolder, "tracefs", 0, nil) == 0 else {
      throw Failure.uncounted("mount", ownFolder, errno)
    }
    defer { unsafe umount(ownFolder) }
    return try identifier(in: ownFolder)
  }

  private static func isMounted(_ folder: String) -> Bool {
    FileManager.default.fileExists(atPath: "\(folder)/events")
  }

  private static func identifier(in folder: String) throws -> UInt64 {
    let path = "\(folder)/\(file)"
    let descriptor = unsafe open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw Failure.uncounted("open", path, errno) }
    let bytes = try FileHandle(fileDescriptor: descriptor, closeOnDealloc: true).readToEnd() ?? Data()
    let text = String(decoding: bytes, as: UTF8.self).trimmingCharacters(in: .newlines)
    guard let identifier = UInt64(text) else { throw Failure(sentence: "\(path) holds '\(text)' and not a number") }
    return identifier
  }
}
