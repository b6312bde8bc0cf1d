import Foundation
import Testing

/// Another program, started by this process with all descriptors that are not close-on-exec.
enum Program {
  /// Runs a program and returns its exit status.
  static func status(of arguments: String...) throws -> CInt {
    var words = unsafe arguments.map { unsafe strdup($0) }
    defer { while let word = unsafe words.popLast() { unsafe free(word) } }
    unsafe words.append(nil)
    var process: pid_t = 0
    try #require(unsafe posix_spawn(&process, arguments[0], nil, nil, words, environ) == 0)
    var status: CInt = 0
    try #require(unsafe waitpid(process, &status, 0) == process)
    // WIFEXITED and WEXITSTATUS, which are C macros.
    try #require(status & 0x7F == 0)
    return status >> 8 & 0xFF
  }
}
