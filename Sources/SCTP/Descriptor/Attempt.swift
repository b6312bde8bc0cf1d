#if os(Linux)
/// The result of an attempt, which does not wait.
enum Attempt<Value> {
  case done(Value)
  /// The attempt must be repeated after the socket has changed.
  ///
  /// If `isReported` is false, the kernel may not report the change, and the attempt must be repeated every 100 ms.
  case notYet(isReported: Bool)
}
#endif
