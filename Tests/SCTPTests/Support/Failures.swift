import SCTP
import Testing

/// Checks that a call fails with this error number and with this reason, or with none.
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

/// Checks that a value is refused with this error number, by the kernel or before it would misread the value.
func expectRefusal(
  _ code: Errno, _ location: SourceLocation = #_sourceLocation, of call: () throws -> Void
) {
  let error = #expect(throws: SCTPError.self, sourceLocation: location, performing: call)
  guard let error else { return }
  #expect(error.code == code, sourceLocation: location)
  #expect(error.reason == nil || error.reason == .outOfRange, sourceLocation: location)
}

extension Background {
  /// Checks that the call in the other thread fails with this error number and with this reason, or with none.
  func expectFailure(
    _ code: Errno, _ reason: SCTPError.Reason? = nil, _ location: SourceLocation = #_sourceLocation
  ) {
    SCTPTests.expectFailure(code, reason, location) { _ = try value(location) }
  }
}
