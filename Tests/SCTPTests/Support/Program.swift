import CSCTP
import Foundation
import SystemPackage
import Testing

@testable import SCTP

/// A program that runs while the test does.
///
/// Foundation's `Process` is not used, because it keeps descriptors for each thread that uses it.
final class Program: Sendable {
  private let name: String
  private let process: pid_t
  private let input: FileDescriptor
  private let output = Output()
  private let reading: Background<Void>

  /// Starts the program, which runs no longer than the limit; fails the test if it is not installed.
  convenience init(
    _ name: String, of package: String, _ arguments: [String], limit: Duration = patience * 3
  ) throws {
    try Self.requireInstalled(name, of: package)
    try self.init(installed: name, arguments, limit: limit)
  }

  /// Starts a program, given by its name or path, which runs no longer than the limit.
  init(installed name: String, _ arguments: [String], limit: Duration = patience * 3) throws {
    self.name = name
    let (itsInput, input) = try FileDescriptor.pipe()
    let (reader, itsOutput) = try FileDescriptor.pipe()
    for end in [itsInput, input, reader, itsOutput] { try #require(fcntl(end.rawValue, F_SETFD, FD_CLOEXEC) == 0) }
    // `timeout` ends the program if the test does not; `stdbuf` makes it write each line at once.
    let limit = "\(limit.components.seconds)"
    process = try Self.spawn(["timeout", limit, "stdbuf", "-oL", name] + arguments, input: itsInput, output: itsOutput)
    try itsInput.close()
    try itsOutput.close()
    self.input = input
    reading = Background { [output] in
      var chunk = [UInt8](repeating: 0, count: 4_096)
      while case let count = try unsafe chunk.withUnsafeMutableBytes({ try unsafe reader.read(into: $0) }), count > 0 {
        output.append(String(decoding: chunk.prefix(count), as: UTF8.self))
      }
      try reader.close()
    }
  }

  /// Waits until the program has printed a text.
  func untilItSays(
    _ text: String, within limit: Duration = patience, _ location: SourceLocation = #_sourceLocation
  ) throws {
    let isSaid = output.wait(limit) { $0.contains(text) ? true : nil }
    try #require(isSaid == true, "\(name) never says '\(text)', but '\(output.all)'", sourceLocation: location)
  }

  /// Waits until the program has printed a text, and removes and returns its output up to the last occurrence.
  func takeOutput(through end: String, _ location: SourceLocation = #_sourceLocation) throws -> String {
    let taken = output.wait(patience) { text -> String? in
      guard let range = text.range(of: end, options: .backwards) else { return nil }
      defer { text.removeSubrange(..<range.upperBound) }
      return String(text[..<range.upperBound])
    }
    return try #require(taken, "\(name) never says '\(end)', but '\(output.all)'", sourceLocation: location)
  }

  /// Waits until the program has printed a line that begins with a word, and removes and returns the words of the line.
  func line(beginningWith word: String, _ location: SourceLocation = #_sourceLocation) throws -> [String] {
    let words = output.wait(patience) { Self.takeLine(beginningWith: word, from: &$0) }
    return try #require(
      words, "\(name) prints no line that begins with '\(word)', but '\(output.all)'", sourceLocation: location)
  }

  /// The output that has not been removed.
  var unreadOutput: String { output.all }

  private static func takeLine(beginningWith word: String, from text: inout String) -> [String]? {
    var lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    // The last line is not complete, or empty.
    guard let index = lines.dropLast().firstIndex(where: { $0 == word || $0.hasPrefix("\(word) ") }) else { return nil }
    let words = lines.remove(at: index).split(separator: " ").map { String($0) }
    text = lines.joined(separator: "\n")
    return words
  }

  /// Writes a line to the program's input.
  func tell(_ line: String) throws {
    try write(Array("\(line)\n".utf8))
  }

  /// Writes to the program's input.
  func write(_ bytes: [UInt8]) throws {
    try input.writeAll(bytes)
  }

  /// Closes the program's input, and ends the program.
  func end(_ location: SourceLocation = #_sourceLocation) throws {
    try input.close()
    kill(process, SIGTERM)
    // `timeout` passes the signal on, and ends when the program has.
    try until("\(name) ends", location) { waitpid(process, nil, WNOHANG) == process }
    try reading.value(location)
  }

  static func requireInstalled(_ name: String, of package: String) throws {
    let folders = (ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin").split(separator: ":")
    let isInstalled = folders.contains { FileManager.default.isExecutableFile(atPath: "\($0)/\(name)") }
    if !isInstalled { throw NotInstalled(name: name, package: package) }
  }

  /// Runs a program with lines of input, and waits until it has ended; fails the test if the program fails.
  static func run(
    _ name: String, of package: String, _ arguments: [String], input lines: [String],
    _ location: SourceLocation = #_sourceLocation
  ) throws {
    try requireInstalled(name, of: package)
    let (itsInput, input) = try FileDescriptor.pipe()
    for end in [itsInput, input] { try #require(fcntl(end.rawValue, F_SETFD, FD_CLOEXEC) == 0) }
    defer { try? itsInput.close() }
    try input.closeAfter { _ = try input.writeAll(lines.joined(separator: "\n").appending("\n").utf8) }
    let status = try status(of: [name] + arguments, input: itsInput)
    try #require(status == 0, "\(name) failed with \(lines)", sourceLocation: location)
  }

  /// Runs a program, which inherits the descriptors that are not close-on-exec, and returns its exit status.
  static func status(of command: [String], input: FileDescriptor = .standardInput) throws -> CInt {
    let process = try spawn(command, input: input)
    var status: CInt = 0
    try #require(unsafe waitpid(process, &status, 0) == process)
    // WIFEXITED and WEXITSTATUS, which are C macros.
    try #require(status & 0x7F == 0)
    return status >> 8 & 0xFF
  }

  private static func spawn(
    _ command: [String], input: FileDescriptor = .standardInput, output: FileDescriptor? = nil
  ) throws -> pid_t {
    var actions = unsafe posix_spawn_file_actions_t()
    unsafe posix_spawn_file_actions_init(&actions)
    defer { unsafe posix_spawn_file_actions_destroy(&actions) }
    unsafe posix_spawn_file_actions_adddup2(&actions, input.rawValue, 0)
    for number in [1, 2] as [CInt] {
      unsafe posix_spawn_file_actions_adddup2(&actions, output?.rawValue ?? number, number)
    }
    // The child would inherit the signals that a worker thread of Dispatch blocks.
    var attributes = posix_spawnattr_t()
    unsafe posix_spawnattr_init(&attributes)
    defer { unsafe posix_spawnattr_destroy(&attributes) }
    var none = sigset_t()
    unsafe sigemptyset(&none)
    unsafe posix_spawnattr_setsigmask(&attributes, &none)
    unsafe posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGMASK))
    var arguments = unsafe command.map { unsafe strdup($0) }
    defer { while let argument = unsafe arguments.popLast() { unsafe free(argument) } }
    unsafe arguments.append(nil)
    var process: pid_t = 0
    let failure = unsafe posix_spawnp(&process, command[0], &actions, &attributes, &arguments, environ)
    if failure != 0 { throw Errno(rawValue: failure) }
    return process
  }

  private struct NotInstalled: Error, CustomStringConvertible {
    let name: String
    let package: String

    var description: String { "\(name) is not installed: run `apt-get install \(package)`" }
  }
}

/// The output of a program.
private final class Output: @unchecked Sendable {
  private let change = NSCondition()
  private var text = ""

  var all: String {
    change.lock()
    defer { change.unlock() }
    return text
  }

  func append(_ part: String) {
    change.lock()
    defer { change.unlock() }
    text += part
    change.broadcast()
  }

  /// Waits until `take` returns a value; returns nil if it never does.
  func wait<Value>(_ limit: Duration, for take: (inout String) -> Value?) -> Value? {
    let end = Date(timeIntervalSinceNow: Double(limit.components.seconds))
    change.lock()
    defer { change.unlock() }
    while true {
      if let value = take(&text) { return value }
      guard change.wait(until: end) else { return take(&text) }
    }
  }
}
