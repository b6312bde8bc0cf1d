#if os(Linux)
internal import CSCTP

/// The parameters of the INIT chunk of a new association.
///
/// Setting the socket option ``SCTPSocketOption/initialMessage`` leaves the values of properties that are 0 unchanged.
///
/// The corresponding C type is `struct sctp_initmsg`. See RFC 6458, section 5.3.1.
public struct SCTPInitialMessage: Hashable, Sendable {
  /// The number of outbound streams to request, from 1 to 65,535; 0 leaves the value unchanged.
  ///
  /// The corresponding C field is `sinit_num_ostreams`.
  public var outboundStreams: UInt16

  /// The maximum number of inbound streams, from 1 to 65,535; 0 leaves the value unchanged.
  ///
  /// The corresponding C field is `sinit_max_instreams`.
  public var maximumInboundStreams: UInt16

  /// The maximum number of times that an INIT chunk is retransmitted; 0 leaves the value unchanged.
  ///
  /// The corresponding C field is `sinit_max_attempts`.
  public var maximumAttempts: UInt16

  /// The maximum time between two INIT chunks, from 1 to 65,535 ms in steps of 1 ms; zero leaves the value unchanged.
  ///
  /// The corresponding C field is `sinit_max_init_timeo`.
  public var maximumTimeout: Duration

  /// Creates parameters; omitted properties are 0.
  public init(
    outboundStreams: UInt16 = 0, maximumInboundStreams: UInt16 = 0, maximumAttempts: UInt16 = 0,
    maximumTimeout: Duration = .zero
  ) {
    self.outboundStreams = outboundStreams
    self.maximumInboundStreams = maximumInboundStreams
    self.maximumAttempts = maximumAttempts
    self.maximumTimeout = maximumTimeout
  }
}

extension SCTPInitialMessage {
  /// Returns the C form; throws EINVAL if the timeout does not fit into it.
  func raw(_ operation: @autoclosure () -> String) throws(SCTPError) -> sctp_initmsg {
    guard let timeout = UInt16(exactly: maximumTimeout.wholeMilliseconds) else {
      throw SCTPError(.invalidArgument, in: operation(), because: .outOfRange)
    }
    return sctp_initmsg(
      sinit_num_ostreams: outboundStreams, sinit_max_instreams: maximumInboundStreams,
      sinit_max_attempts: maximumAttempts, sinit_max_init_timeo: timeout)
  }
}

extension SCTPInitialMessage: CustomStringConvertible {
  /// The properties that are not 0, such as `10 outbound streams, at most 5 attempts`; `unchanged` if all are 0.
  public var description: String {
    var parts: [String] = []
    if outboundStreams > 0 { parts.append(outboundStreams.quantity(of: "outbound stream")) }
    if maximumInboundStreams > 0 { parts.append("at most \(maximumInboundStreams.quantity(of: "inbound stream"))") }
    if maximumAttempts > 0 { parts.append("at most \(maximumAttempts.quantity(of: "attempt"))") }
    if maximumTimeout != .zero { parts.append("timeout of at most \(maximumTimeout)") }
    return parts.isEmpty ? "unchanged" : parts.joined(separator: ", ")
  }
}

/// The encoded form is an object with the names of the properties. The timeout is a whole number of milliseconds.
extension SCTPInitialMessage: Codable {
  private enum CodingKeys: CodingKey {
    case outboundStreams
    case maximumInboundStreams
    case maximumAttempts
    case maximumTimeout
  }

  /// Decodes parameters; a missing property is 0.
  ///
  /// - Throws: `DecodingError` for a number that is negative or greater than 65,535.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    self.init(
      outboundStreams: try container.decodeInteger(UInt16.self, forKey: .outboundStreams) ?? 0,
      maximumInboundStreams: try container.decodeInteger(UInt16.self, forKey: .maximumInboundStreams) ?? 0,
      maximumAttempts: try container.decodeInteger(UInt16.self, forKey: .maximumAttempts) ?? 0,
      maximumTimeout: try container.decodeMilliseconds(in: 0...Int64(UInt16.max), forKey: .maximumTimeout) ?? .zero)
  }

  /// Encodes all properties; the timeout is rounded up to a whole millisecond.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(outboundStreams, forKey: .outboundStreams)
    try container.encode(maximumInboundStreams, forKey: .maximumInboundStreams)
    try container.encode(maximumAttempts, forKey: .maximumAttempts)
    try container.encodeMilliseconds(maximumTimeout, forKey: .maximumTimeout)
  }
}
#endif
