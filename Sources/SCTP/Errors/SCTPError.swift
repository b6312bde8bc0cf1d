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
/// } catch {
///   throw error
/// }
/// ```
///
/// To log an error, use its ``description``: `print(error)`, `"\(error)"` or `String(describing: error)`. The library
/// does not import Foundation, so Foundation's `localizedDescription` is a generic text with neither the error number
/// nor the reason. A program that depends on `localizedDescription` can declare this conformance:
///
/// ```swift
/// extension SCTPError: @retroactive LocalizedError {
///   public var errorDescription: String? { description }
/// }
/// ```
public struct SCTPError: Error, Hashable, Sendable {
  /// The error number, with the names of errno(3).
  public let code: Errno

  /// The C function that failed, with its option in parentheses, such as `sctp_bindx` or `setsockopt(SCTP_INITMSG)`.
  ///
  /// If no C function failed, it is the name of the method.
  public let operation: String

  /// The reason, if the error number has several causes and the library knows which one applies.
  public internal(set) var reason: Reason?

  /// The association that the error concerns.
  ///
  /// The value is nil if the error concerns the whole socket, and always nil on one-to-one sockets.
  public internal(set) var association: SCTPAssociationID?

  /// The stream that the error concerns, from 0; nil if the error does not concern a single stream.
  public internal(set) var stream: UInt16?

  /// The limit that the call exceeded, such as the number of outbound streams of the association, or the maximum length
  /// of a message in bytes; nil if the call exceeded no limit.
  public internal(set) var limit: Int?

  /// The address that was passed to `bind`, `connect` or `send`; several addresses are separated by commas.
  ///
  /// Each address has the form of ``SCTPAddress/description``. The value is nil for other calls, and if the socket is
  /// closed.
  public internal(set) var address: String?

  /// Creates an error, for example for a unit test.
  public init(
    _ code: Errno, in operation: String, because reason: Reason? = nil, association: SCTPAssociationID? = nil,
    stream: UInt16? = nil, limit: Int? = nil, address: String? = nil
  ) {
    self.code = code
    self.operation = operation
    self.reason = reason
    self.association = association
    self.stream = stream
    self.limit = limit
    self.address = address
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
  /// One line that contains every part of the error:
  /// `bind(192.0.2.7:38412): Cannot assign requested address (errno 99): this host does not have the address`.
  public var description: String {
    var text = operation
    if let address { text += "(\(address))" }
    text += ": \(code) (errno \(code.rawValue))"
    if let association { text += ", association \(association)" }
    if let stream { text += ", stream \(stream)" }
    if let reason { text += ": \(reason)" }
    if let limit { text += " (limit \(limit))" }
    return text
  }
}
#endif
