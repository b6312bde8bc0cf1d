enum HandingOverSockets {
  static let scenarios: [Scenario] = []
}
