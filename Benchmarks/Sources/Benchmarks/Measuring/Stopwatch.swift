import AllocationCounter
import CWorkloads

/// Measures time, and counts allocations while it does.
enum Stopwatch {
  /// How many nanoseconds `body` takes.
  static func time(_ body: () throws -> Void) rethrows -> Double {
    allocation_counter_set_counting(true)
    defer { allocation_counter_set_counting(false) }
    let start = workload_clock()
    try body()
    return Double(workload_clock() - start)
  }

  /// How many nanoseconds `body` takes, several times, without what is done before and after it.
  static func time(
    rounds: Int, before: () throws -> Void = {}, _ body: () throws -> Void, after: () throws -> Void = {}
  ) rethrows -> Double {
    var sum = 0.0
    for _ in 0..<rounds {
      try before()
      sum += try time(body)
      try after()
    }
    return sum
  }

  /// How many blocks are allocated in what `body` measures.
  static func allocations(in body: () throws -> Double) rethrows -> Int {
    let before = allocation_counter_count()
    _ = try body()
    return Int(allocation_counter_count() - before)
  }
}
