import Foundation
import Testing

/// Sets a kernel setting while a test runs.
struct ConformanceSysctl: TestTrait, SuiteTrait, TestScoping {
  let name: String
  let value: String

  var isRecursive: Bool { true }

  func provideScope(
    for test: Test, testCase: Test.Case?, performing function: @concurrent @Sendable () async throws -> Void
  ) async throws {
    let before = try Self.value(of: name)
    try set(value)
    do {
      try await function()
    } catch {
      try set(before)
      throw error
    }
    try set(before)
  }

  /// What the kernel has, as text.
  static func value(of name: String) throws -> String {
    try String(contentsOfFile: path(name), encoding: .utf8).trimmingCharacters(in: .whitespacesAndNewlines)
  }

  /// What the kernel has, as a number.
  static func number(_ name: String) throws -> Int {
    try #require(Int(value(of: name)))
  }

  static func canBeSet(_ name: String) -> Bool {
    FileManager.default.isWritableFile(atPath: path(name))
  }

  private func set(_ value: String) throws {
    try value.write(toFile: Self.path(name), atomically: false, encoding: .utf8)
  }

  private static func path(_ name: String) -> String {
    "/proc/sys/" + name.replacing(".", with: "/")
  }
}

extension Trait where Self == ConformanceSysctl {
  /// Sets a kernel setting, such as `net.sctp.reconf_enable`, while a test runs.
  static func settingSysctl(_ name: String, _ value: String) -> Self { ConformanceSysctl(name: name, value: value) }
}

extension Trait where Self == ConditionTrait {
  /// Only root may change kernel settings, as the tests' own machine runs them.
  static func requiresSettableSysctl(_ name: String) -> Self {
    .enabled("\(name) cannot be set: run the tests as root, or with Scripts/test") { ConformanceSysctl.canBeSet(name) }
  }
}
