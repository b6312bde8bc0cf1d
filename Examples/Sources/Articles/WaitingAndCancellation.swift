enum WaitingAndCancellation {
  static let scenarios: [Scenario] = []
}
