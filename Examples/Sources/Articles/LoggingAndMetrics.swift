enum LoggingAndMetrics {
  static let scenarios: [Scenario] = []
}
