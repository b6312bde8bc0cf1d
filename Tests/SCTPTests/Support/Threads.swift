import Foundation

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
    try identifiers.filter {
      // One may have ended meanwhile.
      (try? String(contentsOfFile: "/proc/self/task/\($0)/comm", encoding: .utf8)) == "\(name)\n"
    }.count
  }

  private static var identifiers: [String] {
    get throws { try FileManager.default.contentsOfDirectory(atPath: "/proc/self/task") }
  }
}
