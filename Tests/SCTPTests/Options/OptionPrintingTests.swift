import CSCTP
import Testing

@testable import SCTP

private let association = SCTPAssociationID(rawValue: 5)
private let path = try? SCTPAddress("192.0.2.1", port: 38_412)

@Suite struct OptionPrinting {
  @Test("An option prints its C name") func names() {
    #expect("\(SCTPSocketOption.noDelay)" == "SCTP_NODELAY")
    #expect("\(SCTPSocketOption.device) \(SCTPSocketOption.hmacIdentifiers)" == "SO_BINDTODEVICE SCTP_HMAC_IDENT")
    #expect("\(SCTPSocketOption.typeOfService)" == "IP_TOS")
  }

  @Test("An option with a scope other than future prints the scope") func scopes() {
    #expect("\(SCTPSocketOption.retransmissionTimeouts())" == "SCTP_RTOINFO")
    #expect("\(SCTPSocketOption.retransmissionTimeouts(of: association))" == "SCTP_RTOINFO of association 5")
    #expect("\(SCTPSocketOption.maximumBurst(of: .current))" == "SCTP_MAX_BURST of the current associations")
    #expect("\(SCTPSocketOption.maximumBurst(of: .all))" == "SCTP_MAX_BURST of all associations")
    #expect("\(SCTPSocketOption.pathParameters(path, of: association))" == "SCTP_PEER_ADDR_PARAMS of association 5")
  }

  @Test("An unknown option prints its number and level") func unknownOption() {
    let option = unsafe SCTPSocketOption.unsafeOption(level: 132, number: 9_999, request: Int32(0))
    #expect("\(option)" == "option 9999 of level 132")
  }

  @Test("States, policies and schedulers print their names, and unknown ones their numbers") func namedValues() {
    #expect("\(SCTPAssociationState.shutdownSent) \(SCTPAssociationState(rawValue: 99))" == "shutdown sent 99")
    #expect("\(SCTPPathInfo.State.potentiallyFailed) \(SCTPPathInfo.State(rawValue: 9))" == "potentially failed 9")
    #expect("\(SCTPReliabilityPolicy.priority) \(SCTPReliabilityPolicy(rawValue: 1))" == "priority 1")
    #expect("\(SCTPStreamScheduler.roundRobin) \(SCTPStreamScheduler(rawValue: 8))" == "round robin 8")
    #expect("\(SCTPPotentiallyFailedExposure.enabled)" == "enabled")
    #expect("\(SCTPHMACIdentifier.sha256) \(SCTPHMACIdentifier(rawValue: 2))" == "SHA-256 2")
    #expect("\(SCTPChunkType.iData) \(SCTPChunkType(rawValue: 200))" == "I-DATA 200")
  }

  @Test("Sets print their members") func sets() {
    #expect("\(SCTPReconfigurationSet())" == "[]")
    #expect("\([.resetStreams, .addStreams] as SCTPReconfigurationSet)" == "[reset streams, add streams]")
    #expect("\([.incoming, .outgoing] as SCTPStreamDirections)" == "[incoming, outgoing]")
    #expect("\(SCTPStreamDirections(rawValue: 8))" == "[0x8]")
  }

  @Test("Parameters print their properties with units") func parameters() {
    let timeouts = SCTPRetransmissionTimeouts(
      initial: .seconds(3), maximum: .seconds(60), minimum: .milliseconds(1_500))
    #expect("\(timeouts)" == "initial 3 s, maximum 60 s, minimum 1500 ms")
    #expect("\(SCTPPathParameters())" == "unchanged")
    #expect(
      "\(SCTPPathParameters(heartbeats: true, heartbeatInterval: .seconds(30), pathMTU: 1_400, dscp: 0xB8))"
        == "heartbeats on, interval 30 s, MTU 1400 bytes, DSCP 0xb8")
    #expect("\(SCTPDelayedAcknowledgement(delay: .milliseconds(200), frequency: 2))" == "delay 200 ms, every 2 packets")
    #expect("\(SCTPDelayedAcknowledgement(delay: .zero, frequency: 1))" == "delay 0 ms, every packet")
    #expect(
      "\(SCTPPathThresholds(maximumRetransmissions: 5, potentiallyFailed: 2))"
        == "inactive after 5 retransmissions, potentially failed after 2, switchover never")
    #expect(
      "\(SCTPAssociationParameters(maximumRetransmissions: 10, cookieLife: .seconds(60), peerDestinations: 2))"
        == "10 retransmissions, cookie life 60 s, 2 peer addresses, peer's receive window 0 bytes, own receive window "
        + "0 bytes")
  }

  @Test("The state of an association and of a path print as one line") func states() throws {
    let path = try #require(path)
    #expect(
      "\(SCTPStatus(association: association, receiveWindow: 1_000, primaryAddress: path))"
        == "association 5: established, 10 outbound and 10 inbound streams, primary path 192.0.2.1:38412, receive "
        + "window 1000 bytes, 0 unacknowledged and 0 pending chunks, fragmentation point 1452 bytes")
    let info = SCTPPathInfo(
      association: association, address: path, isPrimary: true, smoothedRoundTripTime: .milliseconds(12))
    #expect(
      "\(info)"
        == "192.0.2.1:38412: primary, active, round-trip time 12 ms, retransmission timeout 1 s, congestion window "
        + "4380 bytes, MTU 1500 bytes, association 5")
  }

  @Test("Statistics print as one line") func statistics() {
    let statistics = SCTPStatistics(
      association: association, maximumRetransmissionTimeout: .seconds(1), sentPackets: 7, receivedPackets: 8,
      retransmittedChunks: 1, sentOrderedChunks: 5)
    #expect(
      "\(statistics)"
        == "association 5: sent 7 packets, 5 ordered and 0 unordered chunks; received 8 packets, 0 ordered and 0 "
        + "unordered chunks; 1 retransmitted, 0 duplicate and 0 out of sequence; longest retransmission timeout 1 s")
    #expect("\(SCTPAbandonedMessages(unsent: 3, sent: 2))" == "3 unsent, 2 sent")
  }

  @Test(
    "A duration prints whole seconds, or milliseconds",
    arguments: [
      (.zero, "0 ms"), (.milliseconds(4), "4 ms"), (.seconds(3), "3 s"), (.milliseconds(1_500), "1500 ms"),
      (.nanoseconds(3_333_333), "3.333 ms"), (.microseconds(40), "0.040 ms"),
    ] as [(Duration, String)])
  func durations(_ duration: Duration, _ text: String) {
    #expect(duration.text == text)
  }
}

@Suite struct KernelTicks {
  @Test("The length of a tick is one of Linux, and ticks convert to durations") func tickLength() {
    // CONFIG_HZ is 1,000, 300, 250 or 100.
    #expect([1_000_000, 3_333_333, 4_000_000, 10_000_000].contains(csctp_tick_length()))
    #expect(Duration.ticks(0) == .zero)
    #expect(Duration.ticks(5) == .nanoseconds(5 * csctp_tick_length()))
    #expect(Duration.ticks(UInt64.max) > .seconds(1_000_000))
  }
}

@Suite struct AuthenticationKeyPrinting {
  private let key = SCTPAuthenticationKey(number: 7, secret: [77, 88, 99])

  @Test("A key never prints its secret") func secret() {
    var dumped = ""
    dump(key, to: &dumped)
    var nested = ""
    dump(["keys": [key]], to: &nested)
    let texts = [
      "\(key)", String(describing: key), String(reflecting: key), dumped, nested, "\([key])", "\(Optional(key) as Any)",
      "\((1, key))", String(describing: Mirror(reflecting: key).children.map { "\($0)" }),
    ]
    for text in texts {
      #expect(text.contains("7"))
      for byte in ["77", "88", "99"] { #expect(!text.contains(byte), "\(text)") }
    }
    #expect(key.secret == [77, 88, 99])
  }
}
