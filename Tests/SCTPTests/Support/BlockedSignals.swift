import Foundation
import Testing

/// The signals that a thread or a process blocks.
struct BlockedSignals: Sendable {
  private let bits: UInt64

  /// The signals that the calling thread blocks.
  static var here: BlockedSignals {
    get throws { try BlockedSignals(status: "/proc/thread-self/status") }
  }

  /// The signals that a child process blocks when the calling thread starts it.
  static var inChild: BlockedSignals {
    get throws {
      var process: pid_t = 0
      var arguments = unsafe [strdup("sleep"), strdup("60"), nil]
      defer { while let argument = unsafe arguments.popLast() { unsafe free(argument) } }
      try #require(unsafe posix_spawnp(&process, "sleep", nil, nil, arguments, environ) == 0)
      defer {
        kill(process, SIGKILL)
        _ = waitpid(process, nil, 0)
      }
      return try BlockedSignals(status: "/proc/\(process)/status")
    }
  }

  private init(status path: String) throws {
    let lines = try String(contentsOfFile: path, encoding: .utf8).split(separator: "\n")
    let line = try #require(lines.first { $0.hasPrefix("SigBlk:") })
    bits = try #require(UInt64(line.drop { $0 != "\t" }.dropFirst(), radix: 16))
  }

  func contains(_ signal: CInt) -> Bool { bits >> UInt64(signal - 1) & 1 == 1 }

  /// The signals that only one of the two blocks.
  func difference(from other: BlockedSignals) -> [CInt] {
    let difference = bits ^ other.bits
    return (1...64).filter { difference >> UInt64($0 - 1) & 1 == 1 }
  }
}
