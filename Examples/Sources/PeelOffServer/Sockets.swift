import SCTP

/// How long anybody here waits for an answer that must come.
let patience = Duration.seconds(30)

extension SCTPEndpoint {
  /// For large files on the way, and for answers without delay; to be called before there is an association.
  func prepareForFiles() throws(SCTPError) {
    try setOption(.sendBufferSize, to: 4 << 20)
    try setOption(.receiveBufferSize, to: 4 << 20)
    try setOption(.noDelay, to: true)
  }

  /// Ends what `shutdown` ends; closes the socket if that takes longer than `time`.
  func end(within time: Duration, _ shutdown: (Duration) async throws -> Void) async {
    do {
      try await shutdown(time)
    } catch let error as SCTPError where error.code == .timedOut {
      try? close()
    } catch {
      // It has ended already.
    }
  }
}

extension SCTPOneToOneSocket {
  /// Connects to a server, with a sentence about it if that fails.
  convenience init(connectedTo server: SCTPAddress, streams: UInt16 = 1) async throws(Failure) {
    do {
      try self.init(family: server.family)
      try prepareForFiles()
      try setOption(.initialMessage, to: SCTPInitialMessage(outboundStreams: streams))
      try await connect(to: [server], timeout: .seconds(10))
    } catch let error where error.code == .connectionRefused || error.code == .timedOut {
      throw Failure("cannot connect to \(server): no server answers there")
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

  /// The server's next message, which must be of this kind.
  func answer(_ kind: SCTPPayloadProtocolID) async throws(Failure) -> [UInt8] {
    let received: SCTPReceived?
    do {
      received = try await receive(timeout: patience)
    } catch let error where error.meansEnd {
      throw Failure("the server ended the association")
    } catch let error where error.code == .timedOut {
      throw Failure("the server has not answered for \(patience)")
    } catch {
      throw Failure("no answer came", because: error)
    }
    guard let message = received?.message else { throw Failure("the server ended the association") }
    guard message.info.payloadProtocol == kind else { throw Failure("the peer is no PeelOffServer") }
    return message.payload
  }

  /// Ends the association, and waits until it has ended.
  func finish() async throws(Failure) {
    do {
      try await shutdown(timeout: patience)
      while try await receive(timeout: patience) != nil {}
    } catch {
      throw Failure("the association did not end gracefully", because: error)
    }
  }
}

extension SCTPError {
  /// Whether a message cannot be sent or received because its association has ended, or is ending.
  var meansEnd: Bool {
    code == .brokenPipe || code == .socketShutdown || reason == .endedAssociation
  }

  /// Whether nothing can come to a socket any more: it is closed, or its last association has ended and it does not listen.
  var meansNoMore: Bool {
    reason == .closed || reason == .notConnected
  }
}
