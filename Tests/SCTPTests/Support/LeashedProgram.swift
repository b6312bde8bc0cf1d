import Foundation
import Synchronization
import Testing

@testable import SCTP

/// A program that runs beside the test, on a leash.
final class LeashedProgram: Sendable {
  private let process = Process()
  private let input: FileHandle
  private let ended = DispatchSemaphore(value: 0)
  private let collected = Output()
  private let reading: Background<Void>

  /// Starts it; the test fails if it is not installed.
  init(_ name: String, of package: String, _ arguments: [String]) throws {
    try Self.requireInstalled(name, of: package)
    let (inputPipe, outputPipe) = (Pipe(), Pipe())
    input = inputPipe.fileHandleForWriting
    let (output, collected, ended) = (outputPipe.fileHandleForReading, collected, ended)
    process.executableURL = URL(filePath: "/usr/bin/env")
    // Ended in any case, and each line shown at once.
    process.arguments = ["timeout", "\(patience.components.seconds * 3)", "stdbuf", "-oL", name] + arguments
    process.standardInput = inputPipe
    process.standardOutput = outputPipe
    process.standardError = outputPipe
    process.terminationHandler = { _ in ended.signal() }
    try process.run()
    reading = Background {
      while let data = try output.read(upToCount: 4_096), !data.isEmpty {
        collected.text.withLock { $0 += String(decoding: data, as: UTF8.self) }
      }
      try output.close()
    }
  }

  /// What it has said until now.
  var output: String { collected.text.withLock { $0 } }

  /// Waits until it has said this.
  func untilItSays(_ text: String, _ location: SourceLocation = #_sourceLocation) throws {
    try until("it says '\(text)'; it said: \(output)", location) { output.contains(text) }
  }

  /// Gives it a line to read.
  func tell(_ line: String) throws {
    try input.write(contentsOf: Data("\(line)\n".utf8))
  }

  /// Ends its input, and the program.
  func end(_ location: SourceLocation = #_sourceLocation) throws {
    try input.close()
    process.terminate()
    let inTime = ended.wait(timeout: .now() + .seconds(Int(patience.components.seconds))) == .success
    try #require(inTime, "the program did not end", sourceLocation: location)
    try reading.value(location)
  }

  static func requireInstalled(_ name: String, of package: String) throws {
    let folders = (ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin").split(separator: ":")
    let isInstalled = folders.contains { FileManager.default.isExecutableFile(atPath: "\($0)/\(name)") }
    if !isInstalled { throw NotInstalled(name: name, package: package) }
  }

  private struct NotInstalled: Error, CustomStringConvertible {
    let name: String
    let package: String

    var description: String { "\(name) is not installed: run `apt-get install \(package)`" }
  }
}

private final class Output: Sendable {
  let text = Locked("")
}
