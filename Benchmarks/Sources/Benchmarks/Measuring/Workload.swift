/// Some work that is measured in C and in Swift.
struct Workload {
  let name: String
  let goal: Goal
  /// Measures it in a number of rounds.
  let measure: (_ rounds: Int) throws -> Measurement
}

/// What measuring a workload came to.
struct Measurement {
  let unit: String
  let c: Double
  let swift: Double
  /// Whether a greater figure is a better one.
  var isBetterWhenMore = false
  /// Swift's figure divided by that of C in the same round; nil where they have no common measure.
  var ratio: Spread?
  /// For each operation, in Swift and in C; nil where they are not counted.
  var allocations: Double?
  var allocationsInC: Double?
}

/// A workload and what measuring it came to.
@dynamicMemberLookup struct Outcome {
  let name: String
  let goal: Goal
  let measurement: Measurement

  subscript<Value>(dynamicMember path: KeyPath<Measurement, Value>) -> Value { measurement[keyPath: path] }
}

extension Workload {
  func outcome(rounds: Int) throws -> Outcome {
    Outcome(name: name, goal: goal, measurement: try measure(rounds))
  }
}
