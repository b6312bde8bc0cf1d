import SCTP
import Testing

extension OnTheKernel {
  @Suite struct SenderDry {
    @Test("The notification arrives immediately if nothing is left to send") func nothingToSend() throws {
      let pair = try Pair()
      try pair.client.setSubscribed(true, to: .senderDry, of: pair.atClient)
      #expect(try pair.client.event(SCTPSenderDryEvent.self).association == pair.atClient)
      pair.client.expectNothing()
      try pair.close()
    }

    @Test("The notification arrives when every message is acknowledged") func acknowledged() throws {
      let pair = try Pair()
      try pair.client.setSubscribed(true, to: .senderDry, of: pair.atClient)
      _ = try pair.client.event(SCTPSenderDryEvent.self)
      try pair.client.send([1], on: pair.atClient)
      #expect(try pair.client.event(SCTPSenderDryEvent.self).association == pair.atClient)
      #expect(try pair.client.status(of: pair.atClient).unacknowledgedChunks == 0)
      #expect(try pair.server.message().payload == [1])
      try pair.close()
    }

    @Test("The notification does not arrive while the peer's window is full") func fullWindow() throws {
      let pair = try Pair.withSmallWindow()
      let count = try pair.overfillWindow()
      try pair.client.setSubscribed(true, to: .senderDry, of: pair.atClient)
      pair.client.expectNothing()
      for _ in 0..<count { _ = try pair.server.message() }
      #expect(try pair.client.event(SCTPSenderDryEvent.self).association == pair.atClient)
      try pair.close()
    }
  }
}
