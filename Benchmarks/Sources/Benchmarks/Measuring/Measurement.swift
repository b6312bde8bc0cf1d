/// What measuring a workload came to.
struct Measurement: Codable {
  private(set) var unit: String
  /// The figures of all rounds.
  private(set) var roundsInC: [Double]
  private(set) var rounds: [Double]
  /// Whether a greater figure is a better one.
  var isBetterWhenMore = false
  /// For each operation, in Swift and in C; nil where they are not counted.
  var allocations: Double?
  var allocationsInC: Double?

  init(unit: String, c: [Double], swift: [Double]) {
    self.unit = unit
    roundsInC = c
    rounds = swift
  }

  var c: Double { Spread(of: roundsInC).median }
  var swift: Double { Spread(of: rounds).median }

  /// Swift's figure divided by that of C in the same round; nil where C has nothing to measure.
  var ratio: Spread? {
    roundsInC.contains(0) ? nil : Spread(of: zip(rounds, roundsInC).map { $0 / $1 })
  }

  /// Adds the rounds of another run.
  mutating func add(_ other: Measurement) {
    roundsInC += other.roundsInC
    rounds += other.rounds
    allocations = Self.greater(allocations, other.allocations)
    allocationsInC = Self.greater(allocationsInC, other.allocationsInC)
  }

  /// Takes what was measured for instructions, of which a nanosecond is one.
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

  private static func greater(_ one: Double?, _ other: Double?) -> Double? {
    [one, other].compactMap(\.self).max()
  }
}
