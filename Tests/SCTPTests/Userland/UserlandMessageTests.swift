import SCTP
import Testing

extension OnTheKernel {
  /// Messages to and from a peer whose SCTP is not Linux's.
  @Suite(.requiresRoot) struct UserlandMessages {
    /// One option value for each stream: the payload protocol and the order change from stream to stream.
    private static let everyStream = (0..<UserlandPeer.streams).map { stream in
      SCTPSendOptions(
        stream: stream, payloadProtocol: SCTPPayloadProtocolID(rawValue: 0xA0B0_C0D0 + UInt32(stream)),
        flags: stream.isMultiple(of: 3) ? .unordered : [])
    }

    @Test("Streams, payload protocols and orders arrive as they were sent", arguments: Initiator.allCases)
    func streams(_ initiator: Initiator) throws {
      try UserlandLink.with(initiator) { link in
        for options in Self.everyStream {
          let size = 1 + 100 * Int(options.stream)
          try link.socket.send(payload(size, seed: 7), on: link.association, options: options)
          try link.expectAtPeer(payload(size, seed: 7), options)
          try link.peerSends(size, seed: 9, options)
          try link.socket.expectMessage(payload(size, seed: 9), options)
        }
      }
    }

    @Test("Large messages arrive in both directions at once", arguments: Initiator.allCases, [100_000, 1_000_000])
    func large(_ initiator: Initiator, _ size: Int) throws {
      try UserlandLink.with(initiator) { link in
        for number in 0..<3 {
          try link.startToSend(size + number, seed: number, .hello)
          try link.socket.send(payload(size, seed: 50 + number), on: link.association, options: .hello)
        }
        for number in 0..<3 {
          let message = try link.socket.message()
          let isSame = haveSameBytes(message.payload, payload(size + number, seed: number))
          #expect(isSame && message.info.stream == SCTPSendOptions.hello.stream)
          try link.peer.event("sent")
          try link.expectAtPeer(payload(size, seed: 50 + number), .hello)
        }
      }
    }

    @Test("A message that exceeds the limit fails with EMSGSIZE, and the next one arrives") func tooLarge() throws {
      try UserlandLink.with { link in
        link.socket.maximumMessageSize = 200_000
        try link.peerSends(300_000)
        expectFailure(.messageTooLong, .messageTooLong) { try link.socket.message() }
        try link.expectWhole()
      }
    }

    @Test("A hundred messages of an echoing peer return in order on each stream") func echo() throws {
      try UserlandLink.with { link in
        try link.peer.order("echo")
        for number in 0..<UInt32(100) {
          let options = SCTPSendOptions(stream: UInt16(number % 16), payloadProtocol: 46)
          try link.socket.send([UInt8](number: number), on: link.association, options: options)
        }
        var next = [UInt32](0..<16)
        for _ in 0..<100 {
          let message = try link.socket.message()
          let stream = Int(message.info.stream)
          #expect(message.payload.number == next[stream] && message.info.payloadProtocol == 46)
          next[stream] += 16
          try link.peer.event("message")
        }
      }
    }

    @Test("A reset of a stream restarts its numbers at the other end") func streamReset() throws {
      try withSysctl(["reconf_enable": 1]) {
        try UserlandLink.with { socket in
          try socket.setOption(.allowedReconfigurations(), to: .resetStreams)
          try socket.setSubscribed(true, to: .streamReset)
        } body: { link in
          try link.expectWhole()
          try link.socket.resetStreams(.outgoing, streams: [1], of: link.association)
          #expect(try link.socket.event(SCTPStreamResetEvent.self).flags == .outgoing)
          try link.peer.event("reset")
          try link.peer.order("reset \(link.atPeer) 1")
          // Until then, usrsctp accepts no message on the stream.
          try link.peer.event("own-reset")
          let event = try link.socket.event(SCTPStreamResetEvent.self)
          #expect(event.flags == .incoming && event.streams == [1])
          try link.peerSends(10, .hello)
          #expect(try link.socket.message().info.streamSequenceNumber == 0)
        }
      }
    }
  }
}
