enum MigratingFromC {
  static let scenarios: [Scenario] = []
}
