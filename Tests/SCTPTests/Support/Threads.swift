import Foundation
import Testing

/// The threads of this process.
enum Threads {
  static var count: Int {
    get throws { try identifiers.count }
  }

  /// The name of the one that asks.
  static var current: String {
    get throws { String(try String(contentsOfFile: "/proc/thread-self/comm", encoding: .utf8).dropLast()) }
  }

  static func named(_ name: String) throws -> Int {
    try identifiers(of: name).count
  }

  /// How the kernel schedules the one of this name.
  static func policy(of name: String) throws -> Int32 {
    let identifiers = try identifiers(of: name)
    try #require(identifiers.count == 1)
    return sched_getscheduler(try #require(pid_t(identifiers[0])))
  }

  private static func identifiers(of name: String) throws -> [String] {
    try identifiers.filter {
      // One may have ended meanwhile.
      (try? String(contentsOfFile: "/proc/self/task/\($0)/comm", encoding: .utf8)) == "\(name)\n"
    }
  }

  private static var identifiers: [String] {
    get throws { try FileManager.default.contentsOfDirectory(atPath: "/proc/self/task") }
  }
}
