import SCTP
import Testing

extension OnTheKernel {
  /// The reasons of failed options.
  @Suite struct OptionReasons {
    /// The identifier of an association that does not exist.
    private let unknown = SCTPAssociationID(rawValue: 1 << 30)

    @Test("A minimum retransmission timeout above the maximum fails with the reason") func minimumAboveMaximum() throws
    {
      let pair = try Pair()
      let single = try SCTPOneToOneSocket()
      // The default maximum is 60 s, and the default minimum is 1 s.
      let timeouts = [
        SCTPRetransmissionTimeouts(minimum: .seconds(100)), SCTPRetransmissionTimeouts(maximum: .milliseconds(1)),
        SCTPRetransmissionTimeouts(maximum: .seconds(2), minimum: .seconds(3)),
      ]
      for timeouts in timeouts {
        let error = SCTPError(.invalidArgument, in: "setsockopt(SCTP_RTOINFO)", because: .minimumAboveMaximum)
        #expect(throws: error) { try pair.client.setOption(.retransmissionTimeouts(), to: timeouts) }
        #expect(throws: error) { try single.setOption(.retransmissionTimeouts(), to: timeouts) }
        expectFailure(.invalidArgument, .minimumAboveMaximum) {
          try pair.client.setOption(.retransmissionTimeouts(of: pair.atClient), to: timeouts)
        }
      }
      expectFailure(.invalidArgument, .unknownAssociation) {
        try pair.client.setOption(.retransmissionTimeouts(of: unknown), to: timeouts[0])
      }
      try single.close()
      try pair.close()
    }

    @Test("An unknown path fails with the reason") func unknownPath() throws {
      let pair = try Pair()
      let connection = try Connection()
      let stranger = try SCTPAddress("192.0.2.1", port: pair.server.address.port)
      let parameters = SCTPPathParameters(maximumRetransmissions: 3)
      let calls: [() throws -> Void] = [
        { _ = try pair.client.pathInfo(stranger, of: pair.atClient) },
        { try pair.client.setPrimaryPath(stranger, of: pair.atClient) },
        { try pair.client.sendHeartbeat(to: stranger, of: pair.atClient) },
        { _ = try pair.client.option(.pathParameters(stranger, of: pair.atClient)) },
        { try pair.client.setOption(.pathParameters(stranger, of: pair.atClient), to: parameters) },
        { _ = try connection.client.pathInfo(stranger) },
        { try connection.client.setPrimaryPath(stranger) },
        { try connection.client.setOption(.pathParameters(stranger), to: parameters) },
      ]
      for call in calls { expectFailure(.invalidArgument, .unknownPath, of: call) }
      expectFailure(.noSuchFileOrDirectory, .unknownPath) {
        try pair.client.option(.pathThresholds(stranger, of: pair.atClient))
      }
      try connection.close()
      try pair.close()
    }

    @Test("A rejected parameter of a known path has no reason") func knownPath() throws {
      let pair = try Pair()
      let path = SCTPSocketOption.pathParameters(try pair.server.address, of: pair.atClient)
      // An MTU below the kernel's minimum of 512 bytes.
      let parameters = SCTPPathParameters(discoversPathMTU: false, pathMTU: 10)
      let expected = SCTPError(
        .invalidArgument, in: "setsockopt(SCTP_PEER_ADDR_PARAMS)", association: pair.atClient)
      #expect(throws: expected) { try pair.client.setOption(path, to: parameters) }
      try pair.close()
    }

    @Test("Without the association, calls on a one-to-many socket fail with the reason") func noAssociation() throws {
      let pair = try Pair()
      let peer = try pair.server.address
      let calls: [() throws -> Void] = [
        { _ = try pair.client.status(of: unknown) }, { _ = try pair.client.statistics(of: unknown) },
        { _ = try pair.client.pathInfo(peer.with(port: 9), of: unknown) },
        { _ = try pair.client.peerAddresses(of: unknown) }, { _ = try pair.client.localAddresses(of: unknown) },
        { try pair.client.setSubscribed(true, to: .shutdown, of: unknown) },
        { _ = try pair.client.subscribedEvents(of: unknown) },
        { _ = try pair.client.option(.associationParameters(of: unknown)) },
        { try pair.client.setOption(.maximumBurst(of: unknown), to: 1) },
      ]
      for call in calls { expectFailure(.invalidArgument, .unknownAssociation, of: call) }
      expectFailure(.noSuchFileOrDirectory, .unknownAssociation) {
        try pair.client.option(.pathThresholds(peer.with(port: 9), of: unknown))
      }
      expectFailure(.invalidArgument, .reservedAssociation) { _ = try pair.client.status(of: .future) }
      try pair.close()
    }

    @Test("A peeled-off association is unknown to the parent") func peeledOff() throws {
      let pair = try Pair()
      let child = try pair.server.peelOff(association: pair.atServer)
      expectFailure(.invalidArgument, .unknownAssociation) { _ = try pair.server.status(of: pair.atServer) }
      try child.close()
      try pair.close()
    }

    @Test("Without an association, calls on a one-to-one socket fail with the reason") func notConnected() throws {
      let unconnected = try SCTPOneToOneSocket()
      let ended = try Connection()
      try ended.accepted.close()
      try ended.client.untilClosed()
      let peeledOff = try { () throws -> SCTPOneToOneSocket in
        let pair = try Pair()
        let child = try pair.server.peelOff(association: pair.atServer)
        try pair.close()
        try child.untilClosed()
        return child
      }()
      for socket in [unconnected, ended.client, peeledOff] {
        let calls: [() throws -> Void] = [
          { try socket.sendHeartbeat() },
          { _ = try socket.status() }, { _ = try socket.association }, { _ = try socket.statistics() },
          { _ = try socket.peerAddresses() }, { _ = try socket.pathInfo(.loopback(port: 9)) },
          { try socket.setPrimaryPath(.loopback(port: 9)) },
        ]
        for call in calls { expectFailure(.invalidArgument, .notConnected, of: call) }
        try socket.close()
      }
    }

    @Test("Without authentication, its options fail with the reason", .requiresRoot) func authentication() throws {
      try withSysctl(["auth_enable": 0]) {
        let pair = try Pair()
        let listener = try SCTPListener()
        let key = SCTPAuthenticationKey(number: 1, secret: [1, 2, 3])
        let calls: [() throws -> Void] = [
          { try pair.client.addKey(key) }, { try pair.client.deleteKey(1) }, { try pair.client.deactivateKey(1) },
          { try pair.client.setOption(.activeKey(), to: 1) },
          { try pair.client.setOption(.hmacIdentifiers, to: [.sha1]) },
          { _ = try pair.client.localAuthenticatedChunks() }, { _ = try listener.option(.activeKey()) },
        ]
        for call in calls { expectFailure(.permissionDenied, .authenticationDisabled, of: call) }
        try listener.close()
        try pair.close()
      }
    }

    @Test("With the option of the reason, authentication works without the sysctl", .requiresRoot)
    func authenticationSupported() throws {
      try withSysctl(["auth_enable": 0]) {
        let socket = try SCTPSocket()
        try socket.setOption(.authenticationSupported(), to: true)
        try socket.addKey(SCTPAuthenticationKey(number: 1, secret: [1, 2, 3]))
        try socket.close()
      }
    }

    @Test("Without stream reconfiguration, its requests fail with the reason", .requiresRoot) func reconfiguration()
      throws
    {
      try withSysctl(["reconf_enable": 0]) {
        let pair = try Pair()
        expectReconfigurationDisabled(pair)
        try pair.close()
      }
    }

    @Test("A request that allowedReconfigurations does not permit fails with the reason", .requiresRoot)
    func forbiddenReconfiguration() throws {
      try withSysctl(["reconf_enable": 1]) {
        let pair = try Pair()
        expectReconfigurationDisabled(pair)
        try pair.close()
      }
    }

    private func expectReconfigurationDisabled(_ pair: Pair) {
      let expected = SCTPError(
        .protocolNotAvailable, in: "setsockopt(SCTP_RESET_STREAMS)", because: .reconfigurationDisabled,
        association: pair.atClient)
      #expect(throws: expected) { try pair.client.resetStreams(.outgoing, of: pair.atClient) }
      expectFailure(.protocolNotAvailable, .reconfigurationDisabled) { try pair.client.resetAssociation(pair.atClient) }
    }

    @Test("Without address reconfiguration, a request for a primary path fails with the reason", .requiresRoot)
    func addressReconfiguration() throws {
      try withSysctl(["addip_enable": 0]) {
        let pair = try Pair()
        let expected = SCTPError(
          .notPermitted, in: "setsockopt(SCTP_SET_PEER_PRIMARY_ADDR)", because: .addressReconfigurationDisabled,
          association: pair.atServer)
        #expect(throws: expected) {
          try pair.server.requestPeerPrimaryPath(try pair.server.address, of: pair.atServer)
        }
        try pair.close()
      }
    }

    @Test("EPERM of another option has no reason") func otherPermission() throws {
      let socket = try SCTPSocket()
      try socket.setOption(.fragmentInterleave, to: 0)
      let expected = SCTPError(.notPermitted, in: "setsockopt(SCTP_INTERLEAVING_SUPPORTED)")
      #expect(throws: expected) { try socket.setOption(.interleavingSupported(), to: true) }
      try socket.close()
    }
  }
}
