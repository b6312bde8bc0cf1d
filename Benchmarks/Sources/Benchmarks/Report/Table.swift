import Foundation

/// The figures as a table, in text and in Markdown.
enum Table {
  private static let columns = [
    ("workload", 50), ("C", 8), ("Swift", 8), ("unit", 9), ("Swift/C", 8), ("quartiles", 12), ("allocations", 12),
    ("goal", 22), ("met", 4),
  ]

  static var header: String { line(columns.map(\.0)) }

  static func line(_ outcome: Outcome) -> String { line(cells(outcome)) }

  static func markdown(_ outcomes: [Outcome]) -> String {
    let alignments = ["---"] + columns.dropFirst().map { _ in "---:" }
    let rows = [columns.map(\.0), alignments] + outcomes.map(cells)
    return rows.map { "| \($0.joined(separator: " | ")) |\n" }.joined()
  }

  private static func line(_ cells: [String]) -> String {
    zip(cells, columns).enumerated().map { index, element in
      let (cell, (_, width)) = element
      let padding = String(repeating: " ", count: max(0, width - cell.count))
      return index == 0 ? cell + padding : padding + cell
    }.joined(separator: " ")
  }

  private static func cells(_ outcome: Outcome) -> [String] {
    [
      outcome.name, figure(outcome.c), figure(outcome.swift), outcome.unit,
      outcome.ratio.map { String(format: "%.3f", $0.median) } ?? "-",
      outcome.ratio.map { String(format: "%.2f–%.2f", $0.lower, $0.upper) } ?? "-",
      allocations(outcome),
      outcome.goal.description,
      outcome.meetsGoal.map { $0 ? "yes" : "no" } ?? "-",
    ]
  }

  private static func figure(_ value: Double) -> String {
    String(format: value < 100 ? "%.2f" : "%.0f", value)
  }

  /// Swift's allocations, followed by C's if it has any.
  private static func allocations(_ outcome: Outcome) -> String {
    guard let swift = outcome.allocations else { return "-" }
    guard let c = outcome.allocationsInC, c >= 0.005 else { return figure(swift) }
    return "\(figure(swift)) (C: \(figure(c)))"
  }
}
