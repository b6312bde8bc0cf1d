#if os(Linux)
internal import CSCTP

/// A notification that a message or a fragment of a message could not be delivered.
///
/// If the kernel abandons a message because of its ``SCTPReliability``, it reports the message only if the lifetime
/// expired before the first transmission. ``SCTPSocket/abandonedMessages(_:of:)`` counts all abandoned messages.
///
/// The corresponding C type is `struct sctp_send_failed_event`. See RFC 6458, section 6.1.11.
public struct SCTPSendFailed: Hashable, Sendable {
  /// Whether the data was transmitted at least once.
  ///
  /// The peer may have received transmitted data.
  ///
  /// The corresponding C constants are `SCTP_DATA_SENT` and `SCTP_DATA_UNSENT`.
  public let wasSent: Bool
  /// The cause of the failure; ``SCTPErrorCause/none`` if there was no error, for example for an expired lifetime.
  public let cause: SCTPErrorCause
  /// The send options of the message.
  ///
  /// The flags include only those that the DATA chunk carries: ``SCTPSendFlags/unordered`` and
  /// ``SCTPSendFlags/sackImmediately``.
  public let options: SCTPSendOptions
  /// Whether the payload is the beginning of the message.
  public let isFirstFragment: Bool
  /// Whether the payload is the end of the message.
  public let isLastFragment: Bool
  /// The association; ``SCTPAssociationID/future`` if the message was to set it up and the peer never answered.
  public let association: SCTPAssociationID
  /// The undelivered bytes.
  public let payload: [UInt8]

  /// Creates an event, for example for a unit test.
  public init(
    wasSent: Bool = false, cause: SCTPErrorCause = .none, options: SCTPSendOptions = SCTPSendOptions(),
    isFirstFragment: Bool = true, isLastFragment: Bool = true, association: SCTPAssociationID, payload: [UInt8] = []
  ) {
    self.wasSent = wasSent
    self.cause = cause
    self.options = options
    self.isFirstFragment = isFirstFragment
    self.isLastFragment = isLastFragment
    self.association = association
    self.payload = payload
  }

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

extension SCTPSendFailed: CustomStringConvertible {
  /// The association, the length, and the cause, without the payload.
  ///
  /// An example is `association 12: send failed, 1,024 bytes unsent, stream 3, NGAP (60), user-initiated abort`.
  public var description: String {
    let size = payload.count.quantity(of: "byte")
    let isWhole = isFirstFragment && isLastFragment
    var text = "association \(association): send failed, \(isWhole ? "" : "fragment of ")\(size)"
    text += " \(wasSent ? "sent" : "unsent"), \(options)"
    if cause != .none { text += ", \(cause)" }
    return text
  }
}

extension SCTPErrorCause {
  /// Creates the cause of a failure from the 16-bit code in network byte order, which the kernel zero-extends.
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
