#if os(Linux)
internal import CSCTP

/// The conditions under which the kernel may abandon a message (PR-SCTP).
///
/// The corresponding C type is `struct sctp_prinfo`. See RFC 3758 and RFC 7496.
public enum SCTPReliability: Hashable, Sendable {
  /// Until it has arrived, or the association ends.
  ///
  /// The corresponding C constant is `SCTP_PR_SCTP_NONE`.
  case reliable
  /// For a time, in steps of 1 ms, up to 2^32 - 1 ms; a message with none at all is abandoned before it is sent.
  ///
  /// The corresponding C constant is `SCTP_PR_SCTP_TTL`.
  case lifetime(Duration)
  /// For a number of retransmissions.
  ///
  /// The corresponding C constant is `SCTP_PR_SCTP_RTX`.
  case retransmissions(UInt32)
  /// Until the send buffer is needed for a message of higher priority; 0 is the highest.
  ///
  /// The corresponding C constant is `SCTP_PR_SCTP_PRIO`.
  case priority(UInt32)
  /// A policy that the library does not know, as a kernel has it.
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
#endif
