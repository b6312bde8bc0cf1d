import Testing

@testable import SCTP

extension OnTheKernel {
  @Suite struct ReceivingIntoABuffer {
    @Test("A message that fits into the buffer is received whole with its information") func wholeMessage() throws {
      let pair = try Pair()
      try pair.client.send([1, 2, 3], on: pair.atClient, options: .init(stream: 2, payloadProtocol: 46))
      let part = try pair.server.part(24)
      #expect(part.bytes == [1, 2, 3])
      #expect(part.info.isEndOfMessage)
      #expect(!part.info.isNotification)
      #expect(part.info.association == pair.atServer)
      #expect(part.info.stream == 2)
      #expect(part.info.payloadProtocol == 46)
      try pair.close()
    }

    @Test("A long message is received in parts") func longMessage() throws {
      let pair = try Pair()
      try pair.client.send(payload(1_000), on: pair.atClient, options: .init(stream: 1))
      try pair.client.send([9], on: pair.atClient)
      var received: [UInt8] = []
      for size in [400, 400, 200] {
        let part = try pair.server.part(400)
        #expect(part.bytes.count == size)
        #expect(part.info.isEndOfMessage == (size == 200))
        #expect(part.info.stream == 1)
        received += part.bytes
      }
      #expect(received == payload(1_000))
      #expect(try pair.server.part(400).bytes == [9])
      try pair.close()
    }

    @Test("The message is appended to the bytes in the buffer") func appendedBytes() throws {
      let pair = try Pair()
      try pair.client.send([1, 2, 3], on: pair.atClient)
      let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: 64, alignment: 1)
      defer { unsafe buffer.deallocate() }
      var span = unsafe OutputRawSpan(buffer: buffer, initializedCount: 0)
      span.append(UInt8(7))
      _ = try pair.server.receive(into: &span, timeout: patience)
      #expect(span.byteCount == 4)
      let count = unsafe span.finalize(for: buffer)
      #expect(unsafe Array(buffer[..<count]) == [7, 1, 2, 3])
      try pair.close()
    }

    @Test("A buffer that is too small fails with EINVAL and loses no message", arguments: [0, 1, 23])
    func smallBuffer(_ size: Int) throws {
      let pair = try Pair()
      try pair.client.send([1, 2], on: pair.atClient)
      expectFailure(.invalidArgument, .bufferTooSmall, in: "recvmsg") { _ = try pair.server.part(size) }
      #expect(try pair.server.part(24).bytes == [1, 2])
      try pair.close()
    }

    @Test("Receiving a whole message fails with EBUSY while a message is partially read") func partialRead() throws {
      let pair = try Pair()
      try pair.client.send(payload(100), on: pair.atClient)
      try pair.client.send([1], on: pair.atClient)
      #expect(try !pair.server.part(60).info.isEndOfMessage)
      expectFailure(.resourceBusy, .mixedReceiveForms, in: "recvmsg") { _ = try pair.server.receive(timeout: .zero) }
      #expect(try pair.server.part(60).bytes == Array(payload(100)[60...]))
      #expect(try pair.server.message().payload == [1])
      try pair.close()
    }

    @Test("Receiving into a buffer fails with EBUSY while a message is partially received")
    func partialMessage() throws {
      let pair = try Pair.withMessageArrivedInPart()
      expectFailure(.timedOut, in: "recvmsg") { _ = try pair.server.receive(timeout: .zero) }
      expectFailure(.resourceBusy, .mixedReceiveForms, in: "recvmsg") {
        _ = try pair.server.part(1_000, timeout: .zero)
      }
      try pair.server.setDeaf(false)
      #expect(try pair.server.message().payload == payload(Pair.longMessage))
      try pair.client.send([5], on: pair.atClient)
      #expect(try pair.server.part(1_000).bytes == [5])
      try pair.close()
    }

    @Test("A long notification is received in parts") func longNotification() throws {
      let pair = try Pair.withLongNotification()
      var bytes: [UInt8] = []
      var part: Part
      repeat {
        part = try pair.server.part(40)
        #expect(part.info.isNotification)
        bytes += part.bytes
      } while !part.info.isEndOfMessage
      #expect(bytes.count > 300)
      guard case .associationChange(let change) = SCTPNotification(parsing: unsafe bytes.span.bytes) else {
        Issue.record("another notification")
        return
      }
      #expect(change.association == pair.atServer)
      #expect(change.state == .communicationLost)
      try pair.close()
    }

    @Test("Receiving a whole message fails with EBUSY while a notification is partially read")
    func partialNotification() throws {
      let pair = try Pair.withLongNotification()
      #expect(try !pair.server.part(40).info.isEndOfMessage)
      expectFailure(.resourceBusy, .mixedReceiveForms) { _ = try pair.server.receive(timeout: .zero) }
      while try !pair.server.part(40).info.isEndOfMessage {}
      let next = try Pair(server: pair.server)
      try next.client.send([1], on: next.atClient)
      #expect(try pair.server.message().payload == [1])
      try next.client.close()
      try pair.close()
    }

    @Test("A notification without a subscription is never received, not even in part")
    func hiddenNotification() throws {
      let server = try SCTPSocket.listening()
      for number in 0..<3 as Range<UInt8> {
        let pair = try Pair(server: server)
        try pair.client.send([number], on: pair.atClient)
        #expect(try server.part(24).bytes == [number])
        // An abort with a reason is a notification of more than 24 bytes.
        try pair.client.abort(association: pair.atClient, reason: payload(300))
        try pair.client.close()
      }
      let last = try Pair(server: server)
      try last.client.send([9], on: last.atClient)
      let part = try server.part(24)
      #expect(part.bytes == [9])
      #expect(!part.info.isNotification)
      try last.close()
    }

    @Test("A call returns nil after the end of the association") func endOfAssociation() throws {
      let connection = try Connection()
      try connection.client.send([1])
      try connection.client.shutdown()
      #expect(try connection.accepted.part(24)?.bytes == [1])
      #expect(try connection.accepted.part(24) == nil)
      #expect(try connection.accepted.part(24) == nil)
      try connection.close()
    }
  }
}

extension Pair {
  /// An association that was aborted, of which the server has a notification of more than 300 bytes.
  fileprivate static func withLongNotification() throws -> Pair {
    let pair = try Pair()
    pair.server.expectNothing()
    try pair.server.setSubscribed(true, to: .associationChange, of: pair.atServer)
    try pair.client.abort(association: pair.atClient, reason: payload(300))
    return pair
  }
}
