import SCTP

// An AMF with three gNBs, which exchange messages like those of NGAP: three bytes for the procedure and the UE.

/// A message between a gNB and the AMF.
struct NGAPMessage: Equatable {
  enum Procedure: UInt8 {
    case setupRequest, setupResponse, initialUEMessage, uplinkTransport, downlinkTransport
  }

  var procedure: Procedure
  /// The UE that the message concerns; 0 if it concerns none.
  var ue: UInt16 = 0

  init(_ procedure: Procedure, ue: UInt16 = 0) {
    self.procedure = procedure
    self.ue = ue
  }

  /// Reads a message; nil if it is malformed or of another protocol.
  init?(_ message: SCTPMessage) {
    let bytes = message.payload
    guard message.payloadProtocol == .ngap, bytes.count == 3, let procedure = Procedure(rawValue: bytes[0]) else {
      return nil
    }
    self.init(procedure, ue: UInt16(bytes[1]) << 8 | UInt16(bytes[2]))
  }

  var bytes: [UInt8] { [procedure.rawValue, UInt8(ue >> 8), UInt8(ue & 0xFF)] }

  /// The AMF's response; nil if the message needs none.
  var response: NGAPMessage? {
    switch procedure {
    case .setupRequest: NGAPMessage(.setupResponse)
    case .initialUEMessage, .uplinkTransport: NGAPMessage(.downlinkTransport, ue: ue)
    case .setupResponse, .downlinkTransport: nil
    }
  }
}

/// Serves all gNBs on one socket, and a gNB with much traffic on a separate one.
actor AMF {
  /// What the AMF knows about a gNB.
  struct GNB {
    var isSetUp = false
    var messages = 0
  }

  /// A gNB that has sent more messages is peeled off.
  static let threshold = 100

  nonisolated let address: SCTPAddress
  private let socket: SCTPSocket
  private var gnbs: [SCTPAssociationID: GNB] = [:]
  private var ownSockets: [SCTPAssociationID: SCTPOneToOneSocket] = [:]
  private(set) var ignoredMessages = 0
  private(set) var peeledOffGNBs = 0
  private(set) var lostGNBs = 0

  init(at address: SCTPAddress) throws {
    socket = try SCTPSocket(family: address.family)
    try socket.configureForNGAP()
    try socket.setSubscribed(true, to: .associationChange)
    try socket.bind(to: address)
    try socket.listen()
    self.address = try socket.localAddresses()[0]
  }

  var gnbsThatAreSetUp: Int { gnbs.values.count { $0.isSetUp } }

  /// Serves the gNBs until `stop`.
  func run() async throws {
    try await withThrowingDiscardingTaskGroup { tasks in
      for try await received in socket.received {
        switch received {
        case .notification(.associationChange(let change)): follow(change)
        case .notification: break
        case .message(let message): await serve(message, &tasks)
        case .discarded: ignoredMessages += 1
        }
      }
    }
    try socket.close()
  }

  /// Shuts all associations down, and aborts those that need longer than five seconds.
  func stop() async throws {
    try await socket.stop(timeout: .seconds(5))
    for own in ownSockets.values {
      do { try await own.shutdownAndWait(timeout: .seconds(5)) } catch { try? own.abort() }
    }
  }

  private func follow(_ change: SCTPAssociationChange) {
    switch change.state {
    case .communicationUp, .restart: gnbs[change.association] = GNB()
    default:
      gnbs[change.association] = nil
      if change.state == .communicationLost { lostGNBs += 1 }
    }
  }

  private func serve(_ message: SCTPMessage, _ tasks: inout ThrowingDiscardingTaskGroup<any Error>) async {
    let id = message.association
    guard let response = response(to: message) else { return }
    do {
      try await socket.send(response.bytes, on: id, options: .ngap(stream: message.stream), timeout: .seconds(1))
    } catch {
      // A gNB that does not receive its responses must not delay the others.
      try? socket.abort(association: id)
      return
    }
    guard gnbs[id, default: GNB()].messages > Self.threshold, let own = try? socket.peelOff(association: id) else {
      return
    }
    ownSockets[id] = own
    peeledOffGNBs += 1
    tasks.addTask { await self.serve(own, id) }
  }

  private func serve(_ own: SCTPOneToOneSocket, _ id: SCTPAssociationID) async {
    do {
      for try await received in own.received {
        switch received {
        case .notification(.associationChange(let change)): follow(change)
        case .message(let message):
          guard let response = response(to: message) else { continue }
          try await own.send(response.bytes, options: .ngap(stream: message.stream), timeout: .seconds(1))
        default: break
        }
      }
    } catch {
      lostGNBs += 1
    }
    gnbs[id] = nil
    ownSockets[id] = nil
    try? own.close()
  }

  private func response(to message: SCTPMessage) -> NGAPMessage? {
    guard let request = NGAPMessage(message), gnbs[message.association] != nil else {
      ignoredMessages += 1
      return nil
    }
    gnbs[message.association]?.messages += 1
    // A gNB must complete NG Setup before it sends any other message.
    if request.procedure == .setupRequest { gnbs[message.association]?.isSetUp = true }
    guard gnbs[message.association]?.isSetUp == true else {
      ignoredMessages += 1
      return nil
    }
    return request.response
  }
}

/// A base station with one association.
struct GNB {
  private let socket: SCTPOneToOneSocket
  private let status: SCTPStatus

  init(of amf: SCTPAddress) async throws {
    socket = try SCTPOneToOneSocket(family: amf.family)
    try socket.configureForNGAP()
    try await socket.connect(to: amf, timeout: .seconds(10))
    status = try socket.status()
  }

  /// Performs NG Setup.
  func setUp() async throws {
    try await exchange(NGAPMessage(.setupRequest), stream: 0)
  }

  /// Sends messages of a UE, and receives the response to each of them.
  func serve(ue: UInt16, messages: Int) async throws {
    let stream = status.stream(for: UInt64(ue))
    for number in 0..<messages {
      try await exchange(NGAPMessage(number == 0 ? .initialUEMessage : .uplinkTransport, ue: ue), stream: stream)
    }
  }

  /// Sends a message that is not of NGAP.
  func sendForeignMessage() async throws {
    try await socket.send([1, 2, 3], options: SCTPSendOptions(payloadProtocol: .s1ap))
  }

  /// Sends a message on a stream that the association does not have, and returns the error.
  func errorBeyondLastStream() async -> SCTPError? {
    do throws(SCTPError) {
      try await socket.send(NGAPMessage(.setupRequest).bytes, options: .ngap(stream: status.outboundStreams))
      return nil
    } catch {
      return error
    }
  }

  /// Waits until the AMF has shut the association down.
  func waitUntilDown() async throws {
    for try await _ in socket.messages {}
    try socket.close()
  }

  private func exchange(_ request: NGAPMessage, stream: UInt16) async throws {
    try await socket.send(request.bytes, options: .ngap(stream: stream))
    guard let message = try await socket.receive(timeout: .seconds(10))?.message else {
      throw UnexpectedOutcome(description: "the association ended before the response to \(request)")
    }
    try expect(NGAPMessage(message) == request.response, "the response to \(request) is \(message.payload)")
    try expect(message.stream == stream, "the response to \(request) is on stream \(message.stream)")
  }
}

extension SCTPSendOptions {
  fileprivate static func ngap(stream: UInt16) -> Self { SCTPSendOptions(stream: stream, payloadProtocol: .ngap) }
}

enum AMFWithGNBs {
  static let scenarios = [
    Scenario("An AMF serves three gNBs, and peels off the one with much traffic") {
      let amf = try AMF(at: .loopback(port: 0))
      async let service: Void = amf.run()
      let gnbs = [try await GNB(of: amf.address), try await GNB(of: amf.address), try await GNB(of: amf.address)]
      try await gnbs[0].sendForeignMessage()
      for gnb in gnbs { try await gnb.setUp() }
      let gnbsThatAreSetUp = await amf.gnbsThatAreSetUp
      try expect(gnbsThatAreSetUp == 3, "\(gnbsThatAreSetUp) gNBs are set up")
      async let first: Void = gnbs[0].serve(ue: 1, messages: 20)
      async let second: Void = gnbs[1].serve(ue: 2, messages: 20)
      async let busy: Void = gnbs[2].serve(ue: 3, messages: 400)
      _ = try await (first, second, busy)
      let error = await gnbs[1].errorBeyondLastStream()
      try expect(error?.reason == .streamOutOfRange && error?.limit == 30, "the error is \(error as Any)")
      let (peeledOff, ignored) = await (amf.peeledOffGNBs, amf.ignoredMessages)
      try expect(peeledOff == 1, "\(peeledOff) gNBs were peeled off")
      try expect(ignored == 1, "\(ignored) messages were ignored")
      try await amf.stop()
      for gnb in gnbs { try await gnb.waitUntilDown() }
      try await service
      let lost = await amf.lostGNBs
      try expect(lost == 0, "\(lost) gNBs were lost")
    }
  ]
}
