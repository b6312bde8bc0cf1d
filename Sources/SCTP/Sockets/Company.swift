#if os(Linux)
/// Whether a socket may be without any association, so that a wait would be for nothing.
struct Company {
  /// How many times it has been lost; to begin with, there is none.
  private(set) var losses = 1
  private var lossesBeforeSeen = 0

  var isUnsure: Bool { lossesBeforeSeen < losses }

  mutating func mayBeLost() {
    losses += 1
  }

  /// Notes that a look found company, which began when there were that many ``losses``: those after it count still.
  mutating func wasSeen(after losses: Int) {
    lossesBeforeSeen = max(lossesBeforeSeen, losses)
  }
}
#endif
