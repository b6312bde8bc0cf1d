import SCTP
import Testing

extension OnTheKernel {
  /// The association that the error of an option identifies.
  @Suite struct OptionErrors {
    /// The identifier of an association that does not exist.
    private let unknown = SCTPAssociationID(rawValue: 1 << 30)

    @Test("The error of a failed read identifies the association") func reading() throws {
      let pair = try Pair()
      for (name, read) in reads(of: unknown) {
        let error = #expect(throws: SCTPError.self, "\(name)") { try read(pair.client) }
        #expect(error?.association == unknown, "\(name)")
      }
      try pair.close()
    }

    @Test("The error of a failed write identifies the association") func writing() throws {
      let pair = try Pair()
      for (name, write) in writes(of: unknown) {
        let error = #expect(throws: SCTPError.self, "\(name)") { try write(pair.client) }
        #expect(error?.association == unknown, "\(name)")
      }
      try pair.close()
    }

    @Test("The error for a value out of range identifies the association") func outOfRange() throws {
      let pair = try Pair()
      let error = #expect(throws: SCTPError.self) {
        try pair.client.setOption(
          .retransmissionTimeouts(of: pair.atClient), to: SCTPRetransmissionTimeouts(initial: .seconds(-1)))
      }
      #expect(error?.reason == .outOfRange)
      #expect(error?.association == pair.atClient)
      try pair.close()
    }

    @Test("The error of a failed query for addresses identifies the association") func addresses() throws {
      let pair = try Pair()
      for call in [pair.client.localAddresses, pair.client.peerAddresses] as [(SCTPAssociationID) throws -> Any] {
        let error = #expect(throws: SCTPError.self) { _ = try call(unknown) }
        #expect(error?.association == unknown)
      }
      try pair.close()
    }

    @Test(
      "The error for a reserved identifier identifies no association",
      arguments: [SCTPAssociationID.future, .current, .all])
    func reservedScope(_ scope: SCTPAssociationID) throws {
      let socket = try SCTPSocket()
      let error = #expect(throws: SCTPError.self) { _ = try socket.status(of: scope) }
      #expect(error?.code == .invalidArgument)
      #expect(error?.association == nil)
      try socket.close()
    }

    @Test("The error of a closed socket identifies no association") func closedSocket() throws {
      let socket = try SCTPSocket()
      try socket.close()
      let error = #expect(throws: SCTPError.self) { _ = try socket.status(of: unknown) }
      #expect(error == SCTPError(.badFileDescriptor, in: "getsockopt", because: .closed))
    }

    @Test("The error of a listener or a one-to-one socket identifies no association") func oneToOne() throws {
      let listener = try SCTPListener()
      let socket = try SCTPOneToOneSocket()
      for endpoint in [listener, socket] as [SCTPEndpoint] {
        let error = #expect(throws: SCTPError.self) {
          _ = try endpoint.option(.streamSchedulerValue(ofStream: 0, of: unknown))
        }
        #expect(error?.code == .invalidArgument)
        #expect(error?.association == nil)
      }
      try listener.close()
      try socket.close()
    }

    private typealias Attempt = (name: String, call: (SCTPSocket) throws -> Void)

    private func reads(of id: SCTPAssociationID) -> [Attempt] {
      func read<Value>(_ name: String, _ option: SCTPSocketOption<Value>) -> Attempt {
        (name, { _ = try $0.option(option) })
      }
      let path = SCTPAddress.loopback(port: 9)
      return [
        ("status", { _ = try $0.status(of: id) }), ("statistics", { _ = try $0.statistics(of: id) }),
        ("path info", { _ = try $0.pathInfo(path, of: id) }), ("paths", { _ = try $0.paths(of: id) }),
        read("ECN", .ecnSupported(of: id)),
        read("retransmission timeouts", .retransmissionTimeouts(of: id)),
        read("association parameters", .associationParameters(of: id)),
        read("delayed acknowledgement", .delayedAcknowledgement(of: id)),
        read("default reliability", .defaultReliability(of: id)),
        ("abandoned messages", { _ = try $0.abandonedMessages(.all, of: id) }),
        ("abandoned messages of a stream", { _ = try $0.abandonedMessages(.all, onStream: 0, of: id) }),
        read("default send options", .defaultSendOptions(of: id)),
        read("default send parameters", .defaultSendParameters(of: id)),
        read("path parameters", .pathParameters(of: id)), read("path thresholds", .pathThresholds(of: id)),
        read("path thresholds without switchover", .pathThresholdsWithoutSwitchover(of: id)),
        read("UDP port", .udpEncapsulationPort(of: id)),
        read("MTU probes", .pathMTUProbeInterval(of: id)), read("scheduler", .streamScheduler(of: id)),
        read("scheduler value", .streamSchedulerValue(ofStream: 0, of: id)),
        read("active key", .activeKey(of: id)), ("local chunks", { _ = try $0.localAuthenticatedChunks(of: id) }),
        ("peer chunks", { _ = try $0.peerAuthenticatedChunks(of: id) }),
      ]
    }

    private func writes(of id: SCTPAssociationID) -> [Attempt] {
      let path = SCTPAddress.loopback(port: 9)
      return [
        ("key", { try $0.addKey(SCTPAuthenticationKey(number: 1, secret: [1]), of: id) }),
        ("active key", { try $0.setOption(.activeKey(of: id), to: 0) }),
        ("no key", { try $0.deactivateKey(1, of: id) }),
        ("deleted key", { try $0.deleteKey(1, of: id) }), ("primary path", { try $0.setPrimaryPath(path, of: id) }),
        ("peer's primary path", { try $0.requestPeerPrimaryPath(path, of: id) }),
        ("path parameters", { try $0.setOption(.pathParameters(of: id), to: SCTPPathParameters(heartbeats: true)) }),
        ("heartbeat", { try $0.sendHeartbeat(of: id) }),
        ("streams", { try $0.addStreams(outbound: 1, of: id) }),
        ("stream reset", { try $0.resetStreams(.outgoing, of: id) }),
        ("association reset", { try $0.resetAssociation(id) }),
        ("retransmission timeouts", { try $0.setOption(.retransmissionTimeouts(of: id), to: .init()) }),
        ("association parameters", { try $0.setOption(.associationParameters(of: id), to: .init()) }),
        ("delayed acknowledgement", { try $0.setOption(.delayedAcknowledgement(of: id), to: .init(frequency: 1)) }),
        ("default reliability", { try $0.setOption(.defaultReliability(of: id), to: .reliable) }),
        ("default send options", { try $0.setOption(.defaultSendOptions(of: id), to: .init()) }),
        ("default send parameters", { try $0.setOption(.defaultSendParameters(of: id), to: .init()) }),
        ("maximum burst", { try $0.setOption(.maximumBurst(of: id), to: 1) }),
        ("UDP port", { try $0.setOption(.udpEncapsulationPort(of: id), to: 1) }),
        ("MTU probes", { try $0.setOption(.pathMTUProbeInterval(of: id), to: .seconds(5)) }),
        ("scheduler", { try $0.setOption(.streamScheduler(of: id), to: .roundRobin) }),
        ("scheduler value", { try $0.setOption(.streamSchedulerValue(ofStream: 0, of: id), to: 1) }),
      ]
    }
  }
}
