#if os(Linux)
internal import CSCTP

/// Why an endpoint reported an error or gave an association up, as it travels in ERROR and ABORT chunks.
///
/// The C header has no names for these; the names and numbers are those of the IANA registry of error cause codes.
/// See RFC 9260, section 3.3.10.
public struct SCTPErrorCause: RawRepresentable, Hashable, Sendable {
  /// The code, in host order; 0 where no cause was given.
  public let rawValue: UInt16

  /// Creates a cause from its code, in host order.
  public init(rawValue: UInt16) { self.rawValue = rawValue }

  private init(_ rawValue: UInt16) { self.init(rawValue: rawValue) }

  /// No cause was given.
  public static var none: Self { Self(0) }
  /// A message arrived on a stream that the association does not have.
  public static var invalidStreamIdentifier: Self { Self(1) }
  /// A chunk lacked a mandatory parameter.
  public static var missingMandatoryParameter: Self { Self(2) }
  /// The state cookie arrived too late.
  public static var staleCookie: Self { Self(3) }
  /// The endpoint has no more resources.
  public static var outOfResource: Self { Self(4) }
  /// A host name or an address could not be used.
  public static var unresolvableAddress: Self { Self(5) }
  /// The endpoint does not know the chunk's type.
  public static var unrecognizedChunkType: Self { Self(6) }
  /// A mandatory parameter had an invalid value.
  public static var invalidMandatoryParameter: Self { Self(7) }
  /// The endpoint does not know some of the parameters.
  public static var unrecognizedParameters: Self { Self(8) }
  /// A DATA chunk had no data.
  public static var noUserData: Self { Self(9) }
  /// A cookie arrived while the association was being shut down.
  public static var cookieReceivedWhileShuttingDown: Self { Self(10) }
  /// The association was restarted with other addresses.
  public static var restartWithNewAddresses: Self { Self(11) }
  /// The user of the endpoint aborted the association.
  public static var userInitiatedAbort: Self { Self(12) }
  /// The endpoint violated the protocol.
  public static var protocolViolation: Self { Self(13) }
  /// The last remaining address was to be deleted.
  ///
  /// See RFC 5061.
  public static var deleteLastAddress: Self { Self(0x00A0) }
  /// The operation was refused for lack of resources.
  ///
  /// See RFC 5061.
  public static var operationRefusedForResources: Self { Self(0x00A1) }
  /// The source address of the request was to be deleted.
  ///
  /// See RFC 5061.
  public static var deleteSourceAddress: Self { Self(0x00A2) }
  /// The association was aborted for an illegal ASCONF acknowledgement.
  ///
  /// See RFC 5061.
  public static var illegalAsconfAck: Self { Self(0x00A3) }
  /// The request had no authorization.
  ///
  /// See RFC 5061.
  public static var noAuthorization: Self { Self(0x00A4) }
  /// The endpoint does not support the HMAC identifier.
  ///
  /// See RFC 4895.
  public static var unsupportedHMACIdentifier: Self { Self(0x0105) }
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
