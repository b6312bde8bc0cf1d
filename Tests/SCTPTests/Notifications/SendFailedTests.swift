import SCTP
import Testing

extension OnTheKernel {
  @Suite struct SendFailures {
    @Test(
      "The cause of a failed send after an abort is a user-initiated abort",
      arguments: [SCTPEventSet.sendFailed, .sendFailedDeprecated], [true, false])
    func abortCause(_ events: SCTPEventSet, _ byPeer: Bool) throws {
      let pair = try Pair.withSmallWindow()
      try pair.client.setSubscribed(true, to: events, of: pair.atClient)
      _ = try pair.overfillWindow()
      if byPeer {
        try pair.server.abort(association: pair.atServer)
      } else {
        try pair.client.abort(association: pair.atClient)
      }
      let failure = try pair.client.event(SCTPSendFailed.self)
      #expect(failure.cause == .userInitiatedAbort)
      #expect(failure.payload == pair.filler)
      #expect(failure.association == pair.atClient)
      try pair.close()
    }
  }
}
