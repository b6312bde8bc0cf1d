/// Some work that is measured in C and in Swift.
struct Workload {
  let name: String
  let goal: Goal
  /// Measures it in a number of rounds.
  let measure: (_ rounds: Int) throws -> Measurement
}

/// A workload and what measuring it came to.
@dynamicMemberLookup struct Outcome {
  let name: String
  let goal: Goal
  var measurement: Measurement

  subscript<Value>(dynamicMember path: KeyPath<Measurement, Value>) -> Value { measurement[keyPath: path] }
}

extension Workload {
  func outcome(rounds: Int) throws -> Outcome {
    Outcome(name: name, goal: goal, measurement: try measure(rounds))
  }
}
