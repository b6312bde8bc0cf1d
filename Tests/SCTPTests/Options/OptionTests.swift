import SCTP
import Testing

extension OnTheKernel {
  @Suite struct Options {
    static let tooLong: [Duration] = [
      .milliseconds(65_536), .milliseconds(65_535) + .nanoseconds(1), .milliseconds(-1), .seconds(Int64.max),
      .seconds(Int64.min),
    ]

    /// One socket of each kind.
    private func withEachKind(_ body: (SCTPEndpoint) throws -> Void) throws {
      for family in SCTPAddressFamily.allCases {
        let sockets: [SCTPEndpoint] = try [
          SCTPSocket(family: family), SCTPOneToOneSocket(family: family), SCTPListener(family: family),
        ]
        for socket in sockets {
          try body(socket)
          try socket.close()
        }
      }
    }

    @Test("SCTP_NODELAY is off by default and can be switched on and off") func noDelay() throws {
      try withEachKind { socket in
        #expect(try !socket.option(.noDelay))
        try socket.setOption(.noDelay, to: true)
        #expect(try socket.option(.noDelay))
        try socket.setOption(.noDelay, to: false)
        #expect(try !socket.option(.noDelay))
      }
    }

    @Test("The kernel doubles the buffer sizes that are set") func bufferSizes() throws {
      try withEachKind { socket in
        try socket.setOption(.sendBufferSize, to: 50_000)
        #expect(try socket.option(.sendBufferSize) == 100_000)
        try socket.setOption(.receiveBufferSize, to: 60_000)
        #expect(try socket.option(.receiveBufferSize) == 120_000)
      }
    }

    @Test(
      "A buffer size out of range fails with EINVAL and changes nothing",
      arguments: [Int.max, .min, Int(Int32.max) + 1, -1, Int(Int32.min)])
    func invalidBufferSize(_ size: Int) throws {
      try withEachKind { socket in
        let before = try socket.option(.sendBufferSize)
        expectFailure(.invalidArgument, .outOfRange, in: "setsockopt(SO_SNDBUF)") {
          try socket.setOption(.sendBufferSize, to: size)
        }
        expectFailure(.invalidArgument, .outOfRange, in: "setsockopt(SO_RCVBUF)") {
          try socket.setOption(.receiveBufferSize, to: size)
        }
        #expect(try socket.option(.sendBufferSize) == before)
      }
    }

    @Test("The parameters of the INIT read back as they were set") func initialMessage() throws {
      try withEachKind { socket in
        let message = SCTPInitialMessage(
          outboundStreams: 17, maximumInboundStreams: 23, maximumAttempts: 3, maximumTimeout: .milliseconds(1_500))
        try socket.setOption(.initialMessage, to: message)
        #expect(try socket.option(.initialMessage) == message)
      }
    }

    @Test("A zero field in the parameters of the INIT keeps the previous value") func zeroFields() throws {
      try withEachKind { socket in
        let before = try socket.option(.initialMessage)
        #expect(before.outboundStreams > 0)
        try socket.setOption(.initialMessage, to: .init(maximumAttempts: 3))
        var expected = before
        expected.maximumAttempts = 3
        #expect(try socket.option(.initialMessage) == expected)
        try socket.setOption(.initialMessage, to: .init())
        #expect(try socket.option(.initialMessage) == expected)
      }
    }

    @Test(
      "The maximum timeout of the INIT is rounded up to milliseconds",
      arguments: [
        (Duration.nanoseconds(1), 1), (.microseconds(999), 1), (.microseconds(1_001), 2), (.seconds(65), 65_000),
      ])
    func timeoutRounding(_ timeout: Duration, _ milliseconds: Int) throws {
      try withEachKind { socket in
        try socket.setOption(.initialMessage, to: .init(maximumTimeout: timeout))
        #expect(try socket.option(.initialMessage).maximumTimeout == .milliseconds(milliseconds))
      }
    }

    @Test("A maximum timeout of the INIT out of range fails with EINVAL and changes nothing", arguments: tooLong)
    func invalidTimeout(_ timeout: Duration) throws {
      try withEachKind { socket in
        let before = try socket.option(.initialMessage)
        expectFailure(.invalidArgument, .outOfRange, in: "setsockopt(SCTP_INITMSG)") {
          try socket.setOption(.initialMessage, to: .init(outboundStreams: 3, maximumTimeout: timeout))
        }
        #expect(try socket.option(.initialMessage) == before)
      }
    }

    @Test("The association has the smaller number of streams that the two ends allow") func streamNegotiation() throws {
      let server = try SCTPSocket.listening()
      try server.setOption(.initialMessage, to: .init(outboundStreams: 4, maximumInboundStreams: 6))
      let client = try SCTPSocket()
      try client.setOption(.initialMessage, to: .init(outboundStreams: 9, maximumInboundStreams: 3))
      let association = try client.connect(to: [server.address], timeout: patience)
      let status = try client.status(of: association)
      #expect(status.outboundStreams == 6)
      #expect(status.inboundStreams == 3)
      try client.close()
      try server.close()
    }
  }
}
