/// The same work, to be done by turns in different ways.
struct Pairing {
  /// Each returns its nanoseconds.
  let sides: [() throws -> Double]

  /// The nanoseconds of each side in each round, after one round to warm up.
  ///
  /// Every other round goes through the sides backwards, so that none gains by its place.
  func measure(rounds: Int) throws -> [[Double]] {
    for side in sides { _ = try side() }
    return try (0..<rounds).map { round in
      let order = round.isMultiple(of: 2) ? Array(sides.indices) : sides.indices.reversed()
      var times = [Double](repeating: 0, count: sides.count)
      for index in order { times[index] = try sides[index]() }
      return times
    }
  }
}
