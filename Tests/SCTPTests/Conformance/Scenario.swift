import Testing

/// Runs a scenario of a program whose scenarios build on each other; an error is reported with the scenario's name.
func scenario(_ name: String, _ location: SourceLocation = #_sourceLocation, _ body: () throws -> Void) throws {
  do {
    try body()
  } catch {
    Issue.record("the scenario '\(name)' failed", sourceLocation: location)
    throw error
  }
}
