import Foundation
import SCTP
import Testing

/// The suite of all tests that need SCTP in the kernel.
///
/// Its tests run in order: some change state of the whole process, and each is checked for open descriptors.
@Suite(.serialized, .requiresSCTP, .leavesNoDescriptor, .timeLimit(.minutes(10 * slowness)))
enum OnTheKernel {}

/// The kernel that the tests run on.
enum Kernel {
  /// A counter of the calling thread's host, by its protocol and name in /proc/net/snmp.
  static func counter(_ name: String, of protocol: String) throws -> Int {
    let lines = try String(contentsOfFile: "/proc/thread-self/net/snmp", encoding: .utf8).split(separator: "\n")
    let rows = lines.filter { $0.hasPrefix("\(`protocol`): ") }.map { $0.split(separator: " ") }
    let column = try #require(rows.first?.firstIndex { $0 == name })
    return try #require(Int(rows[1][column]))
  }

  /// Whether its release is at least this one.
  static func isAtLeast(_ major: Int, _ minor: Int) -> Bool {
    let release = (try? String(contentsOfFile: "/proc/sys/kernel/osrelease", encoding: .utf8)) ?? ""
    let numbers = release.split { !$0.isNumber }.prefix(2).compactMap { Int($0) }
    return numbers.count == 2 && (numbers[0], numbers[1]) >= (major, minor)
  }
}

/// The kernel's settings below /proc/sys, by name: `net.sctp.reconf_enable`.
enum Sysctl {
  static func value(of name: String) throws -> String {
    try String(contentsOfFile: path(name), encoding: .utf8).trimmingCharacters(in: .whitespacesAndNewlines)
  }

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

/// Runs `body` with other values of settings below net.sctp, and restores them.
///
/// A socket copies most settings when it is created, so create it in `body`.
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

/// Changes a kernel setting while a test runs.
struct SettingSysctl: TestTrait, SuiteTrait, TestScoping {
  let name: String
  let value: String

  var isRecursive: Bool { true }

  func provideScope(
    for test: Test, testCase: Test.Case?, performing function: @concurrent @Sendable () async throws -> Void
  ) async throws {
    let before = try Sysctl.value(of: name)
    try Sysctl.set(name, to: value)
    defer { #expect(throws: Never.self) { try Sysctl.set(name, to: before) } }
    try await function()
  }
}

extension Trait where Self == SettingSysctl {
  /// Changes a kernel setting while a test runs.
  static func settingSysctl(_ name: String, _ value: String) -> Self { SettingSysctl(name: name, value: value) }
}

extension Trait where Self == ConditionTrait {
  /// Skips the test if the kernel has no SCTP.
  static var requiresSCTP: Self {
    .enabled(
      if: SCTPSocket.isSupported, "this kernel has no SCTP: run the tests with Scripts/test, which brings one")
  }

  /// Skips the test if the process may not change a kernel setting; only root may.
  static func requiresSettableSysctl(_ name: String) -> Self {
    .enabled("\(name) cannot be set: run the tests as root, or with Scripts/test") { Sysctl.canBeSet(name) }
  }

  /// Skips the test if the process does not run as root.
  static var requiresRoot: Self {
    .enabled(if: geteuid() == 0, "only root can run it: run the tests as root, as Scripts/with-sctp does")
  }
}
