/// Operations that find nothing at first, and what they wait for only then.
struct WaitingOperations {
  private static let count = 100

  let thread: CountedThread
  /// The number of the system call in which an operation finds nothing.
  let call: CInt
  /// How often the first operation finds nothing; every other one does so once.
  var firstAttempts = 1
  /// What is done before each operation.
  var before: () throws -> Void = {}
  let operation: @Sendable () async throws -> Void
  /// What an operation waits for.
  let event: () throws -> Void

  func measure(_ tally: CallTally) throws -> CallTally {
    let waits = try thread.waits(in: call)
    var tally = tally
    // The first one warms up.
    for index in 0...Self.count {
      try before()
      let attempts = try waits.count + (index == 0 ? firstAttempts : 1)
      try thread.extend(&tally) { [operation] tally in
        try await tally.add(1, operation)
      } meanwhile: {
        try Event.wait(orThrow: "an operation that was to wait did not") { try waits.count >= attempts }
        try event()
      }
    }
    return tally
  }
}
