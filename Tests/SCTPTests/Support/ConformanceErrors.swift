import SCTP
import Testing

/// Fails the test unless a call throws the error of a number, and of a reason if one is given.
func expectRefusal<Value>(
  _ code: Errno, because reason: SCTPError.Reason? = nil, _ location: SourceLocation = #_sourceLocation,
  _ call: () throws -> Value
) {
  let error = #expect(throws: SCTPError.self, sourceLocation: location) { _ = try call() }
  #expect(error?.code == code, sourceLocation: location)
  if let reason { #expect(error?.reason == reason, sourceLocation: location) }
}

/// Makes a call that does not wait, again until it has something to return.
func whenReady<Value>(
  _ what: String, _ location: SourceLocation = #_sourceLocation, _ call: () throws(SCTPError) -> Value
) throws -> Value {
  var value: Value?
  try until(what, location) {
    do throws(SCTPError) {
      value = try call()
    } catch {
      if error.code != .resourceTemporarilyUnavailable { throw error }
    }
    return value != nil
  }
  return try #require(value, sourceLocation: location)
}
