import Foundation

/// Work that is measured in C and in Swift.
struct Workload {
  let name: String
  let goal: Goal
  /// Measures the work in a number of rounds.
  let measure: (_ rounds: Int) throws -> Measurement

  /// Creates a workload that is measured by the time of an operation.
  static func latency(_ name: String, _ goal: Goal = Goal(), _ prepare: @escaping () throws -> Comparison) -> Workload {
    Workload(name: name, goal: goal) { try prepare().latency(rounds: $0) }
  }

  func outcome(rounds: Int) throws -> Outcome {
    Outcome(workload: self, measurement: try measure(rounds))
  }
}

/// What the library promises of a workload.
struct Goal: CustomStringConvertible {
  var ratioAtMost: Double?
  var ratioAtLeast: Double?
  var swiftAtMost: Double?
  /// The limit of the allocations of each operation.
  var allocations: Int?

  var description: String {
    let parts = [
      ratioAtMost.map { String(format: "≤ %.2f × C", $0) },
      ratioAtLeast.map { String(format: "≥ %.2f × C", $0) },
      swiftAtMost.map { String(format: "≤ %.2f", $0) },
      allocations.map { "\($0) alloc." },
    ].compactMap(\.self)
    return parts.isEmpty ? "-" : parts.joined(separator: ", ")
  }
}

/// A workload and its measurement.
@dynamicMemberLookup struct Outcome {
  let workload: Workload
  var measurement: Measurement

  var name: String { workload.name }
  var goal: Goal { workload.goal }

  subscript<Value>(dynamicMember path: KeyPath<Measurement, Value>) -> Value { measurement[keyPath: path] }

  /// Whether the goal is met, or nil without a goal.
  var meetsGoal: Bool? {
    let ratio = measurement.ratio?.median
    let results = [
      goal.ratioAtMost.map { (ratio ?? .infinity) <= $0 },
      goal.ratioAtLeast.map { (ratio ?? 0) >= $0 },
      goal.swiftAtMost.map { measurement.swift <= $0 },
      meetsAllocationGoal,
    ].compactMap(\.self)
    return results.isEmpty ? nil : results.allSatisfy(\.self)
  }

  /// Whether there are no more allocations than the goal allows, or nil if it sets no limit.
  var meetsAllocationGoal: Bool? {
    // Something outside of the loop, such as a timer of the runtime, may allocate once in thousands of operations.
    goal.allocations.map { (measurement.allocations ?? .infinity) <= Double($0) + 0.005 }
  }
}
