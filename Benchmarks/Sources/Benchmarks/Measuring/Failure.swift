/// Why the program ends: one sentence and an exit status.
struct Failure: Error {
  let sentence: String
  var status: Int32 = 1

  static func usage(_ sentence: String) -> Failure {
    Failure(sentence: "\(sentence) (--help tells more)", status: 2)
  }

  /// Throws if a C function returned a negative error number.
  @discardableResult
  static func check<Result: SignedInteger>(_ what: String, _ result: Result) throws -> Result {
    guard result < 0 else { return result }
    throw Failure(sentence: "\(what) failed in C with error number \(-result)")
  }
}
