import SCTP

private let payload: [UInt8] = [9, 8, 7]

extension Operations {
  /// The requests that change the streams of an association.
  static var reconfiguration: [Operation] {
    [
      .on(
        Link.init, "reset a stream", prepare: { try $0.allowReconfigurations() }, check: { try $0.expectResetStream() }
      ).blocking { try $0.client.resetStreams(.outgoing, streams: [0], of: $0.atClient) },
      .on(
        Connection.init, "reset a stream of a one-to-one socket", prepare: { try $0.allowReconfigurations() },
        check: { try $0.expectResetStream() }
      ).blocking { try $0.client.resetStreams(.outgoing, streams: [0]) },
      .on(
        Link.init, "reset an association", prepare: { try $0.allowReconfigurations() },
        check: { try $0.expectResetAssociation() }
      ).blocking { try $0.client.resetAssociation($0.atClient) },
      .on(
        Connection.init, "reset the association of a one-to-one socket", prepare: { try $0.allowReconfigurations() },
        check: { try $0.expectResetAssociation() }
      ).blocking { try $0.client.resetAssociation() },
      .on(Link.init, "add streams", prepare: { try $0.allowReconfigurations() }, check: { try $0.expectMoreStreams() })
        .blocking { try $0.client.addStreams(inbound: 2, outbound: 3, of: $0.atClient) },
      .on(
        Connection.init, "add streams to a one-to-one socket", prepare: { try $0.allowReconfigurations() },
        check: { try $0.expectMoreStreams() }
      ).blocking { try $0.client.addStreams(inbound: 2, outbound: 3) },
    ]
  }
}

private let all: SCTPReconfigurationSet = [.resetStreams, .resetAssociation, .addStreams]
private let reported: SCTPEventSet = [.streamReset, .associationReset]

/// Sockets between which a message has been sent, so that the stream has a sequence number that a reset changes.
private protocol ReconfigurableSockets: ConnectedSockets {
  func send() throws
  func receiveAtServer() throws -> SCTPReceived?
  func receiveAtClient() throws -> SCTPReceived?
  func status() throws -> SCTPStatus
}

extension Link: ReconfigurableSockets {
  fileprivate func allowReconfigurations() throws {
    try client.setOption(.allowedReconfigurations(of: atClient), to: all)
    try server.setOption(.allowedReconfigurations(of: atServer), to: all)
    try client.setSubscribed(true, to: reported, of: atClient)
    try deliver(payload)
    try server.expectMessage(payload)
  }

  fileprivate func send() throws { try client.send(payload, on: atClient) }

  fileprivate func receiveAtServer() throws -> SCTPReceived? { try server.receive(timeout: Runner.patience) }

  fileprivate func receiveAtClient() throws -> SCTPReceived? { try client.receive(timeout: Runner.patience) }

  fileprivate func status() throws -> SCTPStatus { try client.status(of: atClient) }
}

extension Connection: ReconfigurableSockets {
  fileprivate func allowReconfigurations() throws {
    try client.setOption(.allowedReconfigurations(), to: all)
    try accepted.setOption(.allowedReconfigurations(), to: all)
    try client.setSubscribed(true, to: reported)
    try deliver(payload)
    try accepted.expectMessage(payload)
  }

  fileprivate func send() throws { try client.send(payload) }

  fileprivate func receiveAtServer() throws -> SCTPReceived? { try accepted.receive(timeout: Runner.patience) }

  fileprivate func receiveAtClient() throws -> SCTPReceived? { try client.receive(timeout: Runner.patience) }

  fileprivate func status() throws -> SCTPStatus { try client.status() }
}

extension ReconfigurableSockets {
  fileprivate func expectResetStream() throws {
    let received = try receiveAtClient()
    guard case .notification(.streamReset(let event)) = received, event.flags == .outgoing, event.streams == [0] else {
      throw Mismatch("received \(String(describing: received)) instead of the reset of the stream")
    }
    try expectFirstSequenceNumber()
  }

  fileprivate func expectResetAssociation() throws {
    let received = try receiveAtClient()
    guard case .notification(.associationReset(let event)) = received, event.flags == [] else {
      throw Mismatch("received \(String(describing: received)) instead of the reset of the association")
    }
    try expectFirstSequenceNumber()
  }

  private func expectFirstSequenceNumber() throws {
    try send()
    let received = try receiveAtServer()
    try expect(payload, in: received)
    let number = received?.message?.info.streamSequenceNumber
    try require(number == 0, "the sequence number is \(String(describing: number))")
    try exchange()
  }

  /// Both sides begin with 10 streams.
  fileprivate func expectMoreStreams() throws {
    let isChanged = try waitUntil { try status().outboundStreams == 13 && status().inboundStreams == 12 }
    try require(isChanged, "\(try status())")
    try exchange()
  }
}
