import SCTP
import Testing

extension OnTheKernel {
  /// Errors of messages that exceed a limit state the limit.
  @Suite struct SendLimits {
    private func error(
      _ association: SCTPAssociationID? = nil, stream: UInt16, limit: Int, address: SCTPAddress? = nil
    ) -> SCTPError {
      SCTPError(
        .invalidArgument, in: "sendmsg", because: .streamOutOfRange, association: association, stream: stream,
        limit: limit, address: address.map { "\($0)" })
    }

    @Test("A stream beyond the outbound streams of a one-to-many socket's association fails with their number")
    func oneToMany() async throws {
      let pair = try Pair { _ in
      } server: {
        try $0.setOption(.initialMessage, to: SCTPInitialMessage(maximumInboundStreams: 5))
      }
      let options = SCTPSendOptions(stream: 5)
      try inThread {
        try pair.client.send([1], on: pair.atClient, options: .init(stream: 4))
        #expect(try pair.server.message().info.stream == 4)
        #expect(throws: error(pair.atClient, stream: 5, limit: 5)) {
          try pair.client.send([1], on: pair.atClient, options: options)
        }
        #expect(throws: error(pair.atClient, stream: 5, limit: 5)) {
          try pair.client.send([1], on: .all, options: options)
        }
      }
      await #expect(throws: error(pair.atClient, stream: 5, limit: 5)) {
        try await pair.client.send([1], on: pair.atClient, options: options)
      }
      let address = try pair.server.address
      #expect(throws: error(stream: 5, limit: 5, address: address)) {
        try inThread { try pair.client.send([1], to: address, options: options) }
      }
      try pair.close()
    }

    @Test("A stream beyond the outbound streams of a one-to-one or peeled-off socket fails with their number")
    func oneToOne() throws {
      let connection = try Connection()
      let count = Int(try connection.client.status().outboundStreams)
      #expect(throws: error(stream: 65_535, limit: count)) {
        try connection.client.send([1], options: .init(stream: 65_535))
      }
      #expect(throws: error(stream: UInt16(count), limit: count)) {
        try connection.accepted.send([1], options: .init(stream: UInt16(count)))
      }
      try connection.close()
      let pair = try Pair()
      let child = try pair.server.peelOff(association: pair.atServer)
      let limit = Int(try child.status().outboundStreams)
      #expect(throws: error(stream: 1_000, limit: limit)) { try child.send([1], options: .init(stream: 1_000)) }
      try child.close()
      try pair.close()
    }

    @Test("A first message beyond the requested outbound streams fails with their number") func firstMessage() throws {
      let server = try SCTPSocket.listening()
      let client = try SCTPSocket()
      try client.setOption(.initialMessage, to: SCTPInitialMessage(outboundStreams: 3))
      let address = try server.address
      #expect(throws: error(stream: 3, limit: 3, address: address)) {
        try client.send([1], to: address, options: .init(stream: 3))
      }
      try client.close()
      try server.close()
    }

    @Test("A message that is longer than the send buffer fails with the size of the buffer") func sendBuffer() throws {
      let pair = try Pair()
      let size = try pair.client.option(.sendBufferSize)
      let expected = SCTPError(
        .messageTooLong, in: "sendmsg", because: .sendBufferTooSmall, association: pair.atClient, limit: size)
      #expect(throws: expected) {
        try pair.client.send([UInt8](repeating: 0, count: size + 1), on: pair.atClient)
      }
      try pair.close()
    }

    @Test("A reason that is too long for an abort fails with the limit") func abortReason() throws {
      let pair = try Pair()
      let expected = SCTPError(
        .messageTooLong, in: "sendmsg", because: .abortReasonTooLong, association: pair.atClient, limit: 65_492)
      #expect(throws: expected) {
        try pair.client.abort(association: pair.atClient, reason: [UInt8](repeating: 0, count: 65_493))
      }
      try pair.close()
    }
  }
}
