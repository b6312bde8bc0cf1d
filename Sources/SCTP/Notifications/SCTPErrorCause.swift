#if os(Linux)
internal import CSCTP

/// The cause of an error or an abort, which ERROR and ABORT chunks carry.
///
/// The names and numbers are those of the IANA registry of error cause codes. The C header has no names for them. See
/// RFC 9260, section 3.3.10.
public struct SCTPErrorCause: RawRepresentable, Hashable, Sendable {
  /// The code, in host byte order; 0 if no cause was reported.
  public let rawValue: UInt16

  /// Creates a cause from its code, in host byte order.
  public init(rawValue: UInt16) { self.rawValue = rawValue }

  private init(_ rawValue: UInt16) { self.init(rawValue: rawValue) }

  /// No cause was reported.
  public static var none: Self { Self(0) }
  /// A DATA chunk carried the identifier of a stream that the association does not have.
  public static var invalidStreamIdentifier: Self { Self(1) }
  /// A chunk lacked a mandatory parameter.
  public static var missingMandatoryParameter: Self { Self(2) }
  /// The state cookie had expired.
  public static var staleCookie: Self { Self(3) }
  /// The endpoint lacks resources.
  public static var outOfResource: Self { Self(4) }
  /// The endpoint cannot resolve or does not support an address.
  public static var unresolvableAddress: Self { Self(5) }
  /// The endpoint does not know the type of a chunk.
  public static var unrecognizedChunkType: Self { Self(6) }
  /// A mandatory parameter had an invalid value.
  public static var invalidMandatoryParameter: Self { Self(7) }
  /// The endpoint does not know some parameters.
  public static var unrecognizedParameters: Self { Self(8) }
  /// A DATA chunk contained no data.
  public static var noUserData: Self { Self(9) }
  /// The endpoint received a state cookie during the shutdown of the association.
  public static var cookieReceivedWhileShuttingDown: Self { Self(10) }
  /// The peer tried to restart the association with additional addresses.
  public static var restartWithNewAddresses: Self { Self(11) }
  /// The program of the endpoint aborted the association.
  public static var userInitiatedAbort: Self { Self(12) }
  /// The endpoint violated the protocol.
  public static var protocolViolation: Self { Self(13) }
  /// The request would delete the last address.
  ///
  /// See RFC 5061.
  public static var deleteLastAddress: Self { Self(0x00A0) }
  /// The endpoint refused the request because it lacks resources.
  ///
  /// See RFC 5061.
  public static var operationRefusedForResources: Self { Self(0x00A1) }
  /// The request would delete its own source address.
  ///
  /// See RFC 5061.
  public static var deleteSourceAddress: Self { Self(0x00A2) }
  /// The endpoint received an illegal ASCONF acknowledgment.
  ///
  /// See RFC 5061.
  public static var illegalAsconfAck: Self { Self(0x00A3) }
  /// The endpoint did not authorize the request.
  ///
  /// See RFC 5061.
  public static var noAuthorization: Self { Self(0x00A4) }
  /// The endpoint does not support the HMAC identifier.
  ///
  /// See RFC 4895.
  public static var unsupportedHMACIdentifier: Self { Self(0x0105) }
}

extension SCTPErrorCause: CustomStringConvertible {
  /// The name of the cause, such as `user-initiated abort`; the number if the cause is unknown.
  public var description: String {
    name(in: [
      .none: "no cause",
      .invalidStreamIdentifier: "invalid stream identifier",
      .missingMandatoryParameter: "missing mandatory parameter",
      .staleCookie: "stale cookie",
      .outOfResource: "out of resource",
      .unresolvableAddress: "unresolvable address",
      .unrecognizedChunkType: "unrecognized chunk type",
      .invalidMandatoryParameter: "invalid mandatory parameter",
      .unrecognizedParameters: "unrecognized parameters",
      .noUserData: "no user data",
      .cookieReceivedWhileShuttingDown: "cookie received while shutting down",
      .restartWithNewAddresses: "restart with new addresses",
      .userInitiatedAbort: "user-initiated abort",
      .protocolViolation: "protocol violation",
      .deleteLastAddress: "request to delete the last address",
      .operationRefusedForResources: "operation refused because of resource shortage",
      .deleteSourceAddress: "request to delete the source address",
      .illegalAsconfAck: "illegal ASCONF acknowledgment",
      .noAuthorization: "no authorization",
      .unsupportedHMACIdentifier: "unsupported HMAC identifier",
    ])
  }
}

/// The packed error causes of an ABORT chunk: each has a code, a length and its information.
enum ErrorCauseList {
  /// Returns the information of the first cause with the code of `cause`; nil if no cause has it.
  static func information(of cause: SCTPErrorCause, in causes: [UInt8]) -> [UInt8]? {
    var rest = causes[...]
    while rest.count >= headerSize {
      let code = number(rest.prefix(2))
      let length = Int(number(rest.dropFirst(2).prefix(2)))
      guard length >= headerSize, length <= rest.count else { return nil }
      if code == cause.rawValue { return Array(rest.prefix(length).dropFirst(headerSize)) }
      // Causes are padded to a multiple of 4 bytes, but the length does not include the padding.
      rest = rest.dropFirst((length + 3) & ~3)
    }
    return nil
  }

  private static var headerSize: Int { 4 }

  private static func number(_ bytes: ArraySlice<UInt8>) -> UInt16 {
    bytes.reduce(0) { $0 << 8 | UInt16($1) }
  }
}
#endif
