import SCTP
import Testing

extension OnTheKernel {
  /// The messages of one peer arrive regardless of the state of another peer's long message.
  @Suite struct OnePeerNeverStallsAnother {
    /// The MTU of most networks, and a message of about 560 chunks of that size.
    private static let (pathMTU, longMessage) = (UInt32(1_500), payload(800_000))

    @Test("Messages arrive while another peer stops in the middle of a message", arguments: ReceivingForm.allCases)
    func stoppedPeer(_ form: ReceivingForm) async throws {
      let neighbors = try await Neighbors(form, longMessage: Self.longMessage, pathMTU: Self.pathMTU)
      try await neighbors.sendLongMessage()
      // 400,000 bytes.
      try await neighbors.letPass(chunks: 280)
      for _ in 0..<StressSettings.rounds { try await neighbors.expectHonestMessages(100) }
      try neighbors.close()
    }

    @Test("Messages arrive while another peer sends a long message slowly", arguments: ReceivingForm.allCases)
    func slowPeer(_ form: ReceivingForm) async throws {
      for _ in 0..<StressSettings.rounds {
        let neighbors = try await Neighbors(form, longMessage: Self.longMessage, pathMTU: Self.pathMTU)
        try await neighbors.sendLongMessage()
        for chunks in stride(from: UInt32(50), to: 500, by: 100) {
          try await neighbors.letPass(chunks: chunks)
          try await neighbors.expectHonestMessages(20)
        }
        try neighbors.server.detachFilter()
        let last = try await neighbors.receiver.next()?.message
        let message = try #require(last)
        let isWhole = haveSameBytes(message.payload, Self.longMessage)
        #expect(isWhole && message.association == neighbors.hog.atServer)
        try neighbors.close()
      }
    }

    @Test(
      "Messages arrive while another peer sends an endless message, which is rejected",
      arguments: ReceivingForm.allCases)
    func endlessMessage(_ form: ReceivingForm) async throws {
      let endless = [UInt8](repeating: 7, count: 32 << 20)
      let neighbors = try await Neighbors(form, longMessage: endless, pathMTU: 65_532, receiveBuffer: 1 << 20)
      try await neighbors.sendLongMessage()
      // 5 MiB.
      try await neighbors.letPass(chunks: 81)
      try await neighbors.receive("the message is refused") { !neighbors.receiver.refusals.isEmpty }
      try await neighbors.expectHonestMessages(100)
      let refusal = try #require(neighbors.receiver.refusals.first)
      #expect(refusal.association == neighbors.hog.atServer)
      #expect(refusal.stream == neighbors.options.stream)
      try neighbors.server.abort(association: try #require(refusal.association))
      #expect(try neighbors.server.associations() == [neighbors.honest.atServer])
      try await neighbors.expectHonestMessages(100)
      #expect(neighbors.receiver.refusals.count == 1)
      try neighbors.close()
    }
  }
}
