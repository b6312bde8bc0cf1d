#if os(Linux)
@_exported public import struct SystemPackage.Errno

/// A call that failed: which one, with what error number, and why where the number alone cannot say.
///
/// Match ``code`` to tell errors apart, and ``reason`` where one number has several causes:
///
/// ```swift
/// do throws(SCTPError) {
///   child = try server.peelOff(association: id)
/// } catch let error where error.code == .tooManyOpenFiles {
///   // The association is still whole on `server`.
/// } catch let error where error.reason == .peeledOff {
///   // It has a socket of its own already.
/// }
/// ```
public struct SCTPError: Error, Hashable, Sendable {
  /// The error number, as errno(3) names it.
  public let code: Errno

  /// The name of the C function or option that failed, such as `sctp_bindx` or `SCTP_INITMSG`.
  public let operation: String

  /// What the error number alone cannot say, where the library knows it.
  public let reason: Reason?

  /// Makes an error, for code that stands in for a socket, such as a test double.
  public init(_ code: Errno, in operation: String, because reason: Reason? = nil) {
    self.code = code
    self.operation = operation
    self.reason = reason
  }
}

extension SCTPError: CustomStringConvertible {
  /// The operation, the system's text for the error number, the number, and the reason.
  public var description: String {
    let failure = "\(operation): \(code) (errno \(code.rawValue))"
    guard let reason else { return failure }
    return "\(failure): \(reason)"
  }
}
#endif
