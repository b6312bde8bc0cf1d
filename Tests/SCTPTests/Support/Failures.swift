import SCTP
import Testing

/// Checks that a call fails with this errno and with this reason; nil means without a reason.
func expectFailure<Value>(
  _ code: Errno, _ reason: SCTPError.Reason? = nil, in operation: String? = nil,
  _ location: SourceLocation = #_sourceLocation, of call: () throws -> Value
) {
  let error = #expect(throws: SCTPError.self, sourceLocation: location) { _ = try call() }
  guard let error else { return }
  #expect(error.code == code, sourceLocation: location)
  #expect(error.reason == reason ?? (code == .timedOut ? .timeout : nil), sourceLocation: location)
  if let operation { #expect(error.operation == operation, sourceLocation: location) }
}

/// Checks that an async call fails with this errno and with this reason; nil means without a reason.
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

extension Background {
  /// Checks that the call in the other thread fails with this errno and with this reason.
  func expectFailure(
    _ code: Errno, _ reason: SCTPError.Reason? = nil, _ location: SourceLocation = #_sourceLocation
  ) {
    SCTPTests.expectFailure(code, reason, location) { _ = try value(location) }
  }
}

/// Checks that a value is rejected with this errno: by the library because it is out of range, or by the kernel.
func expectRefusal(
  _ code: Errno, _ location: SourceLocation = #_sourceLocation, of call: () throws -> Void
) {
  let error = #expect(throws: SCTPError.self, sourceLocation: location, performing: call)
  guard let error else { return }
  #expect(error.code == code, sourceLocation: location)
  #expect([nil, .outOfRange, .minimumAboveMaximum].contains(error.reason), sourceLocation: location)
}
