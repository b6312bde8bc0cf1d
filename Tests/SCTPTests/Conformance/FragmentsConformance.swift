import SCTP
import Testing

extension OnTheKernel {
  @Suite("test_fragments") struct FragmentsConformance {
    @Test("setsockopt(SCTP_DISABLE_FRAGMENTS)", arguments: SCTPAddressFamily.allCases)
    func disableFragments(_ family: SCTPAddressFamily) throws {
      let pair = try Pair.greeted(family)
      try pair.client.setOption(.fragmentationDisabled, to: true)
      // What needs no fragments still goes through.
      try pair.client.send(.hello, on: pair.atClient, options: .hello)
      try pair.server.expectMessage()
      try pair.close()
    }

    @Test("getsockopt(SCTP_DISABLE_FRAGMENTS)", arguments: SCTPAddressFamily.allCases)
    func areFragmentsDisabled(_ family: SCTPAddressFamily) throws {
      let pair = try Pair.greeted(family)
      #expect(try !pair.client.option(.fragmentationDisabled))
      try pair.client.setOption(.fragmentationDisabled, to: true)
      #expect(try pair.client.option(.fragmentationDisabled))
      try pair.close()
    }

    @Test("Send a message that exceeds assoc frag point", arguments: SCTPAddressFamily.allCases)
    func sendBeyondTheFragmentationPoint(_ family: SCTPAddressFamily) throws {
      let pair = try Pair.greeted(family)
      try pair.client.setOption(.fragmentationDisabled, to: true)
      let payload = [UInt8](repeating: 7, count: 100_000)
      #expect(try pair.client.status(of: pair.atClient).fragmentationPoint < 100_000)
      expectFailure(.messageTooLong, .fragmentationDisabled) {
        try pair.client.send(payload, on: pair.atClient, options: .hello)
      }
      try pair.close()
    }

    @Test("Send/Receive fragmented messages", arguments: SCTPAddressFamily.allCases)
    func fragmentedMessages(_ family: SCTPAddressFamily) throws {
      let pair = try Pair.greeted(family)
      try pair.client.setOption(.fragmentationDisabled, to: true)
      try pair.client.setOption(.fragmentationDisabled, to: false)
      for size in [1353, 2000, 5000, 10_000, 20_000, 32_768] {
        let payload = (0..<size).map { UInt8(truncatingIfNeeded: $0 / 251) }
        try pair.client.send(payload, on: pair.atClient, options: .hello)
        try pair.server.expectMessage(payload)
      }
      try pair.closeGracefully()
    }
  }
}
