/// The reason why the program fails, in one sentence.
struct Failure: Error, CustomStringConvertible {
  let description: String

  init(_ description: String) {
    self.description = description
  }

  /// Throws if a C function returned a negative error number.
  @discardableResult
  static func check<Result: SignedInteger>(_ function: String, _ result: Result) throws -> Result {
    guard result < 0 else { return result }
    throw Failure("\(function) failed in C with error number \(-result)")
  }
}
