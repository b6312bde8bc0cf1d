import Testing

extension OnTheKernel {
  /// Random operations on many associations, compared with a model of them.
  @Suite struct ModelStress {
    @Test("Random operations deliver the messages that the model expects") func randomOperations() async throws {
      for round in 0..<StressSettings.rounds {
        let world = try await ModelWorld(seed: StressSettings.seed + UInt64(round))
        for _ in 0..<3_000 { try await world.step() }
        try await world.finish()
      }
    }
  }
}
