enum EventLoops {
  static let scenarios: [Scenario] = []
}
