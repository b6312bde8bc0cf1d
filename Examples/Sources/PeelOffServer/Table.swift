/// The table of associations, printed at the end.
enum Table {
  private static let widths = [11, 6, 24, 10, 15, 12]

  static func print(_ sessions: [Session]) {
    Output.line("")
    Output.line(row("association", "socket", "peer", "messages", "bytes", "throughput"))
    for session in sessions {
      let speed = session.bytes.speed(in: session.duration)
      Output.line(
        row(
          "\(session.association)", session.socket.rawValue, "\(session.peer)", session.messages.grouped,
          session.bytes.grouped, speed))
    }
    Output.line("")
  }

  /// Aligns numbers to the right, and the text in columns 2 and 3 to the left.
  private static func row(_ cells: String...) -> String {
    zip(cells, widths).enumerated().map { index, cell in
      [1, 2].contains(index) ? cell.0.rightPadded(to: cell.1) : cell.0.leftPadded(to: cell.1)
    }.joined(separator: "  ")
  }
}
