/// A limit for the system calls of an operation.
struct CallCheck {
  let name: String
  let limit: Double
  let measure: (CountedThread) throws -> CallTally
}

/// The number of system calls that operations made.
struct CallTally {
  private let counter: CallCounter
  /// The system calls that read the counter itself.
  private let overhead: Int
  private var isWarm = false
  private(set) var operations = 0
  private(set) var calls = 0

  /// Creates a tally in the thread that is going to add to it.
  init(_ counter: CallCounter) throws {
    self.counter = counter
    let before = try counter.count
    overhead = try counter.count - before
  }

  /// Counts the calls of `body`, which performs this number of operations.
  ///
  /// The first use does not count, because it creates the eventfds and the heap memory that later uses share.
  mutating func add(_ operations: Int = 1, _ body: () async throws -> Void) async throws {
    let before = try counter.count
    try await body()
    let after = try counter.count
    if isWarm {
      calls += after - before - overhead
      self.operations += operations
    }
    isWarm = true
  }

  var callsPerOperation: Double { Double(calls) / Double(operations) }

  /// Whether the operations together made no more than `limit` times their number of calls.
  func isWithin(_ limit: Double) -> Bool {
    // Each operation makes at least one call. Fewer would be a counting error.
    operations > 0 && (1...limit).contains(callsPerOperation)
  }
}

/// Operations that need not wait, in the blocking and in the async form.
struct ReadyOperations: Sendable {
  private static let rounds = 2

  /// The number of operations in a round.
  let count: Int
  /// Runs before each round, outside of the count.
  var before: @Sendable () throws -> Void = {}
  /// Runs after each round, outside of the count.
  var after: @Sendable () throws -> Void = {}
  let call: @Sendable () throws -> Void
  let asyncCall: @Sendable () async throws -> Void

  /// Creates checks that each operation is one system call.
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
