/// The two sides of a workload, each of which does the same number of operations and returns its nanoseconds.
struct Comparison {
  let operations: Int
  let c: () throws -> Double
  let swift: () throws -> Double

  /// Microseconds for each operation.
  func latency(rounds: Int) throws -> Measurement {
    try measurement("µs", rounds) { $0 / 1_000 / Double(operations) }
  }

  /// Megabytes a second, when each operation carries so many bytes.
  func throughput(ofBytes bytes: Int, rounds: Int) throws -> Measurement {
    var measurement = try measurement("MB/s", rounds) { Double(bytes * operations) * 1_000 / $0 }
    measurement.isBetterWhenMore = true
    return measurement
  }

  private func measurement(
    _ unit: String, _ rounds: Int, _ figure: (_ nanoseconds: Double) -> Double
  ) throws -> Measurement {
    let times = try Pairing(sides: [c, swift]).measure(rounds: rounds)
    var measurement = Measurement(unit: unit, c: times.map { figure($0[0]) }, swift: times.map { figure($0[1]) })
    measurement.allocations = Double(try Stopwatch.allocations(in: swift)) / Double(operations)
    measurement.allocationsInC = Double(try Stopwatch.allocations(in: c)) / Double(operations)
    return measurement
  }
}

extension Workload {
  /// A workload whose measure is the time of an operation.
  static func latency(_ name: String, _ goal: Goal, _ prepare: @escaping () throws -> Comparison) -> Workload {
    Workload(name: name, goal: goal) { try prepare().latency(rounds: $0) }
  }
}
