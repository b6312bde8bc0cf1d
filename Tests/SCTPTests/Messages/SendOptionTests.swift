import CSCTP
import Testing

@testable import SCTP

extension OnTheKernel {
  @Suite struct SendOptions {
    @Test("The stream and the payload protocol identifier arrive") func streamAndProtocol() throws {
      let pair = try Pair()
      for stream in 0..<10 as Range<UInt16> {
        let kind = SCTPPayloadProtocolID(rawValue: 0x0102_0300 + UInt32(stream))
        try pair.client.send([1], on: pair.atClient, options: .init(stream: stream, payloadProtocol: kind))
        let info = try pair.server.message().info
        #expect(info.stream == stream)
        #expect(info.payloadProtocol == kind)
        #expect(!info.isUnordered)
        #expect(info.streamSequenceNumber == 0)
      }
      try pair.close()
    }

    @Test(
      "The payload protocol identifier is sent in network byte order",
      arguments: [0, 1, 46, 60, 0x0102_0304, .max] as [UInt32])
    func networkOrder(_ number: UInt32) throws {
      let pair = try Pair()
      let options = SCTPSendOptions(payloadProtocol: .init(rawValue: number))
      try pair.client.send([1, 2], on: pair.atClient, options: options)
      // The kernel passes these four bytes on as they lie in the DATA chunk.
      #expect(try pair.server.rawMessageInfo().rcv_ppid == number.bigEndian)
      try pair.close()
    }

    @Test("An unordered message is received as unordered") func unorderedMessage() throws {
      let pair = try Pair()
      try pair.client.send([1], on: pair.atClient, options: .init(stream: 3, flags: .unordered))
      let message = try pair.server.message()
      #expect(message.info.isUnordered)
      #expect(message.info.stream == 3)
      #expect(message.info.streamSequenceNumber == 0)
      try pair.client.send([2], on: pair.atClient, options: .init(stream: 3))
      #expect(try !pair.server.message().info.isUnordered)
      try pair.close()
    }

    @Test("The messages of a stream arrive in order") func streamOrder() throws {
      let pair = try Pair()
      for number in 0..<300 {
        let options = SCTPSendOptions(stream: UInt16(number % 3))
        try pair.client.send([UInt8(number % 251)], on: pair.atClient, options: options)
      }
      var next: [UInt16] = [0, 1, 2]
      for _ in 0..<300 {
        let message = try pair.server.message()
        let stream = Int(message.info.stream)
        #expect(message.payload == [UInt8(next[stream] % 251)])
        #expect(message.info.streamSequenceNumber == next[stream] / 3)
        next[stream] += 3
      }
      try pair.close()
    }

    @Test("A message can request an immediate acknowledgement") func immediateSack() throws {
      let pair = try Pair()
      try pair.client.send([1], on: pair.atClient, options: .init(flags: [.sackImmediately, .unordered]))
      let info = try pair.server.message().info
      #expect(info.isUnordered)
      try until("it is acknowledged") {
        try pair.client.status(of: pair.atClient).unacknowledgedChunks == 0
      }
      try pair.close()
    }

    @Test("A message can be sent to another address of the peer") func otherAddress() throws {
      let server = try SCTPSocket()
      try server.bind(to: .loopback(port: 0))
      let port = try server.address.port
      let other = try SCTPAddress("127.0.0.2", port: port)
      try server.bind(adding: [other])
      try server.listen()
      let client = try SCTPSocket()
      let association = try client.connect(to: [.loopback(port: port)], timeout: patience)
      try client.send([1], to: other, options: .init(flags: .addressOverride))
      #expect(try server.message().payload == [1])
      #expect(try client.associations() == [association])
      try client.close()
      try server.close()
    }

    @Test("A stream that the association does not have fails with EINVAL") func invalidStream() throws {
      let pair = try Pair()
      let streams = try pair.client.status(of: pair.atClient).outboundStreams
      for stream in [streams, .max] {
        expectFailure(.invalidArgument, .streamOutOfRange, in: "sendmsg") {
          try pair.client.send([1], on: pair.atClient, options: .init(stream: stream))
        }
      }
      try pair.client.send([1], on: pair.atClient, options: .init(stream: streams - 1))
      #expect(try pair.server.message().info.stream == streams - 1)
      try pair.close()
    }

    @Test("Flags that a send does not accept fail with EINVAL") func invalidFlags() throws {
      let pair = try Pair()
      for bit in 0..<16 as Range<UInt16> {
        let flags = SCTPSendFlags(rawValue: 1 << bit)
        if [.unordered, .addressOverride, .sackImmediately].contains(flags) { continue }
        for all in [flags, flags.union(.unordered)] {
          expectFailure(.invalidArgument, .unknownFlags, in: "sendmsg") {
            try pair.client.send([1], on: pair.atClient, options: .init(flags: all))
          }
        }
      }
      // Neither an abort nor an end of the association was sent.
      try pair.client.send([2], on: pair.atClient)
      #expect(try pair.server.message().payload == [2])
      try pair.close()
    }

    @Test("The notification of a failed send carries the context of the message") func failedContext() throws {
      let pair = try Pair()
      try pair.client.setSubscribed(true, to: .sendFailed, of: pair.atClient)
      try pair.server.setDeaf(true)
      try pair.client.send([1, 2, 3], on: pair.atClient, options: .init(stream: 4, context: 0xCAFE_F00D))
      try pair.client.abort(association: pair.atClient)
      let part = try pair.client.part(500)
      #expect(part.info.isNotification)
      let event = try #require(unsafe part.bytes.span.bytes.load(sctp_send_failed_event.self))
      #expect(UInt32(event.ssf_type) == SCTP_SEND_FAILED_EVENT.rawValue)
      #expect(event.ssfe_info.snd_context == 0xCAFE_F00D)
      #expect(event.ssfe_info.snd_sid == 4)
      #expect(event.ssf_assoc_id == pair.atClient.rawValue)
      try pair.close()
    }

    @Test("The receive information carries the receiver's context, not the sender's") func receiverContext() throws {
      let pair = try Pair()
      let option = KernelOption<sctp_assoc_value>("SCTP_CONTEXT", SCTP_CONTEXT)
      try pair.server.withFileDescriptor {
        try option.set(sctp_assoc_value(assoc_id: pair.atServer.rawValue, assoc_value: 0xBEEF), on: $0.rawValue)
      }
      try pair.client.send([1], on: pair.atClient, options: .init(context: 5))
      #expect(try pair.server.message().info.context == 0xBEEF)
      try pair.close()
    }

    @Test("The source of a message is the address of the peer") func sourceAddress() throws {
      for family in SCTPAddressFamily.allCases {
        let pair = try Pair(family)
        try pair.client.send([1], on: pair.atClient)
        let message = try pair.server.message()
        #expect(message.source == .loopback(family, port: try pair.client.address.port))
        #expect(message.info.source == message.source)
        try pair.close()
      }
    }
  }
}

extension SCTPSocket {
  /// The information of the next message as the kernel gives it.
  fileprivate func rawMessageInfo() throws -> sctp_rcvinfo {
    try withFileDescriptor { descriptor in
      var incoming = csctp_incoming()
      repeat {
        var entry = pollfd(fd: descriptor.rawValue, events: Int16(POLLIN), revents: 0)
        try #require(unsafe csctp_poll(&entry, 1, patience.components.seconds * 1_000_000_000) == 1)
        var bytes = [UInt8](repeating: 0, count: 500)
        try #require(unsafe csctp_recvmsg(descriptor.rawValue, &bytes, bytes.count, &incoming) > 0)
      } while incoming.flags & csctp_MSG_NOTIFICATION != 0
      return incoming.info
    }
  }
}
