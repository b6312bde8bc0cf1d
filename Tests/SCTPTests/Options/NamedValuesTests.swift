import CSCTP
import SCTP
import Testing

/// Values that an association has only for a moment or never, so that no other test meets them.
@Suite struct NamedValues {
  @Test("Association states have the values of the C header") func associationStates() {
    let states: [(SCTPAssociationState, sctp_sstat_state)] = [
      (.closed, SCTP_CLOSED), (.cookieEchoed, SCTP_COOKIE_ECHOED), (.shutdownAckSent, SCTP_SHUTDOWN_ACK_SENT),
    ]
    for (state, number) in states { #expect(state.rawValue == Int32(number.rawValue)) }
  }

  @Test("The unknown path state has the value of the C header") func pathStates() {
    #expect(SCTPPathInfo.State.unknown.rawValue == Int32(SCTP_UNKNOWN.rawValue))
  }
}
