import Foundation
import Testing

enum Descriptors {
  /// What each open descriptor of this process refers to, such as `socket:[4711]`.
  static func open() -> [Int: String] {
    let numbers = (try? FileManager.default.contentsOfDirectory(atPath: "/proc/self/fd")) ?? []
    var open: [Int: String] = [:]
    for number in numbers {
      let target = try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/fd/\(number)")
      // The one that lists the folder is gone by now.
      if let number = Int(number), let target, !target.hasPrefix("/proc/") { open[number] = target }
    }
    return open
  }
}

/// Checks that a test closes all that it opens.
struct LeavesNoDescriptor: TestTrait, SuiteTrait, TestScoping {
  var isRecursive: Bool { true }

  func provideScope(
    for test: Test, testCase: Test.Case?, performing function: @concurrent @Sendable () async throws -> Void
  ) async throws {
    let before = Descriptors.open()
    try await function()
    let left = Descriptors.open().filter { before[$0.key] != $0.value }
    #expect(left.isEmpty, "\(test.name) left descriptors open")
  }
}

extension Trait where Self == LeavesNoDescriptor {
  static var leavesNoDescriptor: Self { LeavesNoDescriptor() }
}
