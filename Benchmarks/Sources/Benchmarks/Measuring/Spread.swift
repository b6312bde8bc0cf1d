/// The median of several figures, and the quartiles around it.
struct Spread {
  let lower: Double
  let median: Double
  let upper: Double

  init(of figures: [Double]) {
    let sorted = figures.sorted()
    lower = Self.quantile(0.25, sorted)
    median = Self.quantile(0.5, sorted)
    upper = Self.quantile(0.75, sorted)
  }

  private init(lower: Double, median: Double, upper: Double) {
    self.lower = lower
    self.median = median
    self.upper = upper
  }

  /// That of one divided by each figure.
  var inverse: Spread { Spread(lower: 1 / upper, median: 1 / median, upper: 1 / lower) }

  private static func quantile(_ part: Double, _ sorted: [Double]) -> Double {
    let position = part * Double(sorted.count - 1)
    let below = Int(position)
    let above = min(below + 1, sorted.count - 1)
    return sorted[below] + (sorted[above] - sorted[below]) * (position - Double(below))
  }
}
