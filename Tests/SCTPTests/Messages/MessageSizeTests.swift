import SCTP
import Testing

extension OnTheKernel {
  @Suite struct MessageSizes {
    static let sizes = [1, 2, 100, 1_024, 1_453, 16_384, 65_000, 65_535, 65_536, 65_537, 70_000, 200_000, 1 << 20]

    @Test("A message of any size arrives whole", arguments: sizes) func anySize(_ size: Int) throws {
      let pair = try Pair.withLargeBuffers()
      let sent = payload(size)
      try pair.client.send(sent, on: pair.atClient)
      try pair.client.send([7], on: pair.atClient)
      let message = try pair.server.message()
      #expect(message.payload == sent)
      #expect(message.info.isEndOfMessage)
      #expect(!message.info.isNotification)
      #expect(message.association == pair.atServer)
      #expect(try pair.server.message().payload == [7])
      try pair.close()
    }

    @Test("A message that is sent from a span arrives whole", arguments: SCTPAddressFamily.allCases)
    func partialSpan(_ family: SCTPAddressFamily) throws {
      let pair = try Pair.withLargeBuffers(family)
      let sent = payload(100_000)
      try pair.client.send(unsafe sent.span.bytes.extracting(1..<99_999), on: pair.atClient)
      #expect(try pair.server.message().payload == Array(sent[1..<99_999]))
      try pair.client.send(unsafe sent.span.bytes.extracting(5..<7), to: pair.server.address)
      #expect(try pair.server.message().payload == Array(sent[5..<7]))
      try pair.close()
    }

    @Test("Sending an empty message fails with EINVAL") func emptyMessage() throws {
      let pair = try Pair()
      expectFailure(.invalidArgument, .emptyMessage, in: "sendmsg") { try pair.client.send([], on: pair.atClient) }
      expectFailure(.invalidArgument, .emptyMessage, in: "sendmsg") {
        try pair.client.send([], to: pair.server.address)
      }
      try pair.client.send([1], on: pair.atClient)
      #expect(try pair.server.message().payload == [1])
      try pair.close()
    }

    @Test("Sending a message larger than the send buffer fails with EMSGSIZE") func overlongMessage() throws {
      let pair = try Pair()
      try pair.client.setOption(.sendBufferSize, to: 50_000)
      let size = try pair.client.option(.sendBufferSize)
      #expect(size >= 50_000)
      expectFailure(.messageTooLong, .sendBufferTooSmall, in: "sendmsg") {
        try pair.client.send(payload(size + 1), on: pair.atClient)
      }
      try pair.client.send([1], on: pair.atClient)
      #expect(try pair.server.message().payload == [1])
      try pair.close()
    }
  }
}
