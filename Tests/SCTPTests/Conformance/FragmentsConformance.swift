import SCTP
import Testing

extension OnTheKernel {
  @Suite("test_fragments") struct FragmentsConformance {
    @Test("setsockopt(SCTP_DISABLE_FRAGMENTS)", arguments: SCTPAddressFamily.allCases)
    func disableFragments(_ family: SCTPAddressFamily) throws {
      let conversation = try Conversation(family)
      try conversation.client.setOption(.fragmentationDisabled, to: true)
      // What needs no fragments still goes through.
      try conversation.client.send(Greeting.payload, on: conversation.atClient, options: Greeting.options)
      try conversation.server.expectMessage()
      try conversation.close()
    }

    @Test("getsockopt(SCTP_DISABLE_FRAGMENTS)", arguments: SCTPAddressFamily.allCases)
    func areFragmentsDisabled(_ family: SCTPAddressFamily) throws {
      let conversation = try Conversation(family)
      #expect(try !conversation.client.option(.fragmentationDisabled))
      try conversation.client.setOption(.fragmentationDisabled, to: true)
      #expect(try conversation.client.option(.fragmentationDisabled))
      try conversation.close()
    }

    @Test("Send a message that exceeds assoc frag point", arguments: SCTPAddressFamily.allCases)
    func sendBeyondTheFragmentationPoint(_ family: SCTPAddressFamily) throws {
      let conversation = try Conversation(family)
      try conversation.client.setOption(.fragmentationDisabled, to: true)
      let payload = [UInt8](repeating: 7, count: 100_000)
      #expect(try conversation.client.status(of: conversation.atClient).fragmentationPoint < 100_000)
      expectFailure(.messageTooLong, .fragmentationDisabled) {
        try conversation.client.send(payload, on: conversation.atClient, options: Greeting.options)
      }
      try conversation.close()
    }

    @Test("Send/Receive fragmented messages", arguments: SCTPAddressFamily.allCases)
    func fragmentedMessages(_ family: SCTPAddressFamily) throws {
      let conversation = try Conversation(family)
      try conversation.client.setOption(.fragmentationDisabled, to: true)
      try conversation.client.setOption(.fragmentationDisabled, to: false)
      for size in [1353, 2000, 5000, 10_000, 20_000, 32_768] {
        let payload = (0..<size).map { UInt8(truncatingIfNeeded: $0 / 251) }
        try conversation.client.send(payload, on: conversation.atClient, options: Greeting.options)
        try conversation.server.expectMessage(payload)
      }
      try conversation.closeGracefully()
    }
  }
}
