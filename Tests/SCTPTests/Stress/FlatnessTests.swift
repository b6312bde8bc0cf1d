import Testing

/// The criterion of the soak test.
@Suite struct FlatnessOfSamples {
  private let flatness = Flatness(tolerance: 10)

  @Test("Samples that fluctuate are flat") func fluctuating() {
    var random = Seeded(1)
    for _ in 0..<100 {
      let samples = (0..<60).map { _ in Int.random(in: 1_000...1_200, using: &random) }
      #expect(flatness.growth(of: samples) == nil)
    }
  }

  @Test("A warm-up is not growth") func warmUp() {
    #expect(flatness.growth(of: [10, 500, 900] + [Int](repeating: 1_000, count: 15)) == nil)
  }

  @Test("Steady growth is found, even if it is smaller than the fluctuation of a sample") func steady() {
    var random = Seeded(2)
    for _ in 0..<100 {
      let samples = (0..<60).map { 1_000 + $0 * 20 + Int.random(in: 0...200, using: &random) }
      #expect(flatness.growth(of: samples) != nil)
    }
  }

  @Test("Growth in steps is found") func steps() {
    #expect(Flatness(tolerance: 0).growth(of: (0..<60).map { $0 / 15 }) != nil)
  }

  @Test("Growth within the tolerance is flat") func tolerance() {
    #expect(flatness.growth(of: halves(0, 10)) == nil)
    #expect(flatness.growth(of: halves(0, 11)) == 11)
  }

  @Test("Too few samples are not judged") func tooFew() {
    #expect(flatness.growth(of: (0..<11).map { $0 * 1_000 }) == nil)
  }

  private func halves(_ first: Int, _ second: Int) -> [Int] {
    [Int](repeating: first, count: 6) + [Int](repeating: second, count: 6)
  }
}
