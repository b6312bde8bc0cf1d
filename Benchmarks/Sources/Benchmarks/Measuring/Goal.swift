/// What the library promises of a workload.
struct Goal {
  enum Figure {
    /// Of the times, or of other figures of which less is better.
    case ratioAtMost(Double)
    /// Of figures of which more is better.
    case ratioAtLeast(Double)
    case swiftAtMost(Double)
  }

  let figure: Figure?
  /// For each operation.
  let allocations: Double?

  static var none: Goal { Goal(figure: nil, allocations: nil) }

  static func ratio(atMost limit: Double, allocations: Double? = nil) -> Goal {
    Goal(figure: .ratioAtMost(limit), allocations: allocations)
  }

  static func ratio(atLeast limit: Double, allocations: Double? = nil) -> Goal {
    Goal(figure: .ratioAtLeast(limit), allocations: allocations)
  }

  static func swift(atMost limit: Double) -> Goal {
    Goal(figure: .swiftAtMost(limit), allocations: nil)
  }

  /// Whether it is about Swift's own figure, and not about how that compares with C's.
  var isAboutSwift: Bool {
    if case .swiftAtMost = figure { true } else { false }
  }

  /// Nil if there is no goal.
  func isMet(by outcome: Outcome) -> Bool? {
    guard let figure else { return isFrugal(outcome) }
    return isFrugal(outcome) != false && isMet(figure, by: outcome)
  }

  /// Whether there are no more allocations than these; nil if there is no goal for them.
  func isFrugal(_ outcome: Outcome) -> Bool? {
    // Something beside the loop, such as a timer of the runtime, may allocate once in thousands of operations.
    allocations.map { (outcome.allocations ?? .infinity) <= $0 + 0.005 }
  }

  private func isMet(_ figure: Figure, by outcome: Outcome) -> Bool {
    switch figure {
    case .ratioAtMost(let limit): outcome.ratio.map { $0.median <= limit } ?? false
    case .ratioAtLeast(let limit): outcome.ratio.map { $0.median >= limit } ?? false
    case .swiftAtMost(let limit): outcome.swift <= limit
    }
  }
}
