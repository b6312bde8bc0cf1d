import Foundation
import Testing

/// The kernel's settings, as files below /proc/sys; `name` is such as `net.sctp.reconf_enable`.
enum Sysctl {
  /// What the kernel has, as text.
  static func value(of name: String) throws -> String {
    try String(contentsOfFile: path(name), encoding: .utf8).trimmingCharacters(in: .whitespacesAndNewlines)
  }

  /// What the kernel has, as a number.
  static func number(_ name: String) throws -> Int {
    try #require(Int(value(of: name)))
  }

  static func set(_ name: String, to value: String) throws {
    try value.write(toFile: path(name), atomically: false, encoding: .utf8)
  }

  static func canBeSet(_ name: String) -> Bool {
    FileManager.default.isWritableFile(atPath: path(name))
  }

  private static func path(_ name: String) -> String {
    "/proc/sys/" + name.replacing(".", with: "/")
  }
}

/// Runs `body` with other values of settings below net.sctp, and gives them their own values back afterwards.
///
/// A socket takes most of them over when it is made: make it in `body`.
func withSysctl(_ values: [String: Int], _ body: () throws -> Void) throws {
  var before: [String: String] = [:]
  defer {
    for (name, value) in before { #expect(throws: Never.self) { try Sysctl.set(name, to: value) } }
  }
  for (key, value) in values {
    let name = "net.sctp.\(key)"
    before[name] = try Sysctl.value(of: name)
    try Sysctl.set(name, to: "\(value)")
  }
  try body()
}

/// Sets a kernel setting while a test runs.
struct SettingSysctl: TestTrait, SuiteTrait, TestScoping {
  let name: String
  let value: String

  var isRecursive: Bool { true }

  func provideScope(
    for test: Test, testCase: Test.Case?, performing function: @concurrent @Sendable () async throws -> Void
  ) async throws {
    let before = try Sysctl.value(of: name)
    try Sysctl.set(name, to: value)
    do {
      try await function()
    } catch {
      try Sysctl.set(name, to: before)
      throw error
    }
    try Sysctl.set(name, to: before)
  }
}

extension Trait where Self == SettingSysctl {
  /// Sets a kernel setting while a test runs.
  static func settingSysctl(_ name: String, _ value: String) -> Self { SettingSysctl(name: name, value: value) }
}

extension Trait where Self == ConditionTrait {
  /// Only root may change kernel settings, as the tests' own machine runs them.
  static func requiresSettableSysctl(_ name: String) -> Self {
    .enabled("\(name) cannot be set: run the tests as root, or with Scripts/test") { Sysctl.canBeSet(name) }
  }

  /// For tests that only root can run.
  static var requiresRoot: Self {
    .enabled(if: geteuid() == 0, "only root can run it: run the tests as root, as Scripts/with-sctp does")
  }
}
