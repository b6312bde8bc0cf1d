import Testing

@testable import SCTP

extension SCTPEndpoint {
  /// Waits until that many tasks wait for this socket.
  func untilTasksWait(_ count: Int = 1, _ location: SourceLocation = #_sourceLocation) async throws {
    let watch = try watched()
    try await until("\(count) tasks wait", location) { watch.waitingTasks == count }
  }

  /// Whether no task has ever had to wait for this socket.
  var isUnwatched: Bool { gate.existingWatch == nil }

  /// What tasks wait for this socket by.
  func watched() throws(SCTPError) -> ReadinessWatch {
    try gate.withDescriptor("epoll_ctl") { descriptor throws(SCTPError) in
      try gate.watch(descriptor, for: .input)
    }
  }
}

/// Gives way to other tasks until a condition holds; fails the test if it never does.
func until(
  _ what: String, _ location: SourceLocation = #_sourceLocation, _ condition: () throws -> Bool
) async throws {
  let end = ContinuousClock.now + patience
  while try !condition() {
    try #require(ContinuousClock.now < end, "never happened: \(what)", sourceLocation: location)
    await Task.yield()
  }
}

/// Checks that a call fails with this error number and with this reason, or with none.
func expectFailure<Value>(
  _ code: Errno, _ reason: SCTPError.Reason? = nil, in operation: String? = nil,
  _ location: SourceLocation = #_sourceLocation, of call: () async throws -> Value
) async {
  let outcome: Result<Void, any Error>
  do {
    _ = try await call()
    outcome = .success(())
  } catch {
    outcome = .failure(error)
  }
  inThread { expectFailure(code, reason, in: operation, location) { try outcome.get() } }
}

extension SCTPSocket {
  /// The next message; notifications before it fail the test.
  func message(_ location: SourceLocation = #_sourceLocation) async throws -> SCTPMessage {
    let received = try await receive(timeout: patience)
    return try #require(received.message, sourceLocation: location)
  }
}

extension SCTPOneToOneSocket {
  /// The next message; its absence, or a notification before it, fails the test.
  func message(_ location: SourceLocation = #_sourceLocation) async throws -> SCTPMessage {
    let received = try await receive(timeout: patience)
    return try #require(received?.message, sourceLocation: location)
  }
}

/// A call of a `Background` or a test that is to be the form which waits in its thread, from code that is async.
func inThread<Value, Failure: Error>(_ call: () throws(Failure) -> Value) throws(Failure) -> Value {
  try call()
}
