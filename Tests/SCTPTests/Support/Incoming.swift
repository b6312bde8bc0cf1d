import CSCTP

@testable import SCTP

extension csctp_incoming {
  /// What comes with a part of a message.
  static func part(of association: Int32, stream: UInt16 = 0, isUnordered: Bool = false, isEnd: Bool = false) -> Self {
    var incoming = csctp_incoming()
    incoming.has_info = true
    incoming.flags = isEnd ? csctp_MSG_EOR : 0
    incoming.info.rcv_assoc_id = association
    incoming.info.rcv_sid = stream
    incoming.info.rcv_flags = isUnordered ? UInt16(SCTP_UNORDERED.rawValue) : 0
    return incoming
  }
}
