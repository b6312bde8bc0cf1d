import CSCTP
import Testing

@testable import SCTP

@Suite struct ReceiveInfo {
  private static let changes: [@Sendable (inout csctp_incoming) -> Void] = [
    { $0.info.rcv_assoc_id += 1 }, { $0.info.rcv_sid += 1 }, { $0.info.rcv_ssn += 1 },
    { $0.info.rcv_flags = UInt16(SCTP_UNORDERED.rawValue) }, { $0.info.rcv_ppid += 1 }, { $0.info.rcv_tsn += 1 },
    { $0.info.rcv_cumtsn += 1 }, { $0.info.rcv_context += 1 },
    { $0.name = SCTPAddress.loopback(port: 1).socketAddress.storage }, { $0.has_next = true },
    { $0.flags |= csctp_MSG_NOTIFICATION }, { $0.flags |= csctp_MSG_EOR },
  ]

  @Test("Receive information that differs in one property is not equal", arguments: changes.indices)
  func inequality(_ index: Int) {
    let one = csctp_incoming.part(of: 7)
    var other = one
    Self.changes[index](&other)
    #expect(SCTPReceiveInfo(one) != SCTPReceiveInfo(other))
    #expect(Set([SCTPReceiveInfo(one), SCTPReceiveInfo(other), SCTPReceiveInfo(one)]).count == 2)
  }

  @Test("Information about a missing next message does not affect equality") func equality() {
    let one = csctp_incoming.part(of: 7)
    var other = one
    // The field has no meaning without a next message.
    other.next.nxt_sid = 3
    #expect(SCTPReceiveInfo(one) == SCTPReceiveInfo(other))
  }
}
