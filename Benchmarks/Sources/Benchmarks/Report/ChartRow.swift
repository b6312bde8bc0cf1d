import Foundation

/// One workload in the chart.
struct ChartRow {
  private static let thickness = 12.0

  private let name: String
  let cost: Spread
  /// What the cost must not be above, if there is a goal.
  let goal: Double?

  init?(_ outcome: Outcome) {
    guard let ratio = outcome.ratio, !outcome.goal.isAboutSwift else { return nil }
    name = outcome.name
    cost = outcome.isBetterWhenMore ? ratio.inverse : ratio
    goal =
      switch outcome.goal.figure {
      case .ratioAtMost(let limit): limit
      case .ratioAtLeast(let limit): 1 / limit
      case .swiftAtMost, nil: nil
      }
  }

  func svg(middle: Double, _ scale: ChartScale) -> String {
    let text = (middle + 4.5).short
    let parts = [
      "<text x=\"12\" y=\"\(text)\">\(name)</text>", bar(middle, scale), spread(middle, scale), goalTick(middle, scale),
      "<text class=\"small\" x=\"\((ChartScale.right + 10).short)\" y=\"\(text)\">\(String(format: "%.2f", cost.median))</text>",
    ]
    return parts.compactMap(\.self).joined(separator: "\n")
  }

  private func bar(_ middle: Double, _ scale: ChartScale) -> String {
    let ends = [scale.x(1), scale.x(cost.median)].sorted()
    let kind = goal.map { cost.median > $0 ? "over" : "within" } ?? "plain"
    return """
      <rect class="\(kind)" x="\(ends[0].short)" y="\((middle - Self.thickness / 2).short)" \
      width="\((ends[1] - ends[0]).short)" height="\(Self.thickness.short)"/>
      """
  }

  private func spread(_ middle: Double, _ scale: ChartScale) -> String {
    "<path class=\"spread\" d=\"M\(scale.x(cost.lower).short) \(middle.short)H\(scale.x(cost.upper).short)\"/>"
  }

  private func goalTick(_ middle: Double, _ scale: ChartScale) -> String? {
    goal.map { goal in
      "<path class=\"goal\" d=\"M\(scale.x(goal).short) \((middle - 9).short)v18\"/>"
    }
  }
}
