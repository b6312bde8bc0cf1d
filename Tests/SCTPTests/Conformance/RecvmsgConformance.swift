import SCTP
import Testing

extension OnTheKernel {
  @Suite("test_recvmsg") struct RecvmsgConformance {
    @Test("MSG_EOR in msg_flags set correctly")
    func endOfMessage() throws {
      let pair = try Pair.greeted()
      let payload = (0..<30_000).map { UInt8(truncatingIfNeeded: $0 / 251) }
      try pair.client.send(payload, on: pair.atClient)
      for start in stride(from: 0, to: payload.count, by: 2000) {
        let part = try pair.server.part(2000)
        #expect(part.bytes == Array(payload[start..<start + 2000]))
        #expect(part.info.isEndOfMessage == (start == 28_000))
        #expect(!part.info.isNotification)
      }
      try pair.close()
    }
  }
}
