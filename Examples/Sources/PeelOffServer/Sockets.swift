import SCTP

/// The time limit of an answer that must arrive.
let patience = Duration.seconds(30)

extension SCTPEndpoint {
  /// Enlarges the buffers, and sends without delay.
  ///
  /// Call it before the socket has an association.
  func prepareForFiles() throws(SCTPError) {
    try setOption(.sendBufferSize, to: 4 << 20)
    try setOption(.receiveBufferSize, to: 4 << 20)
    try setOption(.noDelay, to: true)
  }
}

extension SCTPOneToOneSocket {
  /// Creates a socket and connects to a server.
  convenience init(connectedTo server: SCTPAddress, streams: UInt16 = 1) async throws(Failure) {
    do {
      try self.init(family: server.family)
      try prepareForFiles()
      try setOption(.initialMessage, to: SCTPInitialMessage(outboundStreams: streams))
      try await connect(to: server, timeout: .seconds(10))
    } catch let error where error.code == .connectionRefused || error.code == .timedOut {
      throw Failure("cannot connect to \(server): no server answers")
    } catch {
      throw Failure("cannot connect to \(server)", because: error)
    }
  }

  func send(_ message: Outgoing) async throws(Failure) {
    do {
      try await send(message.payload, options: message.options, timeout: patience)
    } catch let error where error.meansEnd {
      throw Failure("the server ended the association")
    } catch {
      throw Failure("cannot send", because: error)
    }
  }

  /// Receives the next message, which must be of this kind.
  func answer(_ kind: SCTPPayloadProtocolID) async throws(Failure) -> [UInt8] {
    let received: SCTPReceived?
    do {
      received = try await receive(timeout: patience)
    } catch let error where error.meansEnd {
      throw Failure("the server ended the association")
    } catch let error where error.code == .timedOut {
      throw Failure("the server did not answer within \(patience)")
    } catch {
      throw Failure("cannot receive an answer", because: error)
    }
    guard let message = received?.message else { throw Failure("the server ended the association") }
    guard message.payloadProtocol == kind else { throw Failure("the peer is not a PeelOffServer") }
    return message.payload
  }

  /// Ends the association gracefully, and waits until it has ended.
  func finish() async throws(Failure) {
    do {
      try await shutdownAndWait(timeout: patience)
      while try await receive(timeout: patience) != nil {}
    } catch {
      throw Failure("the association did not end gracefully", because: error)
    }
  }
}

extension SCTPError {
  /// Whether the association of the message has ended or is ending.
  var meansEnd: Bool {
    code == .brokenPipe || code == .socketShutdown || reason == .endedAssociation
  }
}
