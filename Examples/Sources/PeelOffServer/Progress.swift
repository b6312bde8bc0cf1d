/// The progress of a transfer, reported in tenths if the file is large.
struct Progress: Sendable {
  /// A completed tenth, and the throughput so far.
  struct Step {
    let percent: Int
    let done: Int
    let total: Int
    let duration: Duration

    var text: String {
      let part = "\(done.inMegabytes) of \(total.inMegabytes) MB"
      return "\("\(percent)".leftPadded(to: 3)) %  \(part), \(done.speed(in: duration))"
    }
  }

  private static let smallest = 1_000_000

  private let total: Int
  private var tenths = 0
  private let start = ContinuousClock.now

  init(of total: Int) {
    self.total = total
  }

  mutating func advance(to done: Int) -> Step? {
    guard total >= Self.smallest else { return nil }
    let now = Int(Double(done) / Double(total) * 10)
    guard now > tenths else { return nil }
    tenths = now
    return Step(percent: now * 10, done: done, total: total, duration: start.duration(to: .now))
  }
}
