enum DocumentationComments {
  static let scenarios: [Scenario] = []
}
