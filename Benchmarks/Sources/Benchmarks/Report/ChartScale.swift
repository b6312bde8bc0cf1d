import Foundation

/// Where a ratio lies in the chart: half as much is as far from 1 as twice as much.
struct ChartScale {
  static let left = 440.0
  static let right = 960.0

  let marks: [Double]
  private let range: ClosedRange<Double>

  init(covering ratios: [Double]) {
    let low = max(0.1, min(0.75, ratios.min() ?? 1) * 0.95)
    let high = min(10, max(1.5, ratios.max() ?? 1) * 1.05)
    range = low...high
    marks = [0.125, 0.25, 0.5, 0.75, 1, 1.25, 1.5, 2, 3, 4, 6, 8].filter { low...high ~= $0 }
  }

  func x(_ ratio: Double) -> Double {
    let clamped = min(max(ratio, range.lowerBound), range.upperBound)
    let part = log(clamped / range.lowerBound) / log(range.upperBound / range.lowerBound)
    return Self.left + part * (Self.right - Self.left)
  }
}

extension Double {
  /// With one decimal, for coordinates.
  var short: String { String(format: "%.1f", self) }
}
