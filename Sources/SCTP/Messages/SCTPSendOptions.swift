#if os(Linux)
internal import CSCTP

/// The options for sending a message.
///
/// The corresponding C types are `struct sctp_sndinfo`, `struct sctp_prinfo` and `struct sctp_authinfo`. See RFC 6458,
/// sections 5.3.4, 5.3.7 and 5.3.8.
public struct SCTPSendOptions: Hashable, Sendable {
  /// The stream, from 0.
  ///
  /// Sending on a stream that the association does not have fails with EINVAL.
  public var stream: UInt16
  /// The payload protocol identifier, in host byte order.
  public var payloadProtocol: SCTPPayloadProtocolID
  /// The flags of the message.
  public var flags: SCTPSendFlags
  /// An arbitrary number, which ``SCTPSendFailed/options`` contains if the message cannot be delivered.
  public var context: UInt32
  /// The conditions under which the kernel may abandon the message; nil for the value of
  /// ``SCTPSocketOption/defaultReliability(of:)``.
  ///
  /// If the peer does not support PR-SCTP, the kernel sends the message reliably. A lifetime above 2^32 - 1 ms fails
  /// with EINVAL.
  public var reliability: SCTPReliability?
  /// The number of the key that authenticates the chunks of the message; nil for the active key.
  ///
  /// Sending with a key that the association does not have fails with EINVAL.
  public var authenticationKey: UInt16?

  /// Creates options; by default, those of an ordered message on stream 0.
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

extension SCTPSendOptions: CustomStringConvertible {
  /// The stream and the options that differ from the defaults.
  ///
  /// An example is `stream 3, NGAP (60), [unordered], lifetime of 2.0 seconds`.
  public var description: String {
    var parts = MessageProperties(stream: stream, isUnordered: false, payloadProtocol: payloadProtocol).phrases
    if !flags.isEmpty { parts.append("\(flags)") }
    if let reliability { parts.append("\(reliability)") }
    if context != 0 { parts.append("context \(context)") }
    if let authenticationKey { parts.append("authentication key \(authenticationKey)") }
    return parts.joined(separator: ", ")
  }
}

/// The flags of a message to send.
///
/// The corresponding C type is `enum sctp_sinfo_flags`. See RFC 6458, section 5.3.4.
public struct SCTPSendFlags: OptionSet, Hashable, Sendable {
  /// The kernel's bits.
  ///
  /// `send` fails with EINVAL for bits that request other operations, such as an abort.
  public let rawValue: UInt16

  /// Creates a set from the kernel's bits.
  public init(rawValue: UInt16) { self.rawValue = rawValue }

  private init(_ flag: sctp_sinfo_flags) { self.init(rawValue: UInt16(flag.rawValue)) }

  /// The peer delivers the message as soon as it arrives, regardless of the order on its stream.
  ///
  /// The corresponding C constant is `SCTP_UNORDERED`.
  public static var unordered: Self { Self(CSCTP.SCTP_UNORDERED) }
  /// The kernel sends the message to the given address instead of the primary path.
  ///
  /// Use it only for a message to an address. For a message on an association, the call fails with EINVAL.
  ///
  /// The corresponding C constant is `SCTP_ADDR_OVER`.
  public static var addressOverride: Self { Self(CSCTP.SCTP_ADDR_OVER) }
  /// The kernel asks the peer to acknowledge the message without delay.
  ///
  /// The corresponding C constant is `SCTP_SACK_IMMEDIATELY`. See RFC 7053.
  public static var sackImmediately: Self { Self(CSCTP.SCTP_SACK_IMMEDIATELY) }

  /// The flags that `send` accepts.
  static var known: Self { [.unordered, .addressOverride, .sackImmediately] }
}

extension SCTPSendFlags: CustomStringConvertible {
  /// The names of the flags, such as `[unordered, SACK immediately]`.
  public var description: String {
    list(of: [
      .unordered: "unordered", .addressOverride: "address override", .sackImmediately: "SACK immediately",
    ])
  }
}
#endif
