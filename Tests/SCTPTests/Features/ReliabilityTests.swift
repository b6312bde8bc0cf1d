import Foundation
import SCTP
import Testing

extension OnTheKernel {
  @Suite struct Reliability {
    /// A pair whose client is subscribed to failed sends.
    private func pair() throws -> Pair {
      let pair = try Pair.withSmallWindow()
      try pair.client.setSubscribed(true, to: .sendFailed, of: pair.atClient)
      return pair
    }

    /// How many messages of the client a policy gave up: those never sent, and the others.
    private func counts(
      _ pair: Pair, _ policy: SCTPReliabilityPolicy, onStream stream: UInt16? = nil
    ) throws -> [UInt64] {
      let abandoned =
        if let stream {
          try pair.client.abandonedMessages(policy, onStream: stream, of: pair.atClient)
        } else {
          try pair.client.abandonedMessages(policy, of: pair.atClient)
        }
      return [abandoned.unsent, abandoned.sent]
    }

    /// Yields until a time has passed on the clock of the kernel's timer ticks, by which lifetimes expire.
    ///
    /// In a virtual machine on a busy host, the ticks can lag behind the precise clocks.
    private func pass(_ time: Duration) throws {
      let end = SCTPTests.time(of: CLOCK_MONOTONIC_COARSE) + time
      try until("the time has passed") { SCTPTests.time(of: CLOCK_MONOTONIC_COARSE) >= end }
    }

    @Test("A message whose lifetime ends before it is sent is reported and counted") func expiredLifetime() throws {
      let pair = try pair()
      let count = try pair.overfillWindow()
      let options = SCTPSendOptions(
        stream: 3, payloadProtocol: 18, flags: .unordered, context: 4711, reliability: .lifetime(.milliseconds(5)))
      try pair.client.send([1, 2, 3], on: pair.atClient, options: options)
      try pair.client.send([9], on: pair.atClient, options: SCTPSendOptions(reliability: .lifetime(.seconds(60))))
      try pass(.milliseconds(10))
      for _ in 0..<count { #expect(try pair.server.message().payload == pair.filler) }
      #expect(try pair.server.message().payload == [9])
      let failure = try pair.client.event(SCTPSendFailed.self)
      #expect(failure.payload == [1, 2, 3])
      #expect(!failure.wasSent)
      #expect(failure.cause == .none)
      #expect(failure.association == pair.atClient)
      #expect(failure.options.stream == 3)
      #expect(failure.options.payloadProtocol == 18)
      #expect(failure.options.flags == .unordered)
      #expect(failure.isFirstFragment)
      #expect(failure.isLastFragment)
      #expect(failure.options.context == 4711)
      #expect(try counts(pair, .lifetime) == [1, 0])
      #expect(try counts(pair, .lifetime, onStream: 3) == [1, 0])
      #expect(try counts(pair, .lifetime, onStream: 0) == [0, 0])
      #expect(try counts(pair, .all) == [1, 0])
      #expect(try counts(pair, .priority) == [0, 0])
      try pair.close()
    }

    @Test("The fragments of an abandoned message are reported separately") func longMessage() throws {
      let pair = try pair()
      let count = try pair.overfillWindow()
      let long = (0..<4_000).map { UInt8(truncatingIfNeeded: $0) }
      try pair.client.send(
        long, on: pair.atClient, options: SCTPSendOptions(context: 8, reliability: .lifetime(.milliseconds(5))))
      try pass(.milliseconds(10))
      for _ in 0..<count { _ = try pair.server.message() }
      var payload: [UInt8] = []
      var failures: [SCTPSendFailed] = []
      repeat {
        failures.append(try pair.client.event(SCTPSendFailed.self))
        payload += failures.last?.payload ?? []
      } while failures.last?.isLastFragment == false
      #expect(failures.count == 3)
      #expect(failures.map(\.isFirstFragment) == [true, false, false])
      #expect(failures.allSatisfy { $0.options.flags == [] && $0.options.context == 8 && !$0.wasSent })
      #expect(payload == long)
      try pair.close()
    }

    @Test("The default reliability applies to a message without its own") func defaultPolicy() throws {
      let pair = try pair()
      try pair.client.setOption(.defaultReliability(of: pair.atClient), to: .lifetime(.milliseconds(5)))
      let reliably = SCTPSendOptions(reliability: .reliable)
      let count = 20
      for _ in 0..<count { try pair.client.send(pair.filler, on: pair.atClient, options: reliably) }
      try pair.client.send([1], on: pair.atClient)
      try pass(.milliseconds(10))
      try pair.client.send([2], on: pair.atClient, options: reliably)
      for _ in 0..<count { _ = try pair.server.message() }
      #expect(try pair.server.message().payload == [2])
      #expect(try pair.client.event(SCTPSendFailed.self).payload == [1])
      try pair.close()
    }

    @Test("The deprecated notification reports the same failure") func deprecatedEvent() throws {
      let pair = try Pair.withSmallWindow()
      try pair.client.setSubscribed(true, to: .sendFailedDeprecated, of: pair.atClient)
      let count = try pair.overfillWindow()
      let options = SCTPSendOptions(
        stream: 2, payloadProtocol: 18, context: 4711, reliability: .lifetime(.milliseconds(5)))
      try pair.client.send([1, 2, 3, 4], on: pair.atClient, options: options)
      try pass(.milliseconds(10))
      for _ in 0..<count { _ = try pair.server.message() }
      let notification = try pair.client.notification()
      #expect(notification.event == .sendFailedDeprecated)
      let failure = try #require(notification.content as? SCTPSendFailed)
      #expect(failure.payload == [1, 2, 3, 4])
      #expect(!failure.wasSent)
      #expect(failure.options.stream == 2)
      #expect(failure.options.payloadProtocol == 18)
      #expect(failure.options.context == 4711)
      #expect(failure.association == pair.atClient)
      try pair.close()
    }

    @Test("Messages of low priority are abandoned for a message of higher priority") func priorities() throws {
      let pair = try Pair.withSmallWindow { socket in try socket.setOption(.sendBufferSize, to: 32_768) }
      try pair.client.setSubscribed(true, to: .sendFailed, of: pair.atClient)
      let low = SCTPSendOptions(context: 5, reliability: .priority(9))
      var sent = 0
      expectFailure(.timedOut) {
        while true {
          try pair.client.send(pair.filler, on: pair.atClient, options: low, timeout: .zero)
          sent += 1
        }
      }
      // It needs the room of several.
      let high = [UInt8](repeating: 1, count: 20_000)
      let sender = Background {
        try pair.client.send(high, on: pair.atClient, options: SCTPSendOptions(reliability: .priority(0)))
      }
      try until("some of low priority are given up") { try counts(pair, .priority)[0] > 0 }
      var received = 0
      while try pair.server.message().payload != high { received += 1 }
      try sender.value()
      let abandoned = try counts(pair, .priority)
      // The peer may have received an abandoned message that had been sent.
      #expect((sent - Int(abandoned[0] + abandoned[1])...sent - Int(abandoned[0])).contains(received))
      #expect(try counts(pair, .lifetime) == [0, 0])
      // The kernel counts them, but does not report them.
      pair.client.expectNothing()
      try pair.close()
    }

    @Test("A lifetime out of range fails with EINVAL") func invalidLifetime() throws {
      let pair = try Pair()
      for lifetime in [Duration.milliseconds(-1), .seconds(5_000_000)] {
        expectFailure(.invalidArgument, .outOfRange) {
          try pair.client.send([1], on: pair.atClient, options: SCTPSendOptions(reliability: .lifetime(lifetime)))
        }
      }
      try pair.close()
    }

    @Test("A message is abandoned after its limit of retransmissions", .requiresRoot)
    func retransmissionLimit() throws {
      // A peer with another secret drops all messages without a word.
      try withSysctl(["auth_enable": 1]) {
        let pair = try Pair { socket in
          try socket.useShortTimeouts()
          try socket.requireAuthentication(of: .data)
        }
        try pair.client.setSubscribed(true, to: .sendFailed, of: pair.atClient)
        try pair.client.addKey(SCTPAuthenticationKey(number: 1, secret: [1]), of: pair.atClient)
        try pair.server.addKey(SCTPAuthenticationKey(number: 1, secret: [2]), of: pair.atServer)
        let options = SCTPSendOptions(stream: 1, context: 3, reliability: .retransmissions(2), authenticationKey: 1)
        try pair.client.send([1, 2, 3], on: pair.atClient, options: options)
        try until("it is given up") { try counts(pair, .retransmissions) == [0, 1] }
        #expect(try pair.client.statistics(of: pair.atClient).retransmittedChunks == 2)
        #expect(try counts(pair, .retransmissions, onStream: 1) == [0, 1])
        try pair.client.send([4], on: pair.atClient)
        #expect(try pair.server.message().payload == [4])
        // The kernel counts a message that it abandons after sending it, but does not report it.
        pair.client.expectNothing()
        try pair.close()
      }
    }

    @Test("A message is sent reliably if the peer does not support partial reliability") func unsupportedPeer() throws {
      let server = try SCTPSocket.listening()
      try server.setOption(.partialReliabilitySupported(), to: false)
      let pair = try Pair(server: server)
      #expect(try !pair.server.option(.partialReliabilitySupported(of: pair.atServer)))
      #expect(try !pair.client.option(.partialReliabilitySupported(of: pair.atClient)))
      try pair.client.send([1], on: pair.atClient, options: SCTPSendOptions(reliability: .lifetime(.milliseconds(1))))
      #expect(try pair.server.message().payload == [1])
      try pair.close()
    }
  }
}
