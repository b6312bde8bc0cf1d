import Foundation
import Testing

@testable import SCTP

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

extension Descriptors {
  /// What a call opened and left open.
  static func left(by call: @concurrent @Sendable () async throws -> Void) async rethrows -> [Int: String] {
    let before = open()
    try await call()
    return open().filter { before[$0.key] != $0.value }
  }
}

/// Checks that a test closes all that it opens.
///
/// Tests that are checked run one after the other, whatever their suite.
struct LeavesNoDescriptor: TestTrait, SuiteTrait, TestScoping {
  private static let turn = Turn()

  var isRecursive: Bool { true }

  func provideScope(
    for test: Test, testCase: Test.Case?, performing function: @concurrent @Sendable () async throws -> Void
  ) async throws {
    // It is there from the first wait of a task on, and stays.
    _ = try Reactor.shared()
    try await Self.turn.take {
      let left = try await Descriptors.left(by: function)
      #expect(left.isEmpty, "\(test.name) left descriptors open")
    }
  }
}

/// Lets one at a time, in the order in which they came.
private actor Turn {
  private var isTaken = false
  private var waiting: [CheckedContinuation<Void, Never>] = []

  nonisolated func take(_ body: () async throws -> Void) async rethrows {
    await begin()
    do {
      try await body()
      await end()
    } catch {
      await end()
      throw error
    }
  }

  private func begin() async {
    guard isTaken else {
      isTaken = true
      return
    }
    await withCheckedContinuation { waiting.append($0) }
  }

  private func end() {
    if waiting.isEmpty { isTaken = false } else { waiting.removeFirst().resume() }
  }
}

extension Trait where Self == LeavesNoDescriptor {
  static var leavesNoDescriptor: Self { LeavesNoDescriptor() }
}
