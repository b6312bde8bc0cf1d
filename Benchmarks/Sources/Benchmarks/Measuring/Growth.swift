/// How much more an operation costs in one place than in another, on each side.
struct Growth {
  private let base: Comparison
  private let grown: Comparison

  /// Both do the same number of operations.
  init(from base: Comparison, to grown: Comparison) {
    self.base = base
    self.grown = grown
  }

  func measure(rounds: Int) throws -> Measurement {
    let times = try Pairing(sides: [base.c, grown.c, base.swift, grown.swift]).measure(rounds: rounds)
    return Measurement(unit: "times", c: times.map { $0[1] / $0[0] }, swift: times.map { $0[3] / $0[2] })
  }
}
