/// The figures of a workload.
struct Measurement: Codable {
  private(set) var unit: String
  /// The figures of all rounds.
  private(set) var roundsInC: [Double]
  private(set) var rounds: [Double]
  /// Whether a greater figure is a better one.
  var isBetterWhenMore = false
  /// The allocations of each operation in Swift and in C, or nil where they are not counted.
  var allocations: Double?
  var allocationsInC: Double?

  init(unit: String, c: [Double], swift: [Double]) {
    self.unit = unit
    roundsInC = c
    rounds = swift
  }

  var c: Double { Spread(of: roundsInC).median }
  var swift: Double { Spread(of: rounds).median }

  /// Swift's figure divided by C's figure of the same round, or nil if C has nothing to measure.
  var ratio: Spread? {
    roundsInC.contains(0) ? nil : Spread(of: zip(rounds, roundsInC).map { $0 / $1 })
  }

  /// Returns this measurement together with the rounds of another run.
  func joined(with other: Measurement) -> Measurement {
    var sum = self
    sum.roundsInC += other.roundsInC
    sum.rounds += other.rounds
    sum.allocations = [allocations, other.allocations].compactMap(\.self).max()
    sum.allocationsInC = [allocationsInC, other.allocationsInC].compactMap(\.self).max()
    return sum
  }

  /// Converts nanoseconds to as many instructions.
  mutating func useInstructions() {
    switch unit {
    case "µs":
      unit = "instr."
      roundsInC = roundsInC.map { $0 * 1_000 }
      rounds = rounds.map { $0 * 1_000 }
    case "MB/s": unit = "B/kinstr"
    default: break
    }
  }
}

/// The median of several figures and their quartiles.
struct Spread {
  let lower: Double
  let median: Double
  let upper: Double

  /// The spread of the reciprocals.
  var inverse: Spread { Spread(lower: 1 / upper, median: 1 / median, upper: 1 / lower) }
}

extension Spread {
  init(of figures: [Double]) {
    let sorted = figures.sorted()
    func quantile(_ part: Double) -> Double {
      let position = part * Double(sorted.count - 1)
      let below = Int(position)
      let above = min(below + 1, sorted.count - 1)
      return sorted[below] + (sorted[above] - sorted[below]) * (position - Double(below))
    }
    self.init(lower: quantile(0.25), median: quantile(0.5), upper: quantile(0.75))
  }
}
