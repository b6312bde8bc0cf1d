enum MigratingFromGo {
  static let scenarios: [Scenario] = []
}
