import Foundation

/// The ratios as an SVG picture: a bar for each workload, from what C costs to what Swift costs.
struct Chart {
  private static let rowHeight = 26.0
  private static let top = 62.0
  private static let bottom = 34.0

  private let rows: [ChartRow]
  private let scale: ChartScale

  /// Only the workloads whose two sides do the same are in it.
  init(_ outcomes: [Outcome]) {
    rows = outcomes.compactMap(ChartRow.init)
    scale = ChartScale(covering: rows.flatMap { [$0.cost.lower, $0.cost.upper, $0.goal ?? 1] })
  }

  var svg: String {
    let size = (width: ChartScale.right + 56, height: Self.top + Double(rows.count) * Self.rowHeight + Self.bottom)
    let parts = [header(size), style, background, title, grid, bars, "</svg>"]
    return parts.joined(separator: "\n") + "\n"
  }

  private func header(_ size: (width: Double, height: Double)) -> String {
    """
    <svg xmlns="http://www.w3.org/2000/svg" width="\(size.width.short)" height="\(size.height.short)" \
    viewBox="0 0 \(size.width.short) \(size.height.short)" role="img" aria-label="Swift's cost as a multiple of C's">
    """
  }

  // With a background of its own, the picture can be read also where its colours do not follow the page's.
  private var background: String {
    "<rect class=\"page\" width=\"100%\" height=\"100%\" rx=\"6\"/>"
  }

  private var style: String {
    """
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

  private var title: String {
    """
    <text class="title" x="12" y="22">Swift's cost as a multiple of C's</text>
    <text class="small" x="12" y="40">left of 1: Swift is faster; thin line: the middle half of all pairs; blue: the goal; orange: above it</text>
    """
  }

  private var grid: String {
    let end = Self.top + Double(rows.count) * Self.rowHeight
    return scale.marks.map { mark in
      let x = scale.x(mark).short
      return """
        <path class="\(mark == 1 ? "one" : "grid")" d="M\(x) \(Self.top.short)V\(end.short)"/>
        <text class="small" text-anchor="middle" x="\(x)" y="\((end + 18).short)">\(String(format: "%g", mark))</text>
        """
    }.joined(separator: "\n")
  }

  private var bars: String {
    rows.enumerated().map { index, row in
      row.svg(middle: Self.top + (Double(index) + 0.5) * Self.rowHeight, scale)
    }.joined(separator: "\n")
  }
}
