import Foundation
import SCTP
import Testing

extension OnTheKernel.OnTheWire {
  /// How an association ends.
  @Suite struct Ends {
    @Test("A shutdown sends the messages first, then SHUTDOWN, and no ABORT") func shutdown() throws {
      let network = try TestNetwork(links: 1)
      let capture = try Capture(network)
      let pair = try network.pair()
      try pair.client.send(.hello, on: pair.atClient)
      try pair.client.shutdown(association: pair.atClient)
      let chunks = try capture.chunks(through: .shutdownComplete)
      let types = chunks.map(\.type).filter {
        [.data, .shutdown, .shutdownAck, .shutdownComplete, .abort].contains($0)
      }
      #expect(types == [.data, .shutdown, .shutdownAck, .shutdownComplete])
      #expect(chunks.of(.shutdown).first?.sender.isOf(network.left) == true)
      try pair.close()
    }

    @Test("An abort sends ABORT with the cause of a user and the reason, and no SHUTDOWN") func abort() throws {
      let network = try TestNetwork(links: 1)
      let capture = try Capture(network)
      let pair = try network.pair()
      try pair.client.abort(association: pair.atClient, reason: Array("overload".utf8))
      let chunks = try capture.chunks(through: .abort)
      let abort = try #require(chunks.of(.abort, from: network.left).first)
      #expect(abort.number("sctp.cause_code") == 12)
      #expect(abort["sctp.cause_information"] == colons(Array("overload".utf8)))
      #expect(abort.number("sctp.abort_t_bit") == 0)
      #expect(chunks.of(.shutdown).isEmpty)
      try pair.close()
    }

    @Test("Closing a socket sends SHUTDOWN, and ABORT if messages are unread", arguments: [false, true])
    func close(hasUnreadMessage: Bool) throws {
      let network = try TestNetwork(links: 1)
      let capture = try Capture(network)
      let pair = try network.pair()
      try pair.server.send(.hello, on: pair.atServer)
      try pair.client.untilReadable()
      if !hasUnreadMessage { #expect(try pair.client.message().payload == .hello) }
      try pair.client.close()
      let chunks = try capture.chunks(through: hasUnreadMessage ? .abort : .shutdownComplete)
      #expect(chunks.of(.shutdown, from: network.left).isEmpty == hasUnreadMessage)
      #expect(chunks.of(.abort).isEmpty != hasUnreadMessage)
      try pair.server.close()
    }

    @Test("Closing a socket with a linger time of zero sends ABORT") func lingerTime() throws {
      let network = try TestNetwork(links: 1)
      let capture = try Capture(network)
      let pair = try network.pair { try $0.setOption(.linger, to: .zero) }
      try pair.client.close()
      let chunks = try capture.chunks(through: .abort)
      #expect(chunks.of(.abort, from: network.left).count == 1)
      #expect(chunks.of(.shutdown).isEmpty)
      try pair.server.close()
    }

    @Test("shutdown() of a peeled-off socket sends the messages, then SHUTDOWN") func peeledOff() throws {
      let network = try TestNetwork(links: 1)
      let capture = try Capture(network)
      let pair = try network.pair()
      let child = try network.right.run { try pair.server.peelOff(association: pair.atServer) }
      try child.send(.hello)
      try child.shutdown()
      let chunks = try capture.chunks(through: .shutdownComplete)
      let types = chunks.map(\.type).filter {
        [.data, .shutdown, .shutdownAck, .shutdownComplete, .abort].contains($0)
      }
      #expect(types == [.data, .shutdown, .shutdownAck, .shutdownComplete])
      #expect(chunks.of(.shutdown).first?.sender.isOf(network.right) == true)
      try child.close()
      try pair.close()
    }
  }

  /// The packets around a peel-off, which the peer must not notice.
  @Suite struct PeelOffs {
    /// Checks that only messages and acknowledgments followed the setup, and that the server's are in order.
    fileprivate static func expectUnnoticed(_ chunks: [WireChunk], _ network: TestNetwork, messages: Int) {
      let setup: Set<SCTPChunkType> = [.initiation, .initiationAck, .cookieEcho, .cookieAck]
      #expect(Set(chunks.map(\.type)).subtracting(setup).isSubset(of: [.data, .sack]))
      let data = chunks.of(.data, from: network.right)
      #expect(data.numbers("sctp.data_tsn") == (0..<messages).map { UInt64($0) })
      #expect(data.numbers("sctp.data_ssn") == (0..<messages).map { UInt64($0) })
    }

    @Test("A peel-off sends neither SHUTDOWN nor ABORT, and the messages continue in order at the next TSN")
    func continuation() throws {
      let network = try TestNetwork(links: 1)
      let capture = try Capture(network)
      let pair = try network.pair()
      for _ in 0..<2 { try pair.server.send(.hello, on: pair.atServer) }
      let child = try network.right.run { try pair.server.peelOff(association: pair.atServer) }
      for _ in 0..<2 { try child.send(.hello) }
      let chunks = try capture.chunks(through: .data, from: network.right, count: 4)
      Self.expectUnnoticed(chunks, network, messages: 4)
      try child.close()
      try pair.close()
    }

    @Test("A peel-off that fails for lack of descriptors sends nothing, and the messages continue") func shortage()
      async
    {
      await #expect(processExitsWith: .success) {
        try Decoder.whileRunning {
          let network = try TestNetwork(links: 1)
          let capture = try Capture(network)
          let pair = try network.pair()
          try pair.server.send(.hello, on: pair.atServer)
          try network.right.run {
            try DescriptorShortage.prepare()
            let shortage = DescriptorShortage()
            expectFailure(.tooManyOpenFiles, .outOfDescriptors) {
              try pair.server.peelOff(association: pair.atServer)
            }
            _ = consume shortage
          }
          try pair.server.send(.hello, on: pair.atServer)
          let chunks = try capture.chunks(through: .data, from: network.right, count: 2)
          OnTheKernel.OnTheWire.PeelOffs.expectUnnoticed(chunks, network, messages: 2)
        }
      }
    }
  }
}

/// Bytes as the decoder writes them.
private func colons(_ bytes: [UInt8]) -> String {
  bytes.map { String(format: "%02x", $0) }.joined(separator: ":")
}
