enum HandlingErrors {
  static let scenarios: [Scenario] = []
}
