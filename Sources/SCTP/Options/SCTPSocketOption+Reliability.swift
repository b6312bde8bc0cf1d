#if os(Linux)
internal import CSCTP

/// The numbers of abandoned messages of an association or a stream.
///
/// The corresponding C type is `struct sctp_prstatus`. See RFC 7496, section 4.3.
public struct SCTPAbandonedMessages: Hashable, Sendable {
  /// The number of messages that were abandoned before their first transmission.
  public let unsent: UInt64
  /// The number of messages that were abandoned after their first transmission.
  public let sent: UInt64

  /// Creates the numbers, for example for a unit test.
  public init(unsent: UInt64 = 0, sent: UInt64 = 0) {
    self.unsent = unsent
    self.sent = sent
  }
}

extension SCTPAbandonedMessages: CustomStringConvertible {
  /// Both numbers, such as `3 unsent, 2 sent`.
  public var description: String { "\(unsent) unsent, \(sent) sent" }
}

/// A policy by which the kernel abandons messages; the kernel counts the abandoned messages of each policy.
///
/// See RFC 7496, section 4.1.
public struct SCTPReliabilityPolicy: RawRepresentable, Hashable, Sendable {
  /// The kernel's number.
  public let rawValue: UInt16

  /// Creates a policy from the kernel's number.
  public init(rawValue: UInt16) { self.rawValue = rawValue }

  private init(_ constant: Int32) { self.init(rawValue: UInt16(constant)) }

  /// The lifetime of the message has elapsed.
  ///
  /// The corresponding C constant is `SCTP_PR_SCTP_TTL`.
  public static var lifetime: Self { Self(CSCTP.SCTP_PR_SCTP_TTL) }
  /// The message has reached its limit of retransmissions.
  ///
  /// The corresponding C constant is `SCTP_PR_SCTP_RTX`.
  public static var retransmissions: Self { Self(CSCTP.SCTP_PR_SCTP_RTX) }
  /// The send buffer is full, and messages of higher priority need the space.
  ///
  /// The corresponding C constant is `SCTP_PR_SCTP_PRIO`.
  public static var priority: Self { Self(CSCTP.SCTP_PR_SCTP_PRIO) }
  /// All policies.
  ///
  /// The corresponding C constant is `SCTP_PR_SCTP_ALL`.
  public static var all: Self { Self(rawValue: UInt16(CSCTP.SCTP_PR_SCTP_ALL.rawValue)) }
}

extension SCTPReliabilityPolicy: CustomStringConvertible {
  /// The name of the policy, such as `lifetime`, or its number if it is unknown.
  public var description: String {
    name(in: [.lifetime: "lifetime", .retransmissions: "retransmissions", .priority: "priority", .all: "all"])
  }
}

extension SCTPSocketOption where Value == Bool {
  /// Whether the kernel can abandon messages (PR-SCTP).
  ///
  /// Reading the option of an association returns the negotiated value. Setting it affects future associations.
  /// The default is the sysctl `net.sctp.prsctp_enable`. See RFC 3758.
  ///
  /// The corresponding C option is `SCTP_PR_SUPPORTED`. See RFC 7496, section 4.5.
  public static func partialReliabilitySupported(of association: SCTPAssociationID = .future) -> Self {
    KernelOption<sctp_assoc_value>("SCTP_PR_SUPPORTED", CSCTP.SCTP_PR_SUPPORTED, of: association).scopedToggle
  }
}

extension SCTPSocketOption where Value == SCTPReliability {
  /// The reliability of messages whose ``SCTPSendOptions/reliability`` is nil.
  ///
  /// Setting a lifetime below 0 or above 2^32 - 1 ms, or an unknown policy, fails with EINVAL.
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

extension KernelCall where Value == SCTPAbandonedMessages {
  /// Returns the number of abandoned messages of an association.
  ///
  /// The C option is `SCTP_PR_ASSOC_STATUS`. See RFC 7496, section 4.4.
  static func abandonedMessages(_ policy: SCTPReliabilityPolicy, of association: SCTPAssociationID) -> Self {
    count("SCTP_PR_ASSOC_STATUS", CSCTP.SCTP_PR_ASSOC_STATUS, policy, 0, association)
  }

  /// Returns the number of abandoned messages of a stream.
  ///
  /// The C option is `SCTP_PR_STREAM_STATUS`. See RFC 7496, section 4.3.
  static func abandonedMessages(
    _ policy: SCTPReliabilityPolicy, onStream stream: UInt16, of association: SCTPAssociationID
  ) -> Self {
    count("SCTP_PR_STREAM_STATUS", CSCTP.SCTP_PR_STREAM_STATUS, policy, stream, association)
  }

  private static func count(
    _ name: String, _ number: CInt, _ policy: SCTPReliabilityPolicy, _ stream: UInt16,
    _ association: SCTPAssociationID
  ) -> Self {
    let request = sctp_prstatus(
      sprstat_assoc_id: association.rawValue, sprstat_sid: stream, sprstat_policy: policy.rawValue,
      sprstat_abandoned_unsent: 0, sprstat_abandoned_sent: 0)
    return KernelOption(name, number, of: association).query(request: request) { raw in
      SCTPAbandonedMessages(unsent: raw.sprstat_abandoned_unsent, sent: raw.sprstat_abandoned_sent)
    }
  }
}
#endif
