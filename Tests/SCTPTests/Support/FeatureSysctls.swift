import Foundation
import Testing

/// Runs `body` with other values of sysctls below net.sctp, and gives them their own values back afterwards.
///
/// A socket takes most of them over when it is made: make it in `body`.
func withSysctl(_ values: [String: Int], _ body: () throws -> Void) throws {
  var before: [String: String] = [:]
  defer {
    for (name, value) in before { #expect(throws: Never.self) { try setSysctl(name, to: value) } }
  }
  for (name, value) in values {
    before[name] = try String(contentsOfFile: path(name), encoding: .utf8)
    try setSysctl(name, to: "\(value)")
  }
  try body()
}

private func setSysctl(_ name: String, to value: String) throws {
  try value.write(toFile: path(name), atomically: false, encoding: .utf8)
}

private func path(_ name: String) -> String { "/proc/sys/net/sctp/\(name)" }

extension Trait where Self == ConditionTrait {
  /// For tests that set sysctls.
  static var requiresRoot: Self {
    .enabled(if: geteuid() == 0, "only root may set sysctls: run the tests as root, as Scripts/with-sctp does")
  }
}
