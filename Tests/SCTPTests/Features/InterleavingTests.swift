import SCTP
import Testing

extension OnTheKernel {
  @Suite(.requiresRoot) struct Interleaving {
    /// Longer than the server's window, while two of them fit into the client's send buffer.
    private let long = 130_000

    private func pair(_ prepare: (SCTPSocket) throws -> Void) throws -> Pair {
      try Pair { socket in
        try socket.setOption(.sendBufferSize, to: 1 << 20)
        // The loopback's packets are so large that the kernel would tell late that the window opens again.
        try socket.setOption(.pathParameters(), to: SCTPPathParameters(discoversPathMTU: false, pathMTU: 1_500))
        try socket.useShortTimeouts()
        try prepare(socket)
      }
    }

    private func interleaved() throws -> Pair {
      let pair = try pair { socket in
        try socket.setOption(.fragmentInterleave, to: 2)
        try socket.setOption(.interleavingSupported(), to: true)
      }
      try pair.client.setOption(.streamScheduler(of: pair.atClient), to: .roundRobin)
      return pair
    }

    private func payload(_ stream: UInt16) -> [UInt8] {
      (0..<long).map { UInt8(truncatingIfNeeded: $0 &* 7 &+ Int(stream)) }
    }

    @Test("Long messages of several streams arrive whole") func severalStreams() throws {
      try withSysctl(["intl_enable": 1]) {
        let pair = try interleaved()
        #expect(try pair.client.option(.interleavingSupported(of: pair.atClient)))
        #expect(try pair.server.option(.interleavingSupported(of: pair.atServer)))
        let sender = Background {
          for stream in UInt16(0)..<6 {
            try pair.client.send(payload(stream), on: pair.atClient, options: SCTPSendOptions(stream: stream))
          }
        }
        var streams: Set<UInt16> = []
        for _ in 0..<6 {
          let message = try pair.server.message()
          #expect(message.payload == payload(message.info.stream))
          streams.insert(message.info.stream)
        }
        #expect(streams == [0, 1, 2, 3, 4, 5])
        try sender.value()
        try pair.close()
      }
    }

    @Test("The parts of two messages on different streams are interleaved") func alternatingParts() throws {
      try withSysctl(["intl_enable": 1]) {
        let pair = try interleaved()
        try pair.server.setOption(.partialDeliveryPoint, to: 10_000)
        for stream in UInt16(0)..<2 {
          try pair.client.send(payload(stream), on: pair.atClient, options: SCTPSendOptions(stream: stream))
        }
        var parts: [UInt16: [UInt8]] = [0: [], 1: []]
        var changes = 0
        var last: UInt16?
        var open = 2
        while open > 0 {
          let part = try pair.server.part(65_536)
          parts[part.info.stream]?.append(contentsOf: part.bytes)
          if part.info.stream != last { changes += 1 }
          last = part.info.stream
          if part.info.isEndOfMessage { open -= 1 }
        }
        #expect(changes > 2)
        #expect(parts == [0: payload(0), 1: payload(1)])
        try pair.close()
      }
    }

    @Test("A short message overtakes a long message of another stream") func shortMessage() throws {
      try withSysctl(["intl_enable": 1]) {
        let pair = try interleaved()
        try pair.client.send(payload(0), on: pair.atClient, options: SCTPSendOptions(stream: 0))
        try pair.client.send([1, 2, 3], on: pair.atClient, options: SCTPSendOptions(stream: 1))
        #expect(try pair.server.message().payload == [1, 2, 3])
        #expect(try pair.server.message().payload == payload(0))
        try pair.close()
      }
    }

    @Test("Without interleaving, a short message waits for a long message") func notInterleaved() throws {
      let pair = try pair { _ in }
      #expect(try !pair.client.option(.interleavingSupported(of: pair.atClient)))
      try pair.client.setOption(.streamScheduler(of: pair.atClient), to: .roundRobin)
      try pair.client.send(payload(0), on: pair.atClient, options: SCTPSendOptions(stream: 0))
      try pair.client.send([1, 2, 3], on: pair.atClient, options: SCTPSendOptions(stream: 1))
      #expect(try pair.server.message().payload == payload(0))
      #expect(try pair.server.message().payload == [1, 2, 3])
      try pair.close()
    }

    @Test("Interleaving is not used if the peer does not support it") func unsupportedPeer() throws {
      try withSysctl(["intl_enable": 1]) {
        let server = try SCTPSocket.listening()
        let client = try SCTPSocket()
        try client.setOption(.fragmentInterleave, to: 2)
        try client.setOption(.interleavingSupported(), to: true)
        let association = try client.connect(to: [try server.address], timeout: patience)
        #expect(try !client.option(.interleavingSupported(of: association)))
        try client.close()
        try server.close()
      }
    }

    @Test("A short message waits for a long message of the same stream") func sameStream() throws {
      try withSysctl(["intl_enable": 1]) {
        let pair = try interleaved()
        try pair.client.send(payload(0), on: pair.atClient, options: SCTPSendOptions(stream: 0))
        try pair.client.send([1], on: pair.atClient, options: SCTPSendOptions(stream: 0))
        #expect(try pair.server.message().payload == payload(0))
        #expect(try pair.server.message().payload == [1])
        try pair.close()
      }
    }
  }
}
