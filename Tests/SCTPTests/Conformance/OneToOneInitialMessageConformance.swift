import SCTP
import Testing

extension OnTheKernel {
  @Suite("test_1_to_1_initmsg_connect") struct OneToOneInitialMessageConformance {
    @Test("connect() with init timeout set to 0 - SUCCESS") func noTimeout() throws {
      let listener = try SCTPListener()
      try listener.setOption(
        .initialMessage, to: .init(outboundStreams: 10, maximumInboundStreams: 65_535, maximumAttempts: 1))
      try listener.bind(to: .loopback(port: 0))
      try listener.listen(backlog: 1)
      let client = try SCTPOneToOneSocket()
      try client.setOption(
        .initialMessage,
        to: .init(
          outboundStreams: 65_535, maximumInboundStreams: 10, maximumAttempts: 1, maximumTimeout: .zero))
      try client.connect(to: [try listener.address], timeout: patience)
      let accepted = try listener.accepted()
      #expect(try client.status().outboundStreams == 65_535)
      #expect(try client.status().inboundStreams == 10)
      try client.send(.hello, options: .init(stream: 65_534))
      let message = try accepted.message()
      #expect(message.payload == .hello)
      #expect(message.info.stream == 65_534)
      try client.close()
      try accepted.close()
      try listener.close()
    }
  }
}
