#if os(Linux)
@_exported public import struct SystemPackage.Errno

/// The error of a failed call: its error number, the C operation, and the reason if the number has several causes.
///
/// Match ``code`` to distinguish errors, and ``reason`` if one number has several causes:
///
/// ```swift
/// do throws(SCTPError) {
///   child = try server.peelOff(association: id)
/// } catch let error where error.code == .tooManyOpenFiles {
///   // The association stays on `server`.
/// } catch let error where error.reason == .peeledOff {
///   // The association was already peeled off.
/// }
/// ```
public struct SCTPError: Error, Hashable, Sendable {
  /// The error number, as errno(3) names it.
  public let code: Errno

  /// The name of the C function or option that failed, such as `sctp_bindx` or `SCTP_INITMSG`.
  public let operation: String

  /// The reason, if the error number has several causes and the library knows which one applies.
  public let reason: Reason?

  /// The association that the error concerns.
  ///
  /// It is nil if the error concerns the whole socket, and on one-to-one sockets, which have only one association.
  public internal(set) var association: SCTPAssociationID?

  /// The stream of the message that the error concerns, from 0; nil if the error does not concern a single message.
  public internal(set) var stream: UInt16?

  /// Creates an error, for code that stands in for a socket, such as a test double.
  public init(
    _ code: Errno, in operation: String, because reason: Reason? = nil, association: SCTPAssociationID? = nil,
    stream: UInt16? = nil
  ) {
    self.code = code
    self.operation = operation
    self.reason = reason
    self.association = association
    self.stream = stream
  }
}

extension SCTPError {
  /// Returns a copy of the error with the association that it concerns.
  ///
  /// Returns the same error if the identifier is a reserved value or the socket is closed.
  func concerning(_ association: SCTPAssociationID) -> SCTPError {
    if association.isReserved || code == .badFileDescriptor { return self }
    var error = self
    error.association = association
    return error
  }
}

extension SCTPError: CustomStringConvertible {
  /// The operation, the system's text for the error number, the number, the association, the stream, and the reason.
  public var description: String {
    var text = "\(operation): \(code) (errno \(code.rawValue))"
    if let association { text += ", association \(association)" }
    if let stream { text += ", stream \(stream)" }
    if let reason { text += ": \(reason)" }
    return text
  }
}
#endif
