import SCTP

private let payload: [UInt8] = [9, 8, 7]
private let longPayload = [UInt8](repeating: 7, count: 20_000)

extension Operations {
  static var sending: [Operation] {
    [
      .link(
        "send on an association", check: { try $0.expectAtServer() },
        {
          try $0.client.send(payload, on: $0.atClient, timeout: Runner.patience)
        }),
      .link(
        "send to an address", check: { try $0.expectAtServer() },
        {
          try $0.client.send(payload, to: $0.address, timeout: Runner.patience)
        }),
      .link(
        "send to several addresses", check: { try $0.expectAtServer() },
        {
          let addresses = try [$0.address, SCTPAddress("127.0.0.2", port: $0.address.port)]
          try $0.client.send(
            payload, to: addresses, initialMessage: SCTPInitialMessage(outboundStreams: 10), timeout: Runner.patience)
        }),
      .link(
        "send on all associations", check: { try $0.expectAtServer() },
        {
          try $0.client.send(payload, on: .all, timeout: Runner.patience)
        }),
      .asyncLink(
        "send on an association, async", check: { try $0.expectAtServer() },
        {
          try await $0.client.send(payload, on: $0.atClient, timeout: Runner.patience)
        }),
      .connection(
        "send", check: { try $0.expectAccepted() }, { try $0.client.send(payload, timeout: Runner.patience) }),
      .asyncConnection(
        "send, async", check: { try $0.expectAccepted() },
        {
          try await $0.client.send(payload, timeout: Runner.patience)
        }),
      .link(
        "send when there is space", prepare: { try $0.fill() }, wait: 1, event: { try $0.server.setDeaf(false) },
        check: { try $0.expectFillingAndMessage() },
        { try $0.client.send(payload, on: $0.atClient, timeout: Runner.patience) }),
      .asyncLink(
        "send when there is space, async", prepare: { try $0.fill() }, wait: 1,
        event: { try $0.server.setDeaf(false) }, check: { try $0.expectFillingAndMessage() },
        { try await $0.client.send(payload, on: $0.atClient, timeout: Runner.patience) }),
    ]
  }

  static var receiving: [Operation] {
    receivingOneToMany + receivingOneToOne + [
      .link(
        "receive a long message", prepare: { try $0.client.send(longPayload, on: $0.atClient) },
        { try $0.server.expectMessage(longPayload) }),
      .link("receive a notification", prepare: { try $0.causeNotification() }, { try $0.expectNotification() }),
      Operation(
        name: "receive without an association", error: SCTPError(.socketNotConnected, in: "recvmsg")
      ) {
        let socket = try SCTPSocket()
        return Trial(
          body: .blocking { _ = try socket.receive(timeout: Runner.patience) }, check: {}, close: { try socket.close() }
        )
      },
      Operation(name: "receive the end of an association") {
        let connection = try Connection()
        try connection.client.close()
        return Trial(
          body: .blocking {
            try require(connection.accepted.receive(timeout: Runner.patience) == nil, "the association has not ended")
          }, check: {}, close: { try connection.accepted.close() })
      },
    ]
  }

  private static var receivingOneToMany: [Operation] {
    [
      .link("receive", prepare: { try $0.deliver(payload) }, { try $0.server.expectMessage(payload) }),
      .link("receive a part", prepare: { try $0.deliver(payload) }, { try $0.receivePart() }),
      .link(
        "receive a batch", exceptions: .receivingBatches, prepare: { try $0.deliver(payload) },
        {
          try $0.receiveBatch()
        }),
      .link(
        "receive a later message", wait: 1, event: { try $0.deliver(payload) },
        {
          try $0.server.expectMessage(payload)
        }),
      .link(
        "receive a later message at the client", exceptions: .findingAssociation, wait: 1,
        event: { try $0.server.send(payload, on: $0.atServer) },
        {
          try $0.client.expectMessage(payload)
        }),
      .asyncLink("receive, async", prepare: { try $0.deliver(payload) }, { try await $0.receive() }),
      .asyncLink(
        "receive a later message, async", wait: 1, event: { try $0.deliver(payload) },
        {
          try await $0.receive()
        }),
      .asyncLink(
        "receive a later part, async", wait: 1, event: { try $0.deliver(payload) },
        {
          try await $0.receivePart()
        }),
      .asyncLink(
        "receive a later batch, async", exceptions: [.laterBatch], wait: 1, event: { try $0.deliver(payload) },
        {
          try await $0.receiveBatch()
        }),
    ]
  }

  private static var receivingOneToOne: [Operation] {
    [
      .connection(
        "receive on a one-to-one socket", prepare: { try $0.deliver(payload) },
        {
          try $0.accepted.expectMessage(payload)
        }),
      .connection(
        "receive a later message on a one-to-one socket", exceptions: .findingAssociation, wait: 1,
        event: { try $0.deliver(payload) },
        {
          try $0.accepted.expectMessage(payload)
        }),
      .asyncConnection(
        "receive a later message on a one-to-one socket, async", exceptions: .findingAssociation, wait: 1,
        event: { try $0.deliver(payload) },
        { connection in
          let received = try await connection.accepted.receive(timeout: Runner.patience)
          try require(received?.payload == payload, "received \(String(describing: received))")
        }),
    ]
  }
}

extension SCTPReceived {
  /// The payload of a message; nil for a notification.
  fileprivate var payload: [UInt8]? { message?.payload }
}

extension Link {
  fileprivate func expectAtServer() throws {
    try server.expectMessage(payload)
    try exchange()
  }

  /// Fills the send buffer of the client, while the server is deaf.
  fileprivate func fill() throws {
    try server.setDeaf(true)
    do throws(SCTPError) {
      while true { try client.send(longPayload, on: atClient, timeout: .zero) }
    } catch let error where error.code == .timedOut {}
  }

  fileprivate func expectFillingAndMessage() throws {
    var received = try server.receive(timeout: Runner.patience)
    while received.payload == longPayload { received = try server.receive(timeout: Runner.patience) }
    try require(received.payload == payload, "received \(received)")
    try exchange()
  }

  fileprivate func receive() async throws {
    let received = try await server.receive(timeout: Runner.patience)
    try require(received.payload == payload, "received \(received)")
  }

  fileprivate func receivePart() throws {
    let memory = UnsafeMutableRawBufferPointer.allocate(byteCount: 2_000, alignment: 1)
    defer { unsafe memory.deallocate() }
    var span = unsafe OutputRawSpan(buffer: memory, initializedCount: 0)
    _ = try server.receive(into: &span, timeout: Runner.patience)
    try check(span.bytes)
  }

  fileprivate func receivePart() async throws {
    let memory = UnsafeMutableRawBufferPointer.allocate(byteCount: 2_000, alignment: 1)
    defer { unsafe memory.deallocate() }
    var span = unsafe OutputRawSpan(buffer: memory, initializedCount: 0)
    _ = try await server.receive(into: &span, timeout: Runner.patience)
    try check(span.bytes)
  }

  private func check(_ bytes: RawSpan) throws {
    let bytes = unsafe bytes.withUnsafeBytes { unsafe Array($0) }
    try require(bytes == payload, "received \(bytes)")
  }

  fileprivate func receiveBatch() throws {
    var batch = try SCTPReceiveBatch(capacity: 4, bytesPerMessage: 1_000)
    try server.receive(into: &batch, timeout: Runner.patience)
    try check(batch)
  }

  fileprivate func receiveBatch() async throws {
    var batch = try SCTPReceiveBatch(capacity: 4, bytesPerMessage: 1_000)
    try await server.receive(into: &batch, timeout: Runner.patience)
    try check(batch)
  }

  private func check(_ batch: borrowing SCTPReceiveBatch) throws {
    var payloads: [[UInt8]] = []
    batch.withEach { bytes, _ in payloads.append(unsafe bytes.withUnsafeBytes { unsafe Array($0) }) }
    try require(payloads == [payload], "received \(payloads)")
  }

  fileprivate func causeNotification() throws {
    try server.setSubscribed(true, to: .peerAddressChange, of: atServer)
    try server.setPrimaryPath(server.status(of: atServer).primaryAddress, of: atServer)
  }

  fileprivate func expectNotification() throws {
    let received = try server.receive(timeout: Runner.patience)
    guard case .notification = received else { throw Mismatch("received \(received)") }
  }
}

extension Connection {
  fileprivate func expectAccepted() throws {
    try accepted.expectMessage(payload)
    try exchange()
  }
}
