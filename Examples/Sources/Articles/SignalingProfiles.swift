enum SignalingProfiles {
  static let scenarios: [Scenario] = []
}
