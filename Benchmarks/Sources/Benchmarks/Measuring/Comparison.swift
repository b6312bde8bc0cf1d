import CBenchmarks

/// The two sides of a workload, which perform the same number of operations and return their nanoseconds.
struct Comparison {
  let operations: Int
  let c: () throws -> Double
  let swift: () throws -> Double

  /// Measures the microseconds of an operation.
  func latency(rounds: Int) throws -> Measurement {
    try measurement("µs", rounds) { $0 / 1_000 / Double(operations) }
  }

  /// Measures the megabytes in a second if each operation carries this number of bytes.
  func throughput(ofBytes bytes: Int, rounds: Int) throws -> Measurement {
    var measurement = try measurement("MB/s", rounds) { Double(bytes * operations) * 1_000 / $0 }
    measurement.isBetterWhenMore = true
    return measurement
  }

  /// Measures the cost of an operation as a multiple of its cost in another place, on each side.
  func growth(from base: Comparison, rounds: Int) throws -> Measurement {
    let times = try Self.times(of: [base.c, c, base.swift, swift], rounds: rounds)
    return Measurement(unit: "times", c: times.map { $0[1] / $0[0] }, swift: times.map { $0[3] / $0[2] })
  }

  private func measurement(
    _ unit: String, _ rounds: Int, _ figure: (_ nanoseconds: Double) -> Double
  ) throws -> Measurement {
    let times = try Self.times(of: [c, swift], rounds: rounds)
    var measurement = Measurement(unit: unit, c: times.map { figure($0[0]) }, swift: times.map { figure($0[1]) })
    measurement.allocations = Double(try Stopwatch.allocations(in: swift)) / Double(operations)
    measurement.allocationsInC = Double(try Stopwatch.allocations(in: c)) / Double(operations)
    return measurement
  }

  /// Returns the nanoseconds of each side in each round, after a round that warms up.
  ///
  /// Every other round runs the sides in reverse order, so that none benefits from its position.
  private static func times(of sides: [() throws -> Double], rounds: Int) throws -> [[Double]] {
    allocation_counter_settle_heap()
    for side in sides { _ = try side() }
    return try (0..<rounds).map { round in
      let order = round.isMultiple(of: 2) ? Array(sides.indices) : sides.indices.reversed()
      var times = [Double](repeating: 0, count: sides.count)
      for index in order { times[index] = try sides[index]() }
      return times
    }
  }
}
