enum CommonPitfalls {
  static let scenarios: [Scenario] = []
}
