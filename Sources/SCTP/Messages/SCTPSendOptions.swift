#if os(Linux)
internal import CSCTP

/// The options for sending a message.
///
/// The corresponding C types are `struct sctp_sndinfo`, `struct sctp_prinfo` and `struct sctp_authinfo`. See RFC 6458,
/// sections 5.3.4, 5.3.7 and 5.3.8.
public struct SCTPSendOptions: Hashable, Sendable {
  /// The stream, from 0; one beyond the association's outbound streams throws EINVAL.
  public var stream: UInt16
  /// The payload protocol identifier, in host byte order.
  public var payloadProtocol: SCTPPayloadProtocolID
  /// The flags of the message.
  public var flags: SCTPSendFlags
  /// A number of the caller's own, returned if sending fails: ``SCTPSendFailed/options``.
  public var context: UInt32
  /// The conditions under which the kernel may abandon the message; the socket's
  /// ``SCTPSocketOption/defaultReliability(of:)`` if nil.
  ///
  /// It needs a peer that supports it too, else the message is sent reliably. A lifetime beyond 2^32 - 1 ms throws
  /// EINVAL.
  public var reliability: SCTPReliability?
  /// The number of the key that the message's chunks are authenticated with; the active key if nil.
  ///
  /// A key that the association does not have throws EINVAL.
  public var authenticationKey: UInt16?

  /// Creates options; by default an ordered message on stream 0.
  public init(
    stream: UInt16 = 0, payloadProtocol: SCTPPayloadProtocolID = .unspecified, flags: SCTPSendFlags = [],
    context: UInt32 = 0, reliability: SCTPReliability? = nil, authenticationKey: UInt16? = nil
  ) {
    self.stream = stream
    self.payloadProtocol = payloadProtocol
    self.flags = flags
    self.context = context
    self.reliability = reliability
    self.authenticationKey = authenticationKey
  }
}

extension SCTPSendOptions {
  init(_ info: sctp_sndinfo) {
    self.init(
      stream: info.snd_sid, payloadProtocol: SCTPPayloadProtocolID(rawValue: UInt32(bigEndian: info.snd_ppid)),
      flags: SCTPSendFlags(rawValue: info.snd_flags), context: info.snd_context)
  }

  /// The C form of the options, without an association.
  var info: sctp_sndinfo {
    sctp_sndinfo(
      snd_sid: stream, snd_flags: flags.rawValue, snd_ppid: payloadProtocol.rawValue.bigEndian, snd_context: context,
      snd_assoc_id: 0)
  }
}

/// Flags of a message that is sent.
///
/// The corresponding C type is `enum sctp_sinfo_flags`. See RFC 6458, section 5.3.4.
public struct SCTPSendFlags: OptionSet, Hashable, Sendable {
  /// The kernel's bits.
  ///
  /// Bits that ask for something other than sending a message, such as an abort, throw EINVAL.
  public let rawValue: UInt16

  /// Creates a set from the kernel's bits.
  public init(rawValue: UInt16) { self.rawValue = rawValue }

  private init(_ flag: sctp_sinfo_flags) { self.init(rawValue: UInt16(flag.rawValue)) }

  /// The peer receives the message as soon as it arrives, regardless of the order on its stream.
  ///
  /// The corresponding C constant is `SCTP_UNORDERED`.
  public static var unordered: Self { Self(CSCTP.SCTP_UNORDERED) }
  /// The message goes to the address given, not to the primary one.
  ///
  /// The corresponding C constant is `SCTP_ADDR_OVER`.
  public static var addressOverride: Self { Self(CSCTP.SCTP_ADDR_OVER) }
  /// The peer is asked to acknowledge the message without delay.
  ///
  /// The corresponding C constant is `SCTP_SACK_IMMEDIATELY`. See RFC 7053.
  public static var sackImmediately: Self { Self(CSCTP.SCTP_SACK_IMMEDIATELY) }

  /// The flags that `send` accepts.
  static var known: Self { [.unordered, .addressOverride, .sackImmediately] }
}
#endif
