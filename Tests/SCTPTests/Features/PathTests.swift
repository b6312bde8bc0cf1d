import SCTP
import Testing

extension OnTheKernel {
  @Suite struct Paths {
    @Test("The paths are the peer's addresses, and one is primary") func primaryFlag() throws {
      let pair = try Pair.multiHomed()
      let addresses = [try pair.serverAddress(1), try pair.serverAddress(2)]
      try pair.untilConfirmed(addresses[1])
      let before = try pair.client.paths(of: pair.atClient)
      #expect(before.map(\.address) == addresses)
      #expect(before.map(\.isPrimary) == [true, false])
      #expect(before.allSatisfy { $0.association == pair.atClient && $0.state == .active })
      #expect(before.allSatisfy { $0.congestionWindow >= 4_380 && $0.maximumTransmissionUnit > 1_000 })
      try pair.client.setPrimaryPath(addresses[1], of: pair.atClient)
      #expect(try pair.client.paths(of: pair.atClient).map(\.isPrimary) == [false, true])
      #expect(try pair.client.pathInfo(addresses[0], of: pair.atClient).isPrimary == false)
      #expect(try pair.client.pathInfo(addresses[1], of: pair.atClient).isPrimary)
      try pair.close()
    }

    @Test("A one-to-one socket has the paths of its association") func oneToOne() throws {
      let pair = try Pair.multiHomed()
      let child = try pair.client.peelOff(association: pair.atClient)
      let paths = try child.paths()
      #expect(paths.map(\.address) == [try pair.serverAddress(1), try pair.serverAddress(2)])
      #expect(paths.map(\.isPrimary) == [true, false])
      #expect(paths.allSatisfy { $0.association == pair.atClient })
      try child.close()
      try pair.close()
    }

    @Test("Without an association, the paths fail with EINVAL") func noAssociation() throws {
      let unconnected = try SCTPOneToOneSocket()
      expectFailure(.invalidArgument, .notConnected) { try unconnected.paths() }
      try unconnected.close()
      let pair = try Pair()
      try pair.client.abort(association: pair.atClient)
      expectFailure(.invalidArgument, .unknownAssociation) { try pair.client.paths(of: pair.atClient) }
      try pair.close()
    }

    @Test("A round-trip time cannot exceed the duration of the test") func plausibleRoundTripTime() throws {
      let begin = ContinuousClock.now
      let pair = try Pair()
      try pair.deliver([1], [2], [3])
      let info = try pair.client.pathInfo(try pair.server.address, of: pair.atClient)
      // The kernel measures whole ticks, of 10 ms at most.
      #expect(info.smoothedRoundTripTime <= ContinuousClock.now - begin + .milliseconds(10))
      try pair.close()
    }
  }

  @Suite struct HeartbeatIntervals {
    @Test("Setting an interval enables heartbeats", arguments: SocketKind.allCases)
    func enables(_ kind: SocketKind) throws {
      let subject = try Subject(kind)
      for path in [nil, subject.path] {
        let option = SCTPSocketOption.pathParameters(path, of: subject.association)
        try subject.socket.setOption(option, to: SCTPPathParameters(heartbeats: false))
        var parameters = try subject.socket.option(option)
        #expect(parameters.heartbeats == false)
        #expect(parameters.heartbeatInterval == nil)
        try subject.socket.setOption(option, to: SCTPPathParameters(heartbeatInterval: .seconds(2)))
        parameters = try subject.socket.option(option)
        #expect(parameters.heartbeats == true)
        #expect(parameters.heartbeatInterval == .seconds(2))
      }
      try subject.close()
    }

    @Test("Parameters that were read can be set while heartbeats are disabled") func readAndSet() throws {
      let socket = try SCTPSocket()
      try socket.setOption(.pathParameters(), to: SCTPPathParameters(heartbeats: false))
      var parameters = try socket.option(.pathParameters())
      parameters.maximumRetransmissions = 3
      try socket.setOption(.pathParameters(), to: parameters)
      #expect(try socket.option(.pathParameters()) == parameters)
      try socket.close()
    }

    @Test("An interval together with disabled heartbeats fails with EINVAL and changes nothing")
    func contradiction() throws {
      let socket = try SCTPSocket()
      let before = try socket.option(.pathParameters())
      expectFailure(.invalidArgument, .heartbeatsDisabled, in: "setsockopt(SCTP_PEER_ADDR_PARAMS)") {
        try socket.setOption(
          .pathParameters(),
          to: SCTPPathParameters(heartbeats: false, heartbeatInterval: .seconds(1), maximumRetransmissions: 9))
      }
      #expect(try socket.option(.pathParameters()) == before)
      try socket.close()
    }

    @Test("Setting an MTU disables its discovery, and setting a delay enables delayed acknowledgements")
    func impliedSwitches() throws {
      let socket = try SCTPSocket()
      try socket.setOption(.pathParameters(), to: SCTPPathParameters(pathMTU: 1_400))
      #expect(try socket.option(.pathParameters()).discoversPathMTU == false)
      #expect(try socket.option(.pathParameters()).pathMTU == 1_400)
      try socket.setOption(.pathParameters(), to: SCTPPathParameters(delaysAcknowledgements: false))
      try socket.setOption(.pathParameters(), to: SCTPPathParameters(acknowledgementDelay: .milliseconds(100)))
      #expect(try socket.option(.pathParameters()).delaysAcknowledgements == true)
      #expect(try socket.option(.pathParameters()).acknowledgementDelay == .milliseconds(100))
      try socket.close()
    }
  }

  @Suite struct FinalStatistics {
    @Test("After every message is acknowledged, the statistics are final but for the shutdown") func beforeShutdown()
      throws
    {
      let pair = try Pair()
      try pair.client.setSubscribed(true, to: .senderDry, of: pair.atClient)
      for number in UInt8(0)..<5 { try pair.client.send([number], on: pair.atClient) }
      _ = try pair.client.event(SCTPSenderDryEvent.self)
      try pair.untilAcknowledged()
      #expect(try pair.client.statistics(of: pair.atClient).sentOrderedChunks == 5)
      try pair.client.shutdown(association: pair.atClient)
      try until("the association has ended") { try pair.client.associations().isEmpty }
      expectFailure(.invalidArgument, .unknownAssociation) { try pair.client.statistics(of: pair.atClient) }
      try pair.close()
    }
  }
}
