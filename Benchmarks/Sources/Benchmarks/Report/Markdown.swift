/// The figures as a table for the documentation, with the columns of the text table.
enum Markdown {
  static func text(_ outcomes: [Outcome]) -> String {
    let titles = ["workload"] + Table.columns.map(\.title)
    let alignments = ["---"] + Table.columns.map { _ in "---:" }
    let rows = outcomes.map { [$0.name] + Table.cells($0) }
    return ([titles, alignments] + rows).map { "| \($0.joined(separator: " | ")) |\n" }.joined()
  }
}
