import SCTP
import Testing

extension OnTheKernel {
  @Suite struct AssociationStatus {
    @Test("The status describes the association") func allFields() throws {
      let pair = try Pair { socket in
        try socket.setOption(.initialMessage, to: SCTPInitialMessage(outboundStreams: 5, maximumInboundStreams: 9))
      } client: { socket in
        try socket.setOption(.initialMessage, to: SCTPInitialMessage(outboundStreams: 12, maximumInboundStreams: 3))
      }
      let status = try pair.client.status(of: pair.atClient)
      #expect(status.association == pair.atClient)
      #expect(status.state == .established)
      #expect(status.outboundStreams == 9)
      #expect(status.inboundStreams == 3)
      #expect(status.unacknowledgedChunks == 0)
      #expect(status.pendingChunks == 0)
      #expect(status.primaryAddress == (try pair.server.address))
      // The loopback interface's packets of 65,536 bytes, less their headers.
      #expect((65_000..<65_536).contains(status.fragmentationPoint))
      let parameters = try pair.server.option(.associationParameters(of: pair.atServer))
      #expect(status.receiveWindow == parameters.localReceiveWindow)
      let atServer = try pair.server.status(of: pair.atServer)
      #expect(atServer.outboundStreams == 3)
      #expect(atServer.inboundStreams == 9)
      try pair.close()
    }

    @Test("The status reports a smaller receive window while the peer has unread messages")
    func receiveWindow() throws {
      let pair = try Pair.withSmallWindow()
      let window = try pair.client.status(of: pair.atClient).receiveWindow
      let count = try pair.overfillWindow()
      let status = try pair.client.status(of: pair.atClient)
      #expect(status.receiveWindow < window)
      for _ in 0..<count { _ = try pair.server.message() }
      try pair.untilAcknowledged()
      try pair.close()
    }

    @Test("The status reports a pending shutdown and fails with EINVAL after the end") func endingAssociation() throws {
      let pair = try Pair.withSmallWindow()
      let count = try pair.overfillWindow()
      try pair.client.shutdown(association: pair.atClient)
      #expect(try pair.client.status(of: pair.atClient).state == .shutdownPending)
      for _ in 0..<count { _ = try pair.server.message() }
      try until("the association has ended") { try pair.client.associations().isEmpty }
      expectFailure(.invalidArgument, .unknownAssociation) { _ = try pair.client.status(of: pair.atClient) }
      try pair.close()
    }

    @Test("A one-to-one socket reports its status without an identifier") func oneToOne() throws {
      let connection = try Connection()
      let status = try connection.client.status()
      #expect(status.state == .established)
      #expect(status.association == (try connection.client.association))
      try connection.close()
    }
  }

  @Suite struct Statistics {
    @Test("The statistics count the chunks of both sides") func chunkCounts() throws {
      let pair = try Pair()
      // The heartbeats that confirm the path would be counted too.
      try pair.client.setOption(.pathParameters(of: pair.atClient), to: SCTPPathParameters(heartbeats: false))
      try pair.server.setOption(.pathParameters(of: pair.atServer), to: SCTPPathParameters(heartbeats: false))
      for _ in 0..<3 { try pair.client.send([1], on: pair.atClient) }
      for _ in 0..<2 {
        try pair.client.send([1], on: pair.atClient, options: SCTPSendOptions(flags: .unordered))
      }
      for _ in 0..<5 { _ = try pair.server.message() }
      try pair.untilAcknowledged()
      let sent = try pair.client.statistics(of: pair.atClient)
      #expect(sent.association == pair.atClient)
      #expect(sent.sentOrderedChunks == 3)
      #expect(sent.sentUnorderedChunks == 2)
      #expect(sent.receivedOrderedChunks == 0)
      #expect(sent.receivedUnorderedChunks == 0)
      #expect(sent.retransmittedChunks == 0)
      #expect(sent.gapAcknowledgements == 0)
      #expect(sent.receivedAcknowledgements > 0)
      #expect(sent.sentPackets >= 5)
      let received = try pair.server.statistics(of: pair.atServer)
      #expect(received.receivedOrderedChunks == 3)
      #expect(received.receivedUnorderedChunks == 2)
      #expect(received.sentOrderedChunks == 0)
      #expect(received.sentUnorderedChunks == 0)
      #expect(received.duplicateChunks == 0)
      #expect(received.outOfSequenceChunks == 0)
      #expect(received.sentAcknowledgements == sent.receivedAcknowledgements)
      #expect(received.receivedPackets >= 5)
      try pair.close()
    }

    @Test("The longest retransmission timeout is the longest one since the previous read")
    func longestTimeout() throws {
      let pair = try Pair()
      // The initial timeout is 3 s, and the minimum is 1 s.
      let first = try pair.client.statistics(of: pair.atClient)
      try pair.client.send([1], on: pair.atClient)
      try pair.untilAcknowledged()
      let second = try pair.client.statistics(of: pair.atClient)
      #expect(first.maximumRetransmissionTimeout == .seconds(3))
      #expect(second.maximumRetransmissionTimeout == .seconds(1))
      #expect(second.maximumRetransmissionTimeoutPath == (try pair.server.address))
      try pair.close()
    }

    @Test("The statistics of an ended association fail with EINVAL") func endedAssociation() throws {
      let pair = try Pair()
      try pair.client.abort(association: pair.atClient)
      expectFailure(.invalidArgument, .unknownAssociation) { _ = try pair.client.statistics(of: pair.atClient) }
      try pair.close()
    }
  }

  @Suite struct PathInfo {
    @Test("The path information describes the path") func allFields() throws {
      let pair = try Pair()
      let address = try pair.server.address
      try pair.client.send([1], on: pair.atClient)
      try pair.untilAcknowledged()
      let info = try pair.client.pathInfo(address, of: pair.atClient)
      #expect(info.association == pair.atClient)
      #expect(info.address == address)
      #expect(info.state == .active)
      // 65,535 at most, in steps of 4.
      #expect(info.maximumTransmissionUnit == 65_532)
      #expect(info.congestionWindow >= 4_380)
      #expect(info.retransmissionTimeout >= .seconds(1))
      expectFailure(.invalidArgument, .unknownPath) {
        _ = try pair.client.pathInfo(try .loopback(number: 9, port: address.port), of: pair.atClient)
      }
      try pair.close()
    }
  }

  @Suite struct RoundTripTime {
    @Test("The round-trip time includes the delay of an acknowledgement") func roundTripTime() throws {
      let delay = Duration.milliseconds(400)
      let clock = ContinuousClock()
      let begin = clock.now
      let pair = try Pair { socket in
        try socket.setOption(.pathParameters(of: .future), to: SCTPPathParameters(heartbeats: false))
        // The kernel does not measure retransmitted messages, so nothing may be retransmitted.
        try socket.setRetransmissionTimeout(patience, maximum: patience)
      } server: { socket in
        try socket.setOption(.delayedAcknowledgement(), to: SCTPDelayedAcknowledgement(delay: delay, frequency: 9))
        try socket.setRetransmissionTimeout(.seconds(1), maximum: .seconds(1))
      }
      // The first message is acknowledged at once, the second after the delay.
      try pair.client.send([1], on: pair.atClient)
      try pair.untilAcknowledged()
      let first = begin.duration(to: clock.now)
      let second = try clock.measure {
        try pair.client.send([1], on: pair.atClient)
        try pair.untilAcknowledged()
      }
      let info = try pair.client.pathInfo(try pair.server.address, of: pair.atClient)
      let time = info.smoothedRoundTripTime
      // A new round trip counts for an eighth; none can have been longer than what contains it was here.
      #expect(time >= delay / 8 - .milliseconds(10))
      #expect(time <= first * 7 / 8 + second / 8 + .milliseconds(10))
      try pair.close()
    }
  }

  @Suite struct Heartbeats {
    @Test("A requested heartbeat is sent and answered") func onDemand() throws {
      let pair = try Pair()
      try pair.client.setOption(.pathParameters(of: pair.atClient), to: SCTPPathParameters(heartbeats: false))
      try pair.server.setOption(.pathParameters(of: pair.atServer), to: SCTPPathParameters(heartbeats: false))
      let before = try pair.client.statistics(of: pair.atClient)
      try pair.client.sendHeartbeat(to: try pair.server.address, of: pair.atClient)
      try until("the heartbeat is answered") {
        try pair.client.statistics(of: pair.atClient).receivedControlChunks == before.receivedControlChunks + 1
      }
      #expect(try pair.client.statistics(of: pair.atClient).sentControlChunks == before.sentControlChunks + 1)
      try pair.client.sendHeartbeat(of: pair.atClient)
      try until("the heartbeat is answered") {
        try pair.client.statistics(of: pair.atClient).receivedControlChunks == before.receivedControlChunks + 2
      }
      let stranger = try SCTPAddress.loopback(number: 9, port: try pair.server.address.port)
      expectFailure(.invalidArgument, .unknownPath) { try pair.client.sendHeartbeat(to: stranger, of: pair.atClient) }
      try pair.close()
    }

    @Test("Heartbeats are sent at their interval and can be disabled") func periodic() throws {
      let pair = try Pair { socket in try socket.useShortTimeouts() }
      let before = try pair.client.statistics(of: pair.atClient).receivedControlChunks
      try pair.client.setOption(
        .pathParameters(of: pair.atClient),
        to: SCTPPathParameters(heartbeats: true, heartbeatInterval: .milliseconds(10)))
      try until("five heartbeats are answered") {
        try pair.client.statistics(of: pair.atClient).receivedControlChunks >= before + 5
      }
      try pair.client.setOption(.pathParameters(of: pair.atClient), to: SCTPPathParameters(heartbeats: false))
      #expect(try pair.client.option(.pathParameters(of: pair.atClient)).heartbeats == false)
      try pair.client.setOption(
        .pathParameters(try pair.server.address, of: pair.atClient), to: SCTPPathParameters(heartbeats: true))
      #expect(try pair.client.option(.pathParameters(pair.server.address, of: pair.atClient)).heartbeats == true)
      try pair.close()
    }
  }
}
