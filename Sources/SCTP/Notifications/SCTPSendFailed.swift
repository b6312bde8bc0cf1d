#if os(Linux)
internal import CSCTP

/// A message, or a fragment of one, could not be delivered.
///
/// Of the messages that Linux abandons because of their ``SCTPReliability``, it reports only those whose lifetime ended
/// before their first transmission. It reports no message that was transmitted before it was abandoned.
/// ``SCTPSocket/abandonedMessages(_:of:)`` counts both.
///
/// The corresponding C type is `struct sctp_send_failed_event`. See RFC 6458, section 6.1.11.
public struct SCTPSendFailed: Hashable, Sendable {
  /// Whether the data went onto the wire.
  ///
  /// If so, the peer may or may not have received it.
  ///
  /// The corresponding C constants are `SCTP_DATA_SENT` and `SCTP_DATA_UNSENT`.
  public let wasSent: Bool
  /// Why it failed, as an error cause; ``SCTPErrorCause/none`` if for no fault, such as a lifetime that ended.
  public let cause: SCTPErrorCause
  /// The send options of the message; of its flags, only those that its chunk carries:
  /// ``SCTPSendFlags/unordered`` and ``SCTPSendFlags/sackImmediately``.
  public let options: SCTPSendOptions
  /// Whether the bytes are the first ones of their message.
  public let isFirstFragment: Bool
  /// Whether the bytes are the last ones of their message.
  public let isLastFragment: Bool
  /// The association.
  public let association: SCTPAssociationID
  /// The undelivered bytes.
  public let payload: [UInt8]

  init?(_ bytes: RawSpan) {
    guard let raw = bytes.load(sctp_send_failed_event.self) else { return nil }
    wasSent = raw.ssf_flags == UInt16(SCTP_DATA_SENT.rawValue)
    cause = SCTPErrorCause(sendFailure: raw.ssf_error)
    var info = raw.ssfe_info
    let flags = ChunkFlags(rawValue: info.snd_flags)
    info.snd_flags = flags.sendFlags.rawValue
    options = SCTPSendOptions(info)
    isFirstFragment = flags.contains(.first)
    isLastFragment = flags.contains(.last)
    association = SCTPAssociationID(rawValue: raw.ssf_assoc_id)
    payload = bytes.bytes(after: sctp_send_failed_event.self)
  }

  /// Reads the older form of the event, which RFC 6458 deprecates.
  init?(deprecated bytes: RawSpan) {
    guard let raw = bytes.load(sctp_send_failed.self) else { return nil }
    wasSent = raw.ssf_flags == UInt16(SCTP_DATA_SENT.rawValue)
    cause = SCTPErrorCause(sendFailure: raw.ssf_error)
    let flags = ChunkFlags(rawValue: raw.ssf_info.sinfo_flags)
    options = SCTPSendOptions(
      stream: raw.ssf_info.sinfo_stream,
      payloadProtocol: SCTPPayloadProtocolID(rawValue: UInt32(bigEndian: raw.ssf_info.sinfo_ppid)),
      flags: flags.sendFlags, context: raw.ssf_info.sinfo_context)
    isFirstFragment = flags.contains(.first)
    isLastFragment = flags.contains(.last)
    association = SCTPAssociationID(rawValue: raw.ssf_assoc_id)
    payload = bytes.bytes(after: sctp_send_failed.self)
  }
}

extension SCTPErrorCause {
  /// Creates the cause of a failure; the kernel zero-extends the 16-bit code, in network byte order, to 32 bits.
  fileprivate init(sendFailure error: UInt32) {
    self.init(rawValue: UInt16(bigEndian: UInt16(truncatingIfNeeded: error)))
  }
}

/// The flags of a DATA chunk, which the kernel reports instead of the flags of the send options.
///
/// See RFC 9260, section 3.3.1.
private struct ChunkFlags: OptionSet {
  let rawValue: UInt16

  static var last: Self { Self(rawValue: 1) }
  static var first: Self { Self(rawValue: 2) }
  static var unordered: Self { Self(rawValue: 4) }
  static var immediate: Self { Self(rawValue: 8) }

  var sendFlags: SCTPSendFlags {
    var flags: SCTPSendFlags = []
    if contains(.unordered) { flags.insert(.unordered) }
    if contains(.immediate) { flags.insert(.sackImmediately) }
    return flags
  }
}
#endif
