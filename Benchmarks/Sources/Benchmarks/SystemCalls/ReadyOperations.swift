/// Operations that need not wait, as a call and as an async one.
struct ReadyOperations: Sendable {
  private static let rounds = 2

  /// How many there are in a round.
  let count: Int
  /// What is done before and after a round, outside of the count.
  var before: @Sendable () throws -> Void = {}
  var after: @Sendable () throws -> Void = {}
  let call: @Sendable () throws -> Void
  let asyncCall: @Sendable () async throws -> Void

  /// Each is to be one system call.
  static func checks(_ name: String, _ prepare: @escaping () throws -> ReadyOperations) -> [CallCheck] {
    [
      CallCheck(name: name, limit: 1) { thread in
        try prepare().measure(thread, try thread.tally()) { try $0.call() }
      },
      CallCheck(name: "\(name), async", limit: 1) { thread in
        try prepare().measure(thread, try thread.asyncTally()) { try await $0.asyncCall() }
      },
    ]
  }

  private func measure(
    _ thread: CountedThread, _ tally: CallTally,
    _ operation: @escaping @Sendable (ReadyOperations) async throws -> Void
  ) throws -> CallTally {
    var tally = tally
    try thread.extend(&tally) { tally in
      // The first round warms up.
      for _ in 0...Self.rounds {
        try before()
        try await tally.add(count) {
          for _ in 0..<count { try await operation(self) }
        }
        try after()
      }
    }
    return tally
  }
}
