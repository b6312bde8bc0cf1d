import Foundation

/// The figures as a text table, a line for each workload.
enum Table {
  static let columns: [(title: String, width: Int)] = [
    ("C", 8), ("Swift", 8), ("unit", 9), ("Swift/C", 8), ("quartiles", 12), ("allocations", 12), ("goal", 22),
    ("met", 4),
  ]
  private static let nameWidth = 50

  static var header: String {
    line("workload", columns.map(\.title))
  }

  static func line(_ outcome: Outcome) -> String {
    line(outcome.name, cells(outcome))
  }

  /// What is in the columns behind the name.
  static func cells(_ outcome: Outcome) -> [String] {
    [
      figure(outcome.c), figure(outcome.swift), outcome.unit,
      outcome.ratio.map { String(format: "%.3f", $0.median) } ?? "-",
      outcome.ratio.map { String(format: "%.2f–%.2f", $0.lower, $0.upper) } ?? "-",
      allocations(outcome),
      outcome.goal.description,
      outcome.goal.isMet(by: outcome).map { $0 ? "yes" : "no" } ?? "-",
    ]
  }

  private static func line(_ name: String, _ cells: [String]) -> String {
    let padded = zip(cells, columns).map { cell, column in cell.leftPadded(to: column.width) }
    return ([name.rightPadded(to: nameWidth)] + padded).joined(separator: " ")
  }

  private static func figure(_ value: Double) -> String {
    String(format: value < 100 ? "%.2f" : "%.0f", value)
  }

  /// Those of Swift, and behind them those of C if it has any.
  private static func allocations(_ outcome: Outcome) -> String {
    guard let swift = outcome.allocations else { return "-" }
    guard let c = outcome.allocationsInC, c >= 0.005 else { return figure(swift) }
    return "\(figure(swift)) (C: \(figure(c)))"
  }
}

extension Goal: CustomStringConvertible {
  var description: String {
    let parts = [figure.map { "\($0)" }, allocations.map { "\(Int($0)) alloc." }].compactMap(\.self)
    return parts.isEmpty ? "-" : parts.joined(separator: ", ")
  }
}

extension Goal.Figure: CustomStringConvertible {
  var description: String {
    switch self {
    case .ratioAtMost(let limit): String(format: "≤ %.2f × C", limit)
    case .ratioAtLeast(let limit): String(format: "≥ %.2f × C", limit)
    case .swiftAtMost(let limit): String(format: "≤ %.2f", limit)
    }
  }
}

extension String {
  func rightPadded(to width: Int) -> String { self + String(repeating: " ", count: max(0, width - count)) }
  func leftPadded(to width: Int) -> String { String(repeating: " ", count: max(0, width - count)) + self }
}
