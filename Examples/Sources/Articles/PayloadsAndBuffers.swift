enum PayloadsAndBuffers {
  static let scenarios: [Scenario] = []
}
