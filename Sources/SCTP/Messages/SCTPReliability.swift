#if os(Linux)
internal import CSCTP

/// The conditions under which the kernel may abandon a message (PR-SCTP).
///
/// The enumeration may gain cases in minor versions, so a `switch` needs `@unknown default`.
///
/// The corresponding C type is `struct sctp_prinfo`. See RFC 3758 and RFC 7496.
#if compiler(>=6.3)
@nonexhaustive
#endif
public enum SCTPReliability: Hashable, Sendable {
  /// The kernel retransmits the message until it arrives or the association ends.
  ///
  /// The corresponding C constant is `SCTP_PR_SCTP_NONE`.
  case reliable
  /// The kernel abandons the message after a time, from 0 to 2^32 - 1 ms in steps of 1 ms.
  ///
  /// The kernel abandons a message with a lifetime of zero if it cannot send the message immediately. It abandons a
  /// message that sets up its association immediately, whatever its lifetime.
  ///
  /// The corresponding C constant is `SCTP_PR_SCTP_TTL`.
  case lifetime(Duration)
  /// The kernel abandons the message after a number of retransmissions.
  ///
  /// The corresponding C constant is `SCTP_PR_SCTP_RTX`.
  case retransmissions(UInt32)
  /// The kernel abandons the message if a message of higher priority needs space in the send buffer.
  ///
  /// 0 is the highest priority.
  ///
  /// The corresponding C constant is `SCTP_PR_SCTP_PRIO`.
  case priority(UInt32)
  /// A policy of the kernel that this version of the library does not know.
  case unknown(policy: UInt16, value: UInt32)

  init(policy: UInt16, value: UInt32) {
    switch Int32(policy) {
    case SCTP_PR_SCTP_NONE: self = .reliable
    case CSCTP.SCTP_PR_SCTP_TTL: self = .lifetime(.milliseconds(value))
    case CSCTP.SCTP_PR_SCTP_RTX: self = .retransmissions(value)
    case CSCTP.SCTP_PR_SCTP_PRIO: self = .priority(value)
    default: self = .unknown(policy: policy, value: value)
    }
  }

  /// The C form; nil if the lifetime does not fit into it.
  var raw: sctp_prinfo? {
    switch self {
    case .reliable: sctp_prinfo(pr_policy: UInt16(SCTP_PR_SCTP_NONE), pr_value: 0)
    case .lifetime(let time):
      UInt32(exactly: time.wholeMilliseconds).map {
        sctp_prinfo(pr_policy: UInt16(CSCTP.SCTP_PR_SCTP_TTL), pr_value: $0)
      }
    case .retransmissions(let count): sctp_prinfo(pr_policy: UInt16(CSCTP.SCTP_PR_SCTP_RTX), pr_value: count)
    case .priority(let priority): sctp_prinfo(pr_policy: UInt16(CSCTP.SCTP_PR_SCTP_PRIO), pr_value: priority)
    case .unknown(let policy, let value): sctp_prinfo(pr_policy: policy, pr_value: value)
    }
  }
}

extension SCTPReliability: CustomStringConvertible {
  /// The policy and its value, such as `at most 3 retransmissions`.
  public var description: String {
    switch self {
    case .reliable: "reliable"
    case .lifetime(let time): "lifetime of \(time)"
    case .retransmissions(let count): "at most \(count.quantity(of: "retransmission"))"
    case .priority(let priority): "priority \(priority)"
    case .unknown(let policy, let value): "policy \(policy) with value \(value)"
    }
  }
}
#endif
