import SCTP
import Testing

extension OnTheKernel.SockoptConformance {
  @Suite("SCTP_PEER_ADDR_PARAMS and SCTP_DELAYED_ACK_TIME") struct PathParametersConformance {
    /// An identifier that no association of a new socket has.
    private let unknown = SCTPAssociationID(rawValue: 1234)

    @Test("getsockopt(SCTP_PEER_ADDR_PARAMS)", arguments: SCTPAddressFamily.allCases)
    func getParameters(_ family: SCTPAddressFamily) throws {
      let socket = try SCTPSocket(family: family)
      try expectDefaults(try socket.option(.pathParameters()))
      try socket.close()
    }

    @Test("setsockopt(SCTP_DELAYED_ACK_TIME)", arguments: SCTPAddressFamily.allCases)
    func setDelay(_ family: SCTPAddressFamily) throws {
      let socket = try SCTPSocket(family: family)
      var parameters = try socket.option(.pathParameters())
      parameters.acknowledgementDelay = .milliseconds(100)
      try socket.setOption(.pathParameters(), to: parameters)
      #expect(try socket.option(.delayedAcknowledgement()).delay == .milliseconds(100))
      try socket.setOption(.delayedAcknowledgement(), to: SCTPDelayedAcknowledgement(delay: .milliseconds(250)))
      #expect(try socket.option(.pathParameters()).acknowledgementDelay == .milliseconds(250))
      try socket.close()
    }

    @Test("setsockopt(SCTP_PEER_ADDR_PARAMS)", arguments: SCTPAddressFamily.allCases)
    func setParameters(_ family: SCTPAddressFamily) throws {
      let socket = try SCTPSocket(family: family)
      var parameters = try socket.option(.pathParameters())
      parameters.heartbeatInterval = .seconds(1)
      parameters.maximumRetransmissions = try #require(parameters.maximumRetransmissions) + 1
      parameters.acknowledgementDelay = .milliseconds(100)
      try socket.setOption(.pathParameters(), to: parameters)
      #expect(try socket.option(.pathParameters()) == parameters)
      // A new socket has the defaults still.
      let other = try SCTPSocket(family: family)
      try expectDefaults(try other.option(.pathParameters()))
      try other.close()
      try socket.close()
    }

    @Test(
      "setsockopt(SCTP_PEER_ADDR_PARAMS) - one-to-many style invalid associd", arguments: SCTPAddressFamily.allCases)
    func unknownAssociation(_ family: SCTPAddressFamily) throws {
      let socket = try SCTPSocket(family: family)
      let parameters = try socket.option(.pathParameters())
      expectFailure(.invalidArgument, .unknownAssociation) {
        try socket.setOption(.pathParameters(of: unknown), to: parameters)
      }
      try socket.close()
    }

    @Test(
      "setsockopt(SCTP_PEER_ADDR_PARAMS) - one-to-many style valid associd valid address",
      arguments: SCTPAddressFamily.allCases)
    func pathOfAnAssociation(_ family: SCTPAddressFamily) throws {
      let pair = try Pair(family)
      let path = try #require(try pair.server.peerAddresses(of: pair.atServer).first)
      var parameters = try pair.server.option(.pathParameters(path, of: pair.atServer))
      parameters.heartbeatInterval = .seconds(1)
      parameters.maximumRetransmissions = try #require(parameters.maximumRetransmissions) + 1
      try pair.server.setOption(.pathParameters(path, of: pair.atServer), to: parameters)
      #expect(try pair.server.option(.pathParameters(path, of: pair.atServer)) == parameters)
      try pair.close()
    }

    @Test(
      "setsockopt(SCTP_PEER_ADDR_PARAMS) - one-to-many style invalid transport", arguments: SCTPAddressFamily.allCases)
    func foreignPath(_ family: SCTPAddressFamily) throws {
      let pair = try Pair(family)
      let path = try pair.server.address
      let parameters = SCTPPathParameters(heartbeatInterval: .seconds(1), maximumRetransmissions: 6)
      expectFailure(.invalidArgument, .unknownPath) {
        try pair.server.setOption(.pathParameters(path, of: pair.atServer), to: parameters)
      }
      try pair.close()
    }

    @Test(
      "setsockopt(SCTP_PEER_ADDR_PARAMS) - one-to-many style invalid parameter length",
      arguments: SCTPAddressFamily.allCases)
    func lengthOfParameters(_ family: SCTPAddressFamily) throws {
      let pair = try Pair(family)
      let whole = RawPathParameters(of: pair.atServer, flags: RawPathParameters.heartbeatsOn)
      try pair.server.setOption(whole.option, to: whole.bytes)
      // The only lengths are those of the kernel's own structures.
      let short = InlineArray<155, UInt8> { whole.bytes[$0] }
      let option = unsafe SCTPSocketOption.unsafeOption(level: 132, number: 9, request: short)
      expectFailure(.invalidArgument) { try pair.server.setOption(option, to: short) }
      try pair.close()
    }

    @Test(
      "setsockopt(SCTP_DELAYED_ACK_TIME) - one-to-many style invalid parameter length",
      arguments: SCTPAddressFamily.allCases)
    func lengthOfDelay(_ family: SCTPAddressFamily) throws {
      let pair = try Pair(family)
      let short = InlineArray<7, UInt8>(repeating: 0)
      let option = unsafe SCTPSocketOption.unsafeOption(level: 132, number: 16, request: short)
      expectFailure(.invalidArgument) { try pair.server.setOption(option, to: short) }
      try pair.close()
    }

    @Test(
      "setsockopt(SCTP_PEER_ADDR_PARAMS) - one-to-many style invalid sack delay", arguments: SCTPAddressFamily.allCases)
    func longDelayOfAPath(_ family: SCTPAddressFamily) throws {
      try expectInvalid(family, SCTPPathParameters(acknowledgementDelay: .milliseconds(501)))
    }

    @Test(
      "setsockopt(SCTP_DELAYED_ACK_TIME) - one-to-many style invalid sack delay", arguments: SCTPAddressFamily.allCases)
    func longDelay(_ family: SCTPAddressFamily) throws {
      let pair = try Pair(family)
      expectFailure(.invalidArgument) {
        try pair.server.setOption(
          .delayedAcknowledgement(of: pair.atServer), to: SCTPDelayedAcknowledgement(delay: .milliseconds(501)))
      }
      try pair.close()
    }

    @Test(
      "setsockopt(SCTP_PEER_ADDR_PARAMS) - one-to-many style invalid path MTU", arguments: SCTPAddressFamily.allCases)
    func smallMTU(_ family: SCTPAddressFamily) throws {
      try expectInvalid(family, SCTPPathParameters(pathMTU: 511))
    }

    @Test(
      "setsockopt(SCTP_PEER_ADDR_PARAMS) - one-to-many style invalid hb enable flags",
      arguments: SCTPAddressFamily.allCases)
    func heartbeatsOnAndOff(_ family: SCTPAddressFamily) throws {
      try expectContradiction(family, RawPathParameters.heartbeatsOn, RawPathParameters.heartbeatsOff)
    }

    @Test(
      "setsockopt(SCTP_PEER_ADDR_PARAMS) - one-to-many style invalid PMTU discovery enable flags",
      arguments: SCTPAddressFamily.allCases)
    func discoveryOnAndOff(_ family: SCTPAddressFamily) throws {
      try expectContradiction(family, RawPathParameters.discoveryOn, RawPathParameters.discoveryOff)
    }

    @Test(
      "setsockopt(SCTP_PEER_ADDR_PARAMS) - one-to-many style invalid sack delay enable flags",
      arguments: SCTPAddressFamily.allCases)
    func delayOnAndOff(_ family: SCTPAddressFamily) throws {
      try expectContradiction(family, RawPathParameters.delayOn, RawPathParameters.delayOff)
    }

    @Test(
      "setsockopt(SCTP_PEER_ADDR_PARAMS) - one-to-many style invalid hb demand", arguments: SCTPAddressFamily.allCases)
    func heartbeatOfNoAssociation(_ family: SCTPAddressFamily) throws {
      let pair = try Pair(family)
      expectFailure(.invalidArgument) { try pair.server.sendHeartbeat(of: .future) }
      try pair.server.sendHeartbeat(of: pair.atServer)
      try pair.close()
    }

    private func expectDefaults(
      _ parameters: SCTPPathParameters, _ location: SourceLocation = #_sourceLocation
    ) throws {
      let interval = try Sysctl.number("net.sctp.hb_interval")
      let retransmissions = try Sysctl.number("net.sctp.path_max_retrans")
      let delay = try Sysctl.number("net.sctp.sack_timeout")
      #expect(parameters.heartbeats == true, sourceLocation: location)
      #expect(parameters.heartbeatInterval == .milliseconds(interval), sourceLocation: location)
      #expect(parameters.maximumRetransmissions.map(Int.init) == retransmissions, sourceLocation: location)
      #expect(parameters.acknowledgementDelay == .milliseconds(delay), sourceLocation: location)
    }

    private func expectInvalid(
      _ family: SCTPAddressFamily, _ parameters: SCTPPathParameters, _ location: SourceLocation = #_sourceLocation
    ) throws {
      let pair = try Pair(family)
      let path = try #require(try pair.server.peerAddresses(of: pair.atServer).first)
      expectFailure(.invalidArgument, nil, location) {
        try pair.server.setOption(.pathParameters(path, of: pair.atServer), to: parameters)
      }
      try pair.close()
    }

    /// Expects that the kernel takes either flag, but not both; the library's type has no value for both.
    private func expectContradiction(
      _ family: SCTPAddressFamily, _ on: UInt32, _ off: UInt32, _ location: SourceLocation = #_sourceLocation
    ) throws {
      let pair = try Pair(family)
      for flags in [on, off] {
        let parameters = RawPathParameters(of: pair.atServer, flags: flags)
        try pair.server.setOption(parameters.option, to: parameters.bytes)
      }
      let both = RawPathParameters(of: pair.atServer, flags: on | off)
      expectFailure(.invalidArgument, nil, location) { try pair.server.setOption(both.option, to: both.bytes) }
      try pair.close()
    }
  }
}

/// The kernel's `struct sctp_paddrparams` of all paths of an association, for what the library's type excludes.
private struct RawPathParameters {
  static let heartbeatsOn: UInt32 = 1 << 0
  static let heartbeatsOff: UInt32 = 1 << 1
  static let discoveryOn: UInt32 = 1 << 3
  static let discoveryOff: UInt32 = 1 << 4
  static let delayOn: UInt32 = 1 << 5
  static let delayOff: UInt32 = 1 << 6

  private(set) var bytes = InlineArray<156, UInt8>(repeating: 0)

  init(of association: SCTPAssociationID, flags: UInt32) {
    set(UInt32(bitPattern: association.rawValue), at: 0)
    set(flags, at: 146)
  }

  var option: SCTPSocketOption<InlineArray<156, UInt8>> {
    unsafe .unsafeOption(level: 132, number: 9, request: bytes)
  }

  private mutating func set(_ number: UInt32, at offset: Int) {
    unsafe withUnsafeBytes(of: number) { for index in 0..<4 { unsafe bytes[offset + index] = $0[index] } }
  }
}
