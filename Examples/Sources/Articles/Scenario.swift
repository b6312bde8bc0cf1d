import Foundation

/// Code of an article, which CI runs, with a check of its outcome.
///
/// Each article has a file with an enumeration of its name. The functions of the enumeration contain the article's code
/// blocks, and `scenarios` contains the code that calls them:
///
/// ```
/// enum GettingStarted {
///   static let scenarios = [
///     Scenario("An echo arrives") {
///       let answer = try await echo("hello")
///       try expect(answer == "hello", "the answer is \(answer)")
///     }
///   ]
/// }
/// ```
///
/// `main.swift` lists the enumerations. A scenario fails if it throws, or does not return within `timeLimit`.
struct Scenario: Sendable {
  static let timeLimit = Duration.seconds(60)

  let name: String
  /// The body runs outside of the main actor, so that it may block its thread.
  private let body: @concurrent @Sendable () async throws -> Void

  init(_ name: String, _ body: @escaping @concurrent @Sendable () async throws -> Void) {
    self.name = name
    self.body = body
  }

  /// Runs the scenario, prints a line, and returns whether the scenario succeeded.
  ///
  /// Exits if the time limit expires.
  func succeeds() async -> Bool {
    let watchdog = Task.detached { [name] in
      try await Task.sleep(for: Self.timeLimit)
      print("FAILED  \(name): the time limit of \(Self.timeLimit) expired")
      exit(1)
    }
    defer { watchdog.cancel() }
    do {
      try await body()
      print("ok      \(name)")
      return true
    } catch {
      print("FAILED  \(name): \(error)")
      return false
    }
  }
}

/// A check of a scenario that failed.
struct UnexpectedOutcome: Error, CustomStringConvertible {
  let description: String
}

/// Throws an error with the sentence if the condition is false.
func expect(_ condition: Bool, _ sentence: @autoclosure () -> String) throws(UnexpectedOutcome) {
  guard condition else { throw UnexpectedOutcome(description: sentence()) }
}
