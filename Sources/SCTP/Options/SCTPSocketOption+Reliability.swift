#if os(Linux)
internal import CSCTP

/// The number of abandoned messages.
///
/// The corresponding C type is `struct sctp_prstatus`. See RFC 7496, section 4.3.
public struct SCTPAbandonedMessages: Hashable, Sendable {
  /// Those that were never sent.
  public let unsent: UInt64
  /// Those that were sent at least once.
  public let sent: UInt64
}

/// A policy that abandons messages, for which the abandoned messages are counted.
///
/// See RFC 7496, section 4.1.
public struct SCTPReliabilityPolicy: RawRepresentable, Hashable, Sendable {
  /// The kernel's number.
  public let rawValue: UInt16

  /// Creates a policy from the kernel's number.
  public init(rawValue: UInt16) { self.rawValue = rawValue }

  private init(_ constant: Int32) { self.init(rawValue: UInt16(constant)) }

  /// Abandoned after a time.
  ///
  /// The corresponding C constant is `SCTP_PR_SCTP_TTL`.
  public static var lifetime: Self { Self(CSCTP.SCTP_PR_SCTP_TTL) }
  /// Abandoned after a number of retransmissions.
  ///
  /// The corresponding C constant is `SCTP_PR_SCTP_RTX`.
  public static var retransmissions: Self { Self(CSCTP.SCTP_PR_SCTP_RTX) }
  /// Abandoned for messages of higher priority.
  ///
  /// The corresponding C constant is `SCTP_PR_SCTP_PRIO`.
  public static var priority: Self { Self(CSCTP.SCTP_PR_SCTP_PRIO) }
  /// All policies together.
  ///
  /// The corresponding C constant is `SCTP_PR_SCTP_ALL`.
  public static var all: Self { Self(rawValue: UInt16(CSCTP.SCTP_PR_SCTP_ALL.rawValue)) }
}

extension SCTPSocketOption where Value == Bool {
  /// Whether messages can be abandoned (PR-SCTP).
  ///
  /// See RFC 3758.
  ///
  /// Reading the option of an association returns the negotiated value. Setting it affects future associations.
  ///
  /// The default is the sysctl `net.sctp.prsctp_enable`.
  ///
  /// The corresponding C option is `SCTP_PR_SUPPORTED`. See RFC 7496, section 4.5.
  public static func partialReliabilitySupported(of association: SCTPAssociationID = .future) -> Self {
    KernelOption<sctp_assoc_value>("SCTP_PR_SUPPORTED", CSCTP.SCTP_PR_SUPPORTED, of: association).scopedToggle
  }
}

extension SCTPSocketOption where Value == SCTPReliability {
  /// The reliability of messages whose ``SCTPSendOptions/reliability`` is nil.
  ///
  /// The corresponding C option is `SCTP_DEFAULT_PRINFO`. See RFC 6458, section 8.1.32.
  public static func defaultReliability(of association: SCTPAssociationID = .future) -> Self {
    let option = KernelOption<sctp_default_prinfo>("SCTP_DEFAULT_PRINFO", CSCTP.SCTP_DEFAULT_PRINFO, of: association)
    let id = association.rawValue
    return option.option(request: sctp_default_prinfo(pr_assoc_id: id, pr_value: 0, pr_policy: 0)) { raw in
      SCTPReliability(policy: raw.pr_policy, value: raw.pr_value)
    } _: { reliability throws(SCTPError) in
      guard let raw = reliability.raw else { throw option.error(.outOfRange) }
      return sctp_default_prinfo(pr_assoc_id: id, pr_value: raw.pr_value, pr_policy: raw.pr_policy)
    }
  }
}

extension SCTPReadOnlyOption where Value == SCTPAbandonedMessages {
  /// The number of abandoned messages of an association.
  ///
  /// The corresponding C option is `SCTP_PR_ASSOC_STATUS`. See RFC 7496, section 4.4.
  public static func abandonedMessages(
    _ policy: SCTPReliabilityPolicy, of association: SCTPAssociationID = .future
  ) -> Self {
    counting(KernelOption("SCTP_PR_ASSOC_STATUS", CSCTP.SCTP_PR_ASSOC_STATUS, of: association), policy, 0)
  }

  /// The number of abandoned messages of a stream.
  ///
  /// The corresponding C option is `SCTP_PR_STREAM_STATUS`. See RFC 7496, section 4.3.
  public static func abandonedMessages(
    _ policy: SCTPReliabilityPolicy, onStream stream: UInt16, of association: SCTPAssociationID = .future
  ) -> Self {
    counting(KernelOption("SCTP_PR_STREAM_STATUS", CSCTP.SCTP_PR_STREAM_STATUS, of: association), policy, stream)
  }

  private static func counting(
    _ option: KernelOption<sctp_prstatus>, _ policy: SCTPReliabilityPolicy, _ stream: UInt16
  ) -> Self {
    let request = sctp_prstatus(
      sprstat_assoc_id: option.scope.rawValue, sprstat_sid: stream, sprstat_policy: policy.rawValue,
      sprstat_abandoned_unsent: 0, sprstat_abandoned_sent: 0)
    return option.readOnly(request: request) { raw in
      SCTPAbandonedMessages(unsent: raw.sprstat_abandoned_unsent, sent: raw.sprstat_abandoned_sent)
    }
  }
}
#endif
