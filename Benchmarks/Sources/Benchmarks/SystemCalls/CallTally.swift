/// How many system calls operations made.
struct CallTally {
  private let counter: CallCounter
  /// The calls by which the counter itself is read.
  private let overhead: Int
  private var isWarm = false
  private(set) var operations = 0
  private(set) var calls = 0

  /// To be made by the thread that is going to add to it.
  init(_ counter: CallCounter) throws {
    self.counter = counter
    let before = try counter.count
    overhead = try counter.count - before
  }

  /// Counts the calls of `body`, which does so many operations.
  ///
  /// The first time is not counted: it makes what later ones find made, such as eventfds, and memory of the heap.
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

  var callsOfEach: Double { Double(calls) / Double(operations) }

  /// Whether the operations together made no more than `limit` times their number.
  func keeps(to limit: Int) -> Bool {
    // Each makes one at least: fewer would be an error of the counting.
    operations > 0 && (operations...operations * limit).contains(calls)
  }
}
