import Foundation
import SCTP
import Testing

extension OnTheKernel {
  @Suite struct EveryOption {
    @Test("Every option behaves as its row in the table states", arguments: OptionTable.rows, SocketKind.allCases)
    func table(_ row: OptionRow, _ kind: SocketKind) throws {
      let subject = try Subject(kind)
      try row.check(subject)
      try subject.close()
    }

    // What does not fit the table.

    @Test("An acknowledgement frequency of 1 reads back with a delay of zero", arguments: SocketKind.allCases)
    func undelayed(_ kind: SocketKind) throws {
      let subject = try Subject(kind)
      let option = SCTPSocketOption.delayedAcknowledgement(of: subject.association)
      try subject.socket.setOption(option, to: SCTPDelayedAcknowledgement(frequency: 1))
      #expect(try subject.socket.option(option) == SCTPDelayedAcknowledgement(delay: .zero, frequency: 1))
      try subject.close()
    }

    @Test("The acknowledgement delay of an association is rounded up to a kernel tick", arguments: SocketKind.allCases)
    func tickRounding(_ kind: SocketKind) throws {
      let subject = try Subject(kind)
      let option = SCTPSocketOption.delayedAcknowledgement(of: subject.association)
      for milliseconds in 1...100 {
        let delay = Duration.milliseconds(milliseconds)
        try subject.socket.setOption(option, to: SCTPDelayedAcknowledgement(delay: delay))
        // A tick takes 10 ms at most.
        #expect((delay..<delay + .milliseconds(10)).contains(try subject.socket.option(option).delay))
      }
      try subject.close()
    }

    @Test(
      "The association parameters contain the receive windows and the number of destinations",
      arguments: SocketKind.allCases)
    func windows(_ kind: SocketKind) throws {
      let subject = try Subject(kind)
      let parameters = try subject.socket.option(.associationParameters(of: subject.association))
      #expect(parameters.peerDestinations == 1)
      #expect(parameters.localReceiveWindow == UInt32(try subject.socket.option(.receiveBufferSize)) / 2)
      #expect(parameters.peerReceiveWindow == parameters.localReceiveWindow)
      if kind == .oneToMany {
        #expect(try subject.socket.option(.associationParameters()).peerDestinations == 0)
      }
      try subject.close()
    }

    @Test("A path has its own parameters, and invalid ones fail with EINVAL", arguments: SocketKind.allCases)
    func pathParameters(_ kind: SocketKind) throws {
      let subject = try Subject(kind)
      let option = SCTPSocketOption.pathParameters(subject.path, of: subject.association)
      let initial = try subject.socket.option(option)
      #expect(initial.discoversPathMTU == true)
      #expect(initial.pathMTU == 65_532)
      #expect(initial.delaysAcknowledgements == true)
      #expect(initial.acknowledgementDelay == .milliseconds(200))
      let changes = [
        SCTPPathParameters(discoversPathMTU: false, pathMTU: 1_400),
        SCTPPathParameters(delaysAcknowledgements: true, acknowledgementDelay: .milliseconds(80)),
        SCTPPathParameters(heartbeats: true, heartbeatInterval: .zero),
        SCTPPathParameters(dscp: 0xB8),
      ]
      for change in changes { try subject.socket.setOption(option, to: change) }
      let changed = try subject.socket.option(option)
      #expect(changed.discoversPathMTU == false)
      #expect(changed.pathMTU == 1_400)
      #expect(changed.acknowledgementDelay == .milliseconds(80))
      #expect(changed.heartbeatInterval == .zero)
      #expect(changed.dscp == 0xB8)
      #expect(changed.ipv6FlowLabel == nil)
      #expect(changed.maximumRetransmissions == initial.maximumRetransmissions)
      try subject.socket.setOption(option, to: SCTPPathParameters(delaysAcknowledgements: false))
      #expect(try subject.socket.option(option).delaysAcknowledgements == false)
      try subject.socket.setOption(option, to: SCTPPathParameters(heartbeatInterval: .seconds(9)))
      #expect(try subject.socket.option(option).heartbeatInterval == .seconds(9))
      let refused = [
        SCTPPathParameters(maximumRetransmissions: 0), SCTPPathParameters(acknowledgementDelay: .zero),
        SCTPPathParameters(acknowledgementDelay: .milliseconds(501)), SCTPPathParameters(dscp: 1),
        SCTPPathParameters(ipv6FlowLabel: 1 << 20), SCTPPathParameters(heartbeatInterval: .milliseconds(-1)),
        SCTPPathParameters(discoversPathMTU: false, pathMTU: 100),
      ]
      for parameters in refused {
        expectRefusal(.invalidArgument) { try subject.socket.setOption(option, to: parameters) }
      }
      try subject.close()
    }

    @Test("An IPv6 path has a flow label", arguments: SocketKind.allCases) func flowLabel(_ kind: SocketKind) throws {
      let subject = try Subject(kind, .ipv6)
      let option = SCTPSocketOption.pathParameters(subject.path, of: subject.association)
      try subject.socket.setOption(option, to: SCTPPathParameters(ipv6FlowLabel: 0xF_FFFF))
      #expect(try subject.socket.option(option).ipv6FlowLabel == 0xF_FFFF)
      try subject.close()
    }

    @Test("A stream of an association has its own scheduler value", arguments: SocketKind.allCases)
    func streamPriority(_ kind: SocketKind) throws {
      let subject = try Subject(kind)
      let socket = subject.socket
      let one = subject.association
      #expect(try socket.option(.streamSchedulerValue(ofStream: 3, of: one)) == 0)
      try socket.setOption(.streamScheduler(of: one), to: .priority)
      try socket.setOption(.streamSchedulerValue(ofStream: 3, of: one), to: 7)
      #expect(try socket.option(.streamSchedulerValue(ofStream: 3, of: one)) == 7)
      #expect(try socket.option(.streamSchedulerValue(ofStream: 2, of: one)) == 0)
      expectFailure(.invalidArgument) { _ = try socket.option(.streamSchedulerValue(ofStream: 99, of: one)) }
      expectFailure(.invalidArgument) { try socket.setOption(.streamSchedulerValue(ofStream: 99, of: one), to: 1) }
      if kind == .oneToMany {
        // A stream belongs to an association; only setting knows the current ones as a whole.
        expectFailure(.invalidArgument, .reservedAssociation) {
          _ = try socket.option(.streamSchedulerValue(ofStream: 3))
        }
        expectFailure(.invalidArgument, .reservedAssociation) {
          try socket.setOption(.streamSchedulerValue(ofStream: 3), to: 1)
        }
        try socket.setOption(.streamSchedulerValue(ofStream: 3, of: .current), to: 5)
        #expect(try socket.option(.streamSchedulerValue(ofStream: 3, of: one)) == 5)
      }
      try subject.close()
    }

    @Test("The primary path is read and set per association", arguments: SocketKind.allCases)
    func primaryPath(_ kind: SocketKind) throws {
      let subject = try Subject(kind)
      let one = subject.association
      #expect(try subject.paths().map(\.address) == [subject.path])
      #expect(try subject.paths().map(\.isPrimary) == [true])
      func setPrimaryPath(_ path: SCTPAddress) throws {
        try subject.call {
          try $0.setPrimaryPath(path, of: one)
        } oneToOne: {
          try $0.setPrimaryPath(path)
        }
      }
      try setPrimaryPath(subject.path)
      let stranger = try SCTPAddress("127.0.0.9", port: subject.path.port)
      expectFailure(.invalidArgument, .unknownPath) { try setPrimaryPath(stranger) }
      let own = SCTPAddress.loopback(port: 1)
      expectFailure(.notPermitted, .addressReconfigurationDisabled) {
        try subject.call {
          try $0.requestPeerPrimaryPath(own, of: one)
        } oneToOne: {
          try $0.requestPeerPrimaryPath(own)
        }
      }
      try subject.close()
    }

    @Test("A one-to-many socket counts and lists its associations") func associationList() throws {
      let subject = try Subject(.oneToMany)
      let socket = try #require(subject.socket as? SCTPSocket)
      #expect(try socket.associationCount() == 1)
      #expect(try socket.associations() == [subject.association])
      let further = try (1...20).map { _ in try subject.furtherAssociation() }
      #expect(try socket.associationCount() == 21)
      #expect(try Set(socket.associations()) == Set(further + [subject.association]))
      try subject.close()
    }

    @Test("The time of automatic shutdown is rounded up to seconds and capped at the sysctl") func autoClose() throws {
      let socket = try SCTPSocket()
      #expect(try socket.autoClose() == .zero)
      let maximum = Duration.seconds(try Sysctl.number("net.sctp.max_autoclose"))
      let times: [(set: Duration, read: Duration)] = [
        (.seconds(5), .seconds(5)), (.milliseconds(1_500), .seconds(2)), (.zero, .zero),
        (.seconds(UInt32.max), maximum),
      ]
      for time in times {
        try socket.setAutoClose(time.set)
        #expect(try socket.autoClose() == time.read)
      }
      for time in [Duration.seconds(-1), .seconds(UInt64(1) << 32)] {
        expectFailure(.invalidArgument, .outOfRange, in: "setsockopt(SCTP_AUTOCLOSE)") { try socket.setAutoClose(time) }
      }
      #expect(try socket.autoClose() == maximum)
      try socket.close()
    }

    @Test("The status and the counters are read per association", arguments: SocketKind.allCases)
    func counters(_ kind: SocketKind) throws {
      let subject = try Subject(kind)
      let one = subject.association
      #expect(
        try subject.call {
          try $0.status(of: one)
        } oneToOne: {
          try $0.status()
        }.association == one)
      #expect(
        try subject.call {
          try $0.statistics(of: one)
        } oneToOne: {
          try $0.statistics()
        }.association == one)
      let info = try subject.call {
        try $0.pathInfo(subject.path, of: one)
      } oneToOne: {
        try $0.pathInfo(subject.path)
      }
      #expect(info.address == subject.path)
      #expect(info.association == one)
      func abandoned(_ policy: SCTPReliabilityPolicy) throws -> SCTPAbandonedMessages {
        try subject.call {
          try $0.abandonedMessages(policy, of: one)
        } oneToOne: {
          try $0.abandonedMessages(policy)
        }
      }
      func abandoned(onStream stream: UInt16) throws -> SCTPAbandonedMessages {
        try subject.call {
          try $0.abandonedMessages(.lifetime, onStream: stream, of: one)
        } oneToOne: {
          try $0.abandonedMessages(.lifetime, onStream: stream)
        }
      }
      #expect(try abandoned(.all) == SCTPAbandonedMessages(unsent: 0, sent: 0))
      #expect(try abandoned(onStream: 0) == SCTPAbandonedMessages(unsent: 0, sent: 0))
      expectFailure(.invalidArgument) { try abandoned(onStream: 999) }
      expectFailure(.invalidArgument) { try abandoned(SCTPReliabilityPolicy(rawValue: 1)) }
      try subject.close()
    }

    @Test("A one-to-many socket has no status and no counters of a reserved identifier") func reservedScope() throws {
      let subject = try Subject(.oneToMany)
      let socket = try #require(subject.socket as? SCTPSocket)
      let calls: [() throws -> Any] = [
        { try socket.status(of: .future) }, { try socket.statistics(of: .future) },
        { try socket.abandonedMessages(.all, of: .future) }, { try socket.paths(of: .future) },
        { try socket.abandonedMessages(.all, onStream: 0, of: .future) },
      ]
      for call in calls { expectFailure(.invalidArgument, .reservedAssociation, of: call) }
      try subject.close()
    }

    @Test("The library's own subscriptions are set in the kernel", arguments: SocketKind.allCases)
    func ownEvents(_ kind: SocketKind) throws {
      let subject = try Subject(kind)
      // On a peeled-off socket, the library subscribes to the changes of one association, which are not listed.
      #expect(
        try subject.socket.kernelEvents()
          == (subject.kind.isStream ? [.associationChange, .partialDelivery] : [.partialDelivery]))
      #expect(try subject.socket.carriesReceiveInfo())
      #expect(try subject.socket.takePendingError() == nil)
      try subject.close()
    }

    @Test("A bound socket cannot start to share its port", arguments: SocketKind.allCases)
    func lateReusePort(_ kind: SocketKind) throws {
      let subject = try Subject(kind)
      #expect(try !subject.socket.option(.reusePort))
      expectFailure(kind.isStream ? .badAddress : .notSupportedOnSocket) {
        try subject.socket.setOption(.reusePort, to: true)
      }
      try subject.close()
    }

    @Test("Of two listeners that share a port, only one can listen") func sharedPort() throws {
      let first = try SCTPListener()
      try first.setOption(.reusePort, to: true)
      #expect(try first.option(.reusePort))
      try first.bind(to: .loopback(port: 0))
      let other = try SCTPListener()
      expectFailure(.addressInUse, .addressInUse) { try other.bind(to: try first.address) }
      let second = try SCTPListener()
      try second.setOption(.reusePort, to: true)
      try second.bind(to: try first.address)
      try first.listen()
      expectFailure(.addressInUse, .addressInUse) { try second.listen() }
      for listener in [first, second, other] { try listener.close() }
    }

    @Test("Automatic address reconfiguration requires a wildcard address") func wildcardOnly() throws {
      let socket = try SCTPSocket()
      #expect(try !socket.option(.automaticAddressReconfiguration))
      try socket.bind(to: .any(port: 0))
      try socket.setOption(.automaticAddressReconfiguration, to: true)
      #expect(try socket.option(.automaticAddressReconfiguration))
      try socket.setOption(.automaticAddressReconfiguration, to: false)
      #expect(try !socket.option(.automaticAddressReconfiguration))
      try socket.close()
      let bound = try SCTPSocket.listening()
      expectFailure(.invalidArgument) { try bound.setOption(.automaticAddressReconfiguration, to: true) }
      try bound.close()
    }

    @Test("The type of service and the traffic class include the ECN bits", arguments: SocketKind.allCases)
    func typeOfService(_ kind: SocketKind) throws {
      let ipv4 = try Subject(kind)
      // A socket that set up an association supports ECN, and so does a socket that inherited its options.
      let canNotify = kind == .oneToMany || kind == .connected || Kernel.isAtLeast(6, 19)
      // The last two bits show whether it does.
      #expect(try ipv4.socket.option(.typeOfService) == (canNotify ? 2 : 0))
      try ipv4.socket.setOption(.typeOfService, to: 0xB8)
      // A `SOCK_STREAM` socket keeps them.
      #expect(try ipv4.socket.option(.typeOfService) == (kind.isStream && canNotify ? 0xBA : 0xB8))
      for number in [256, -1] {
        expectFailure(.invalidArgument, .outOfRange) { try ipv4.socket.setOption(.typeOfService, to: number) }
      }
      try ipv4.close()
      let ipv6 = try Subject(kind, .ipv6)
      let before = try ipv6.socket.option(.trafficClass)
      #expect(before & ~3 == 0)
      try ipv6.socket.setOption(.trafficClass, to: 0xB8)
      #expect(try ipv6.socket.option(.trafficClass) == (kind.isStream ? 0xB8 | before : 0xB8))
      for number in [256, -1] {
        expectFailure(.invalidArgument, .outOfRange) { try ipv6.socket.setOption(.trafficClass, to: number) }
      }
      try ipv6.close()
    }

    @Test("IPv6 options require an IPv6 socket", arguments: SocketKind.allCases)
    func ipv6Options(_ kind: SocketKind) throws {
      let ipv6 = try Subject(kind, .ipv6)
      let hopLimit = try ipv6.socket.option(.hopLimit)
      #expect(hopLimit == 64)
      try ipv6.socket.setOption(.hopLimit, to: 9)
      #expect(try ipv6.socket.option(.hopLimit) == 9)
      #expect(try !ipv6.socket.option(.ipv6Only))
      expectFailure(.invalidArgument) { try ipv6.socket.setOption(.ipv6Only, to: true) }
      expectFailure(.invalidArgument, .outOfRange) { try ipv6.socket.setOption(.hopLimit, to: 256) }
      try ipv6.close()
      let ipv4 = try Subject(kind)
      for option in [SCTPSocketOption.trafficClass, .hopLimit] {
        expectFailure(.notSupportedOnSocket) { _ = try ipv4.socket.option(option) }
        expectFailure(.protocolNotAvailable) { try ipv4.socket.setOption(option, to: 9) }
      }
      expectFailure(.notSupportedOnSocket) { _ = try ipv4.socket.option(.ipv6Only) }
      expectFailure(.protocolNotAvailable) { try ipv4.socket.setOption(.ipv6Only, to: true) }
      try ipv4.close()
    }

    @Test("A socket that is limited to IPv6 before it is bound cannot bind an IPv4 address") func ipv6Only() throws {
      let socket = try SCTPSocket(family: .ipv6)
      try socket.setOption(.ipv6Only, to: true)
      #expect(try socket.option(.ipv6Only))
      try socket.bind(to: .loopback(.ipv6, port: 0))
      let port = try socket.address.port
      #expect(throws: SCTPError.self) { try socket.bind(adding: [.loopback(.ipv4, port: port)]) }
      try socket.close()
    }

    @Test(
      "A privileged process can set the device and the mark of a socket",
      .requiresRoot, arguments: SocketKind.allCases)
    func deviceAndMark(_ kind: SocketKind) throws {
      let subject = try Subject(kind)
      #expect(try subject.socket.option(.device) == "")
      try subject.socket.setOption(.device, to: "lo")
      #expect(try subject.socket.option(.device) == "lo")
      try subject.socket.setOption(.device, to: "")
      #expect(try subject.socket.option(.device) == "")
      expectFailure(.operationNotSupportedByDevice) { try subject.socket.setOption(.device, to: "nosuchdevice") }
      expectFailure(.invalidArgument, .outOfRange) { try subject.socket.setOption(.device, to: "a name of 16 byt") }
      expectFailure(.invalidArgument, .outOfRange) { try subject.socket.setOption(.device, to: "l\0o") }
      #expect(try subject.socket.option(.mark) == 0)
      try subject.socket.setOption(.mark, to: 0x8000_0001)
      #expect(try subject.socket.option(.mark) == 0x8000_0001)
      try subject.close()
    }

    @Test("Without the sysctl, enabling interleaving fails with EPERM", arguments: SocketKind.allCases)
    func interleavingSysctl(_ kind: SocketKind) throws {
      let subject = try Subject(kind)
      #expect(try !subject.socket.option(.interleavingSupported(of: subject.association)))
      expectFailure(.notPermitted) { try subject.socket.setOption(.interleavingSupported(), to: true) }
      try subject.close()
    }

    @Test("Interleaving also requires a fragment interleave level above 0", .requiresRoot)
    func interleavingLevel() throws {
      try withSysctl(["intl_enable": 1]) {
        let socket = try SCTPSocket()
        try socket.setOption(.fragmentInterleave, to: 0)
        expectFailure(.notPermitted) { try socket.setOption(.interleavingSupported(), to: true) }
        try socket.setOption(.fragmentInterleave, to: 1)
        try socket.setOption(.interleavingSupported(), to: true)
        #expect(try socket.option(.interleavingSupported()))
        try socket.close()
      }
    }

    @Test("Without the sysctl, authentication options fail with EACCES", arguments: SocketKind.allCases)
    func authenticationSysctl(_ kind: SocketKind) throws {
      let subject = try Subject(kind)
      let socket = subject.socket
      let one = subject.association
      let key = SCTPAuthenticationKey(number: 1, secret: [1])
      expectFailure(.permissionDenied, .authenticationDisabled) { _ = try socket.option(.hmacIdentifiers) }
      expectFailure(.permissionDenied, .authenticationDisabled) { try socket.setOption(.hmacIdentifiers, to: [.sha1]) }
      expectFailure(.permissionDenied, .authenticationDisabled) { _ = try socket.option(.activeKey(of: one)) }
      expectFailure(.permissionDenied, .authenticationDisabled) { try socket.setOption(.activeKey(of: one), to: 1) }
      let calls: [() throws -> Void] = [
        { try socket.addKey(key) }, { try socket.deactivateKey(1) }, { try socket.deleteKey(1) },
        { try socket.requireAuthentication(of: .data) }, { _ = try socket.localAuthenticatedChunks() },
        {
          try subject.call {
            _ = try $0.peerAuthenticatedChunks(of: one)
          } oneToOne: {
            _ = try $0.peerAuthenticatedChunks()
          }
        },
      ]
      for call in calls { expectFailure(.permissionDenied, .authenticationDisabled, of: call) }
      try subject.close()
    }

    @Test("The list of hash functions must include SHA-1", .requiresRoot, arguments: SocketKind.allCases)
    func hashFunctions(_ kind: SocketKind) throws {
      try withSysctl(["auth_enable": 1]) {
        let subject = try Subject(kind)
        #expect(try subject.socket.option(.hmacIdentifiers) == [.sha1])
        try subject.socket.setOption(.hmacIdentifiers, to: [.sha256, .sha1])
        #expect(try subject.socket.option(.hmacIdentifiers) == [.sha256, .sha1])
        try subject.socket.setOption(.hmacIdentifiers, to: [.sha1, .sha256])
        #expect(try subject.socket.option(.hmacIdentifiers) == [.sha1, .sha256])
        expectFailure(.invalidArgument) { try subject.socket.setOption(.hmacIdentifiers, to: [.sha256]) }
        expectFailure(.invalidArgument) { try subject.socket.setOption(.hmacIdentifiers, to: []) }
        expectFailure(.notSupportedOnSocket) {
          try subject.socket.setOption(.hmacIdentifiers, to: [.sha1, SCTPHMACIdentifier(rawValue: 2)])
        }
        try subject.close()
      }
    }

    @Test("Keys are set for the future, current and all scopes and for one association", .requiresRoot)
    func keyScopes() throws {
      try withSysctl(["auth_enable": 1]) {
        let subject = try Subject(.oneToMany)
        let socket = try #require(subject.socket as? SCTPSocket)
        let one = subject.association
        for (number, scope) in [(UInt16(1), SCTPAssociationID.future), (2, .current), (3, .all), (4, one)] {
          try socket.addKey(SCTPAuthenticationKey(number: number, secret: [1]), of: scope)
        }
        // Each of them is where its scope says.
        for (number, isThere) in [(UInt16(1), false), (2, true), (3, true), (4, true)] {
          if isThere {
            try socket.setOption(.activeKey(of: one), to: number)
            #expect(try socket.option(.activeKey(of: one)) == number)
          } else {
            expectFailure(.invalidArgument) { try socket.setOption(.activeKey(of: one), to: number) }
          }
        }
        for (number, isThere) in [(UInt16(1), true), (2, false), (3, true), (4, false)] {
          if isThere {
            try socket.setOption(.activeKey(), to: number)
            #expect(try socket.option(.activeKey()) == number)
          } else {
            expectFailure(.invalidArgument) { try socket.setOption(.activeKey(), to: number) }
          }
        }
        try socket.setOption(.activeKey(of: .all), to: 3)
        #expect(try socket.option(.activeKey(of: one)) == 3)
        #expect(try socket.option(.activeKey()) == 3)
        try socket.deactivateKey(4, of: one)
        try socket.deleteKey(2, of: .current)
        try socket.deleteKey(1)
        expectFailure(.invalidArgument) { try socket.deleteKey(2, of: one) }
        try subject.close()
      }
    }

    // INIT, INIT ACK and SHUTDOWN COMPLETE.
    @Test(
      "INIT, INIT ACK and SHUTDOWN COMPLETE chunks cannot be authenticated",
      .requiresRoot, arguments: [1, 2, 14].map { SCTPChunkType(rawValue: $0) })
    func unauthenticated(_ type: SCTPChunkType) throws {
      try withSysctl(["auth_enable": 1]) {
        let socket = try SCTPSocket()
        expectFailure(.invalidArgument) { try socket.requireAuthentication(of: type) }
        #expect(try socket.localAuthenticatedChunks() == [])
        try socket.requireAuthentication(of: .iData)
        #expect(try socket.localAuthenticatedChunks() == [.iData])
        try socket.close()
      }
    }

    @Test(
      "Without the sysctl, reconfiguring the streams of an association fails with ENOPROTOOPT",
      arguments: SocketKind.allCases)
    func reconfigurationSysctl(_ kind: SocketKind) throws {
      let subject = try Subject(kind)
      func requests(_ association: SCTPAssociationID) -> [() throws -> Void] {
        [
          {
            try subject.call {
              try $0.resetStreams(.outgoing, of: association)
            } oneToOne: {
              try $0.resetStreams(.outgoing)
            }
          },
          {
            try subject.call {
              try $0.resetAssociation(association)
            } oneToOne: {
              try $0.resetAssociation()
            }
          },
          {
            try subject.call {
              try $0.addStreams(outbound: 1, of: association)
            } oneToOne: {
              try $0.addStreams(outbound: 1)
            }
          },
        ]
      }
      for request in requests(subject.association) {
        expectFailure(.protocolNotAvailable, .reconfigurationDisabled, of: request)
      }
      if kind == .oneToMany {
        for request in requests(.future) { expectFailure(.invalidArgument, .reservedAssociation, of: request) }
      }
      try subject.close()
    }

    @Test("An option can be read and set by its number", arguments: SocketKind.allCases)
    func rawOption(_ kind: SocketKind) throws {
      let subject = try Subject(kind)
      // SOL_SCTP, SCTP_NODELAY
      let noDelay = unsafe SCTPSocketOption.unsafeOption(level: 132, number: 3, request: Int32(0))
      try subject.socket.setOption(noDelay, to: 1)
      #expect(try subject.socket.option(noDelay) == 1)
      #expect(try subject.socket.option(.noDelay))
      let none = unsafe SCTPSocketOption.unsafeOption(level: 132, number: 9_999, request: Int32(0))
      expectFailure(.protocolNotAvailable) { _ = try subject.socket.option(none) }
      expectFailure(.protocolNotAvailable) { try subject.socket.setOption(none, to: 1) }
      try subject.close()
    }
  }
}

extension OnTheKernel {
  /// It runs in order with the tests that need the kernel, which check for open descriptors.
  @Suite struct OptionNames {
    /// The options that the tests beside the table are about.
    private let besideTheTable: Set<String> = [
      "SCTP_AUTH_ACTIVE_KEY", "SCTP_AUTH_CHUNK", "SCTP_AUTH_DEACTIVATE_KEY", "SCTP_AUTH_DELETE_KEY", "SCTP_AUTH_KEY",
      "SCTP_HMAC_IDENT", "SCTP_LOCAL_AUTH_CHUNKS", "SCTP_PEER_AUTH_CHUNKS", "SCTP_INTERLEAVING_SUPPORTED",
      "SCTP_ADD_STREAMS", "SCTP_RESET_ASSOC", "SCTP_RESET_STREAMS", "SCTP_STREAM_SCHEDULER_VALUE", "SCTP_AUTO_ASCONF",
      "SCTP_REUSE_PORT", "SCTP_PRIMARY_ADDR", "SCTP_SET_PEER_PRIMARY_ADDR", "SCTP_GET_PEER_ADDR_INFO", "SCTP_STATUS",
      "SCTP_GET_ASSOC_STATS", "SCTP_PR_ASSOC_STATUS", "SCTP_PR_STREAM_STATUS", "SCTP_GET_ASSOC_NUMBER",
      "SCTP_GET_ASSOC_ID_LIST", "SCTP_AUTOCLOSE", "IPV6_TCLASS", "IPV6_UNICAST_HOPS", "IPV6_V6ONLY",
      "SO_BINDTODEVICE", "SO_ERROR", "SO_MARK", "IP_TOS",
    ]

    @Test("Every option of the library has a test") func completeness() throws {
      let tests = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      let folder = tests.appending(path: "../../../Sources/SCTP/Options").standardizedFileURL
      let files = try FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: nil)
      try #require(!files.isEmpty)
      var names: Set<String> = []
      for file in files {
        let text = try String(contentsOf: file, encoding: .utf8)
        // The documentation of every option contains this sentence.
        names.formUnion(text.matches(of: /C option is `([A-Z0-9_]+)`/).map { String($0.output.1) })
      }
      try #require(names.contains("SCTP_NODELAY"))
      #expect(names.subtracting(besideTheTable).subtracting(OptionTable.rows.map(\.name)) == [])
    }
  }
}
