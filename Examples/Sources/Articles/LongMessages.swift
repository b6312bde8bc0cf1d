enum LongMessages {
  static let scenarios: [Scenario] = []
}
