import SCTP
import Testing

extension OnTheKernel {
  @Suite struct NextInfo {
    @Test("A message carries information about the next message") func nextMessage() throws {
      let pair = try Pair()
      try pair.server.setOption(.receiveNextInfo, to: true)
      try pair.client.send([1], on: pair.atClient)
      try pair.client.send(
        [2, 3, 4], on: pair.atClient,
        options: SCTPSendOptions(stream: 5, payloadProtocol: 46, flags: .unordered))
      try pair.untilAcknowledged()
      let first = try pair.server.message()
      let next = try #require(first.info.next)
      #expect(next.association == pair.atServer)
      #expect(next.stream == 5)
      #expect(next.isUnordered)
      #expect(!next.isNotification)
      #expect(next.payloadProtocol == 46)
      #expect(next.length == 3)
      let second = try pair.server.message()
      #expect(second.payload == [2, 3, 4])
      #expect(second.info.next == nil)
      try pair.close()
    }

    @Test("A message carries information about a notification after it") func nextNotification() throws {
      let pair = try Pair()
      try pair.server.setOption(.receiveNextInfo, to: true)
      try pair.server.setSubscribed(true, to: .shutdown, of: pair.atServer)
      try pair.client.send([1], on: pair.atClient)
      try pair.client.shutdown(association: pair.atClient)
      try until("the association has ended") { try pair.server.associations().isEmpty }
      let next = try #require(try pair.server.message().info.next)
      #expect(next.isNotification)
      #expect(try pair.server.event(SCTPShutdownEvent.self).association == pair.atServer)
      try pair.close()
    }

    @Test("Without the option, a message carries no information about the next one") func disabledOption() throws {
      let pair = try Pair()
      try pair.client.send([1], on: pair.atClient)
      try pair.client.send([2], on: pair.atClient)
      try pair.untilAcknowledged()
      #expect(try pair.server.message().info.next == nil)
      try pair.close()
    }
  }
}
