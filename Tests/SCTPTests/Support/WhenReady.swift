import SCTP
import Testing

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
