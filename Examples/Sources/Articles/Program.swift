import Foundation

/// A running program of this package, such as the one that the article *Getting Started* builds.
struct Program {
  private let process = Process()

  /// Starts the program, which must be in the folder of this one.
  init(_ name: String, _ arguments: [String] = []) throws {
    let executable = try FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")
    process.executableURL = URL(filePath: executable).deletingLastPathComponent().appending(component: name)
    process.arguments = arguments
    try process.run()
  }

  /// Sends SIGTERM, and returns the exit status.
  func stop() -> CInt {
    process.terminate()
    return wait()
  }

  /// Waits until the program exits, and returns the exit status.
  func wait() -> CInt {
    process.waitUntilExit()
    return process.terminationStatus
  }
}
