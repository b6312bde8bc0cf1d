import SCTP

extension SCTPEndpoint {
  /// Prepares a socket for NGAP (3GPP TS 38.412).
  ///
  /// Call this before `connect` or `listen`.
  func configureForNGAP() throws(SCTPError) {
    try setOption(.noDelay, to: true)
    // Stream 0 for messages that concern no single UE, and 29 for the UEs.
    try setOption(
      .initialMessage,
      to: SCTPInitialMessage(
        outboundStreams: 30, maximumInboundStreams: 65_535, maximumAttempts: 4, maximumTimeout: .seconds(8)))
    try setOption(
      .retransmissionTimeouts(),
      to: SCTPRetransmissionTimeouts(initial: .seconds(3), maximum: .seconds(5), minimum: .seconds(1)))
    try setOption(.pathParameters(), to: SCTPPathParameters(heartbeatInterval: .seconds(5)))
  }

  /// Prepares a socket for S1AP (3GPP TS 36.412), which uses SCTP as NGAP does.
  func configureForS1AP() throws(SCTPError) {
    try configureForNGAP()
  }

  /// Prepares a socket for M3UA (RFC 4666).
  func configureForM3UA() throws(SCTPError) {
    try setOption(.noDelay, to: true)
    // Stream 0 for management messages, and one for each of the 16 values of the signaling link selection (SLS).
    try setOption(.initialMessage, to: SCTPInitialMessage(outboundStreams: 17, maximumInboundStreams: 65_535))
    try setOption(
      .retransmissionTimeouts(),
      to: SCTPRetransmissionTimeouts(initial: .seconds(1), maximum: .seconds(2), minimum: .milliseconds(300)))
    try setOption(.pathParameters(), to: SCTPPathParameters(heartbeatInterval: .seconds(5)))
  }

  /// Prepares a socket for Diameter (RFC 6733).
  func configureForDiameter() throws(SCTPError) {
    try setOption(.noDelay, to: true)
    // Diameter messages are unordered, so two streams are enough. The peer may use any number of streams.
    try setOption(.initialMessage, to: SCTPInitialMessage(outboundStreams: 2, maximumInboundStreams: 65_535))
  }
}

extension SCTPStatus {
  /// Returns the stream for the messages of a UE or an SLS: never 0, if the association has another stream.
  func stream(for number: UInt64) -> UInt16 {
    outboundStreams > 1 ? 1 + UInt16(number % UInt64(outboundStreams - 1)) : 0
  }
}

/// The state of a peer on the server.
struct SignalingPeer {
  /// The number of streams on which the server can send to the peer.
  let outboundStreams: UInt16
  /// Whether the peer has completed the setup procedure of the protocol, such as NG Setup.
  var isSetUp = false
}

/// The peers of a server.
struct SignalingPeers {
  private(set) var all: [SCTPAssociationID: SignalingPeer] = [:]

  mutating func update(_ change: SCTPAssociationChange) {
    switch change.state {
    case .communicationUp, .restart:
      // After a restart, the association and its identifier are the same, but the peer has lost its state.
      all[change.association] = SignalingPeer(outboundStreams: change.outboundStreams)
    default:
      all[change.association] = nil
    }
  }

  mutating func completeSetup(of association: SCTPAssociationID) {
    all[association]?.isSetUp = true
  }
}

enum SignalingProfiles {
  static func sendNGAP(
    _ setupRequest: [UInt8], _ ueMessage: [UInt8], ofUE ueID: UInt64, on gnb: SCTPOneToOneSocket
  ) async throws {
    // A message that concerns no single UE.
    try await gnb.send(setupRequest, options: SCTPSendOptions(stream: 0, payloadProtocol: .ngap))
    // A message of a UE, which keeps its stream.
    let stream = try gnb.status().stream(for: ueID)
    try await gnb.send(ueMessage, options: SCTPSendOptions(stream: stream, payloadProtocol: .ngap))
  }

  static func sendDiameter(
    _ capabilitiesExchange: [UInt8], _ request: [UInt8], on peer: SCTPOneToOneSocket
  ) async throws {
    // The capabilities exchange is ordered.
    try await peer.send(capabilitiesExchange, options: SCTPSendOptions(payloadProtocol: .diameter))
    // Later messages are unordered, so that none of them waits for another one.
    try await peer.send(request, options: SCTPSendOptions(payloadProtocol: .diameter, flags: .unordered))
  }

  static func markPackets(of socket: SCTPEndpoint) throws {
    try socket.setOption(.pathParameters(), to: SCTPPathParameters(dscp: 46 << 2))
  }

  static let scenarios = [
    Scenario("Each profile sets its streams and timers") {
      let profiles: [(String, (SCTPEndpoint) throws -> Void, UInt16)] = [
        ("NGAP", { try $0.configureForNGAP() }, 30), ("S1AP", { try $0.configureForS1AP() }, 30),
        ("M3UA", { try $0.configureForM3UA() }, 17), ("Diameter", { try $0.configureForDiameter() }, 2),
      ]
      for (name, configure, streams) in profiles {
        for socket in [try SCTPSocket(), try SCTPOneToOneSocket(), try SCTPListener()] as [SCTPEndpoint] {
          try configure(socket)
          let message = try socket.option(.initialMessage)
          try expect(message.outboundStreams == streams, "\(name): \(message)")
          try expect(try socket.option(.noDelay), "\(name): no delay is off")
          try markPackets(of: socket)
          try expect(try socket.option(.pathParameters()).dscp == 184, "\(name): the packets are not marked")
          try socket.close()
        }
      }
    },
    Scenario("NGAP messages arrive on their streams") {
      let (amf, address) = try ngapServer()
      let gnb = try SCTPOneToOneSocket()
      try gnb.configureForNGAP()
      try await gnb.connect(to: address, timeout: .seconds(10))
      try await sendNGAP([1], [2], ofUE: 40, on: gnb)
      for (payload, stream) in [([1], 0), ([2], 12)] as [([UInt8], UInt16)] {
        let message = try await amf.receive(timeout: .seconds(10)).message
        try expect(message?.payload == payload, "the message is \(message as Any)")
        try expect(message?.info.stream == stream, "the message is \(message as Any)")
        try expect(message?.info.payloadProtocol == .ngap, "the message is \(message as Any)")
      }
      try gnb.close()
      try amf.close()
    },
    Scenario("Diameter messages are ordered first, and unordered later") {
      let (server, address) = try Loopback.server()
      let peer = try SCTPOneToOneSocket()
      try peer.configureForDiameter()
      try await peer.connect(to: address, timeout: .seconds(10))
      try await sendDiameter([1], [2], on: peer)
      for isUnordered in [false, true] {
        let message = try await server.receive(timeout: .seconds(10)).message
        try expect(message?.info.isUnordered == isUnordered, "the message is \(message as Any)")
        try expect(message?.info.payloadProtocol == .diameter, "the message is \(message as Any)")
      }
      try peer.close()
      try server.close()
    },
    Scenario("A restarted peer must complete the setup procedure again") {
      let association = SCTPAssociationID(rawValue: 7)
      var peers = SignalingPeers()
      peers.update(SCTPAssociationChange(state: .communicationUp, outboundStreams: 30, association: association))
      peers.completeSetup(of: association)
      try expect(peers.all[association]?.isSetUp == true, "the peers are \(peers)")
      peers.update(SCTPAssociationChange(state: .restart, outboundStreams: 30, association: association))
      try expect(peers.all[association]?.isSetUp == false, "the peers are \(peers)")
      peers.update(SCTPAssociationChange(state: .communicationLost, association: association))
      try expect(peers.all.isEmpty, "the peers are \(peers)")
    },
  ]

  private static func ngapServer() throws -> (socket: SCTPSocket, address: SCTPAddress) {
    let server = try SCTPSocket()
    try server.configureForNGAP()
    try server.bind(to: .loopback(port: 0))
    try server.listen()
    return (server, try server.localAddresses()[0])
  }
}
