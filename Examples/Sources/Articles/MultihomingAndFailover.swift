enum MultihomingAndFailover {
  static let scenarios: [Scenario] = []
}
