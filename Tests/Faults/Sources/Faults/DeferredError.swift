import SCTP

/// The error that a call defers to a later call, because messages come first or because the call has its result.
enum DeferredError {
  nonisolated(unsafe) private static var expected: Outcome?

  /// Runs a check, in which one receive must fail with this error.
  static func expect(_ outcome: Outcome, in check: () throws -> Void) throws {
    unsafe expected = outcome
    defer { unsafe expected = nil }
    try check()
    try require(unsafe expected == nil, "no later call: \(outcome)")
  }

  /// Returns whether the error is the expected one, and expects no further one.
  static func consume(_ error: SCTPError) -> Bool {
    guard let outcome = unsafe expected, outcome.isMatched(by: error) else { return false }
    unsafe expected = nil
    return true
  }
}
