#if os(Linux)
internal import CSCTP

/// The parameters of the INIT chunk of a new association.
///
/// The corresponding C type is `struct sctp_initmsg`. See RFC 6458, section 5.3.1.
public struct SCTPInitialMessage: Hashable, Sendable {
  /// How many outbound streams to ask for; 0 leaves the socket's value unchanged when set.
  public var outboundStreams: UInt16

  /// How many inbound streams to allow at most; 0 leaves the socket's value unchanged when set.
  public var maximumInboundStreams: UInt16

  /// How often an INIT is sent again at most; 0 leaves the socket's value unchanged when set.
  public var maximumAttempts: UInt16

  /// The longest wait between two INITs, 1 to 65,535 ms in steps of 1 ms; zero leaves the socket's value unchanged when
  /// set.
  public var maximumTimeout: Duration

  /// Creates a value that changes only the given properties.
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
#endif
