import Foundation
import SCTP

/// A running program of this package, such as those of the article *Getting Started*.
final class Program {
  private let process = Process()
  private let outputFile = FileManager.default.temporaryDirectory.appending(component: UUID().uuidString)

  /// Starts a program, which must be in the folder of this one, and closes the descriptor of its standard input.
  convenience init(_ name: String, input: FileDescriptor? = nil) throws {
    try self.init(Self.url(of: name), input: input)
  }

  init(_ executable: URL, _ arguments: [String] = [], input: FileDescriptor? = nil) throws {
    // With `stdbuf`, the program writes each line immediately.
    process.executableURL = URL(filePath: "/usr/bin/stdbuf")
    process.arguments = ["-oL", executable.path] + arguments
    if let input { process.standardInput = FileHandle(fileDescriptor: input.rawValue, closeOnDealloc: true) }
    try Data().write(to: outputFile)
    process.standardOutput = try FileHandle(forWritingTo: outputFile)
    try process.run()
    process.standardInput = nil
  }

  deinit {
    try? FileManager.default.removeItem(at: outputFile)
  }

  /// The location of a program in the folder of this one.
  static func url(of name: String) throws -> URL {
    let executable = try FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")
    return URL(filePath: executable).deletingLastPathComponent().appending(component: name)
  }

  /// The text that the program has written to standard output.
  var output: String {
    (try? String(contentsOf: outputFile, encoding: .utf8)) ?? ""
  }

  var identifier: CInt { process.processIdentifier }

  /// Waits until the program has written the text.
  func until(_ text: String) async throws {
    while !output.contains(text) {
      try expect(process.isRunning, "the program ended without having written '\(text)': \(output)")
      try await Task.sleep(for: .milliseconds(20))
    }
  }

  /// Sends SIGTERM, and returns the exit status or the number of the signal.
  func stop() -> CInt {
    process.terminate()
    return wait()
  }

  /// Waits until the program exits, and returns the exit status or the number of the signal.
  func wait() -> CInt {
    process.waitUntilExit()
    return process.terminationStatus
  }
}
