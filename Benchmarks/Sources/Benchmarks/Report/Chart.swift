import Foundation

/// The ratios as an SVG image, with a bar for each workload from C's cost to Swift's.
struct Chart {
  private static let left = 440.0
  private static let right = 960.0
  private static let top = 62.0
  private static let rowHeight = 26.0

  private let rows: [Row]
  /// The ratios that the scale covers.
  private let range: ClosedRange<Double>

  private struct Row {
    let name: String
    let cost: Spread
    /// The limit of the cost, if there is a goal.
    let goal: Double?

    /// Returns nil if the two sides do not do the same work.
    init?(_ outcome: Outcome) {
      guard let ratio = outcome.ratio, outcome.goal.swiftAtMost == nil else { return nil }
      name = outcome.name
      cost = outcome.isBetterWhenMore ? ratio.inverse : ratio
      goal = outcome.goal.ratioAtMost ?? outcome.goal.ratioAtLeast.map { 1 / $0 }
    }
  }

  init(_ outcomes: [Outcome]) {
    rows = outcomes.compactMap(Row.init)
    let ratios: [Double] = rows.flatMap { [$0.cost.lower, $0.cost.upper, $0.goal ?? 1] }
    range = max(0.1, min(0.75, ratios.min() ?? 1) * 0.95)...min(10, max(1.5, ratios.max() ?? 1) * 1.05)
  }

  var svg: String {
    let bottom = Self.top + Double(rows.count) * Self.rowHeight
    let (width, height) = (Self.right + 56, bottom + 34)
    return """
      <svg xmlns="http://www.w3.org/2000/svg" width="\(width)" height="\(height)" viewBox="0 0 \(width) \(height)" \
      role="img" aria-label="Swift's cost as a multiple of C's">
      \(Self.style)
      <rect class="page" width="100%" height="100%" rx="6"/>
      <text class="title" x="12" y="22">Swift's cost as a multiple of C's</text>
      <text class="small" x="12" y="40">left of 1: Swift costs less; thin line: quartiles; blue: goal; orange: goal missed</text>
      \(grid(to: bottom))
      \(rows.enumerated().map(bar).joined(separator: "\n"))
      </svg>

      """
  }

  private func grid(to bottom: Double) -> String {
    let marks = [0.125, 0.25, 0.5, 0.75, 1, 1.25, 1.5, 2, 3, 4, 6, 8].filter { range ~= $0 }
    return marks.map { mark in
      """
      <path class="\(mark == 1 ? "one" : "grid")" d="M\(x(mark)) \(Self.top)V\(bottom)"/>
      <text class="small" text-anchor="middle" x="\(x(mark))" y="\(bottom + 18)">\(String(format: "%g", mark))</text>
      """
    }.joined(separator: "\n")
  }

  private func bar(_ index: Int, _ row: Row) -> String {
    let cost = row.cost
    let ends = [1, cost.median].sorted()
    let kind = row.goal.map { cost.median > $0 ? "over" : "within" } ?? "plain"
    let goal = row.goal.map { "<path class=\"goal\" d=\"M\(x($0)) -9v18\"/>" } ?? ""
    return """
      <g transform="translate(0 \(Self.top + (Double(index) + 0.5) * Self.rowHeight))">
        <text x="12" y="4.5">\(row.name)</text>
        <path class="\(kind)" d="M\(x(ends[0])) -6H\(x(ends[1]))V6H\(x(ends[0]))Z"/>
        <path class="spread" d="M\(x(cost.lower)) 0H\(x(cost.upper))"/>\(goal)
        <text class="small" x="\(Self.right + 10)" y="4.5">\(String(format: "%.2f", cost.median))</text>
      </g>
      """
  }

  /// The position of a ratio on a logarithmic scale: a half is as far from 1 as a double.
  private func x(_ ratio: Double) -> String {
    let clamped = min(max(ratio, range.lowerBound), range.upperBound)
    let part = log(clamped / range.lowerBound) / log(range.upperBound / range.lowerBound)
    return String(format: "%.1f", Self.left + part * (Self.right - Self.left))
  }

  // The page has a background, so that the image can be read where its colors do not follow those of the page around it.
  private static let style = """
    <style>
      text { font: 13px system-ui, "Segoe UI", Helvetica, Arial, sans-serif; fill: #1f2328 }
      .title { font-weight: 600; font-size: 15px }
      .small { font-size: 12px; fill: #59636e }
      .page { fill: #ffffff }
      .grid { stroke: #d1d9e0 }
      .one { stroke: #59636e; stroke-width: 1.5 }
      .within { fill: #3c873a }
      .over { fill: #d9730d }
      .plain { fill: #818b98 }
      .spread { stroke: #1f2328; stroke-width: 1.5; fill: none }
      .goal { stroke: #0969da; stroke-width: 3 }
      @media (prefers-color-scheme: dark) {
        text { fill: #f0f6fc }
        .small { fill: #9198a1 }
        .page { fill: #0d1117 }
        .grid { stroke: #3d444d }
        .one { stroke: #9198a1 }
        .within { fill: #57ab5a }
        .over { fill: #e0823d }
        .plain { fill: #818b98 }
        .spread { stroke: #f0f6fc }
        .goal { stroke: #58a6ff }
      }
    </style>
    """
}
