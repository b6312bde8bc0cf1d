import SCTP

private let payload: [UInt8] = [9, 8, 7]
private let longPayload = [UInt8](repeating: 7, count: 20_000)

extension Operations {
  static var receiving: [Operation] { receivingOneToMany + receivingOneToOne + receivingParts + receivingFromSequences }

  private static var receivingOneToMany: [Operation] {
    [
      .on(Link.init, "receive", prepare: { try $0.deliver(payload) }).blocking { try $0.server.expectMessage(payload) },
      .on(Link.init, "receive a long message", prepare: { try $0.client.send(longPayload, on: $0.atClient) })
        .blocking { try $0.server.expectMessage(longPayload) },
      .on(Link.init, "receive a notification", prepare: { try $0.causeNotification() })
        .blocking { try $0.expectNotification() },
      .with(
        { try SCTPSocket() }, "receive without an association", error: SCTPError(.socketNotConnected, in: "recvmsg"),
        check: { try $0.close() }
      ).blocking { _ = try $0.receive(timeout: Runner.patience) },
      .on(Link.init, "receive a later message", event: { try $0.deliver(payload) })
        .blocking { try $0.server.expectMessage(payload) },
      .on(
        Link.init, "receive a later message at the client", exceptions: .findingAssociation,
        event: { try $0.server.send(payload, on: $0.atServer) }
      ).blocking { try $0.client.expectMessage(payload) },
      .on(Link.init, "receive, async", prepare: { try $0.deliver(payload) }).async { try await $0.receive() },
      .on(Link.init, "receive a later message, async", event: { try $0.deliver(payload) })
        .async { try await $0.receive() },
    ]
  }

  private static var receivingOneToOne: [Operation] {
    [
      .on(Connection.init, "receive on a one-to-one socket", prepare: { try $0.deliver(payload) })
        .blocking { try $0.accepted.expectMessage(payload) },
      .with(endedConnection, "receive the end of an association", check: { try $0.close() })
        .blocking { try require($0.receive(timeout: Runner.patience) == nil, "the association has not ended") },
      .on(
        Connection.init, "receive a later message on a one-to-one socket", exceptions: .findingAssociation,
        event: { try $0.deliver(payload) }
      ).blocking { try $0.accepted.expectMessage(payload) },
      .on(
        Connection.init, "receive a later message on a one-to-one socket, async", exceptions: .findingAssociation,
        event: { try $0.deliver(payload) }
      ).async { try expect(payload, in: await $0.accepted.receive(timeout: Runner.patience)) },
    ]
  }

  private static func endedConnection() throws -> SCTPOneToOneSocket {
    let connection = try Connection()
    try connection.client.close()
    return connection.accepted
  }

  private static var receivingFromSequences: [Operation] {
    [
      .on(Link.init, "receive from a sequence, async", prepare: { try $0.deliver(payload) }).async {
        var iterator = $0.server.received.makeAsyncIterator()
        try expect(payload, in: await iterator.next())
      },
      .on(Link.init, "receive from a sequence in an isolation, async", prepare: { try $0.deliver(payload) }).async {
        var iterator = $0.server.received.makeAsyncIterator()
        try expect(payload, in: await iterator.next(isolation: nil))
      },
      .on(
        Connection.init, "receive from the sequence of a one-to-one socket, async", prepare: { try $0.deliver(payload) }
      )
      .async {
        var iterator = $0.accepted.received.makeAsyncIterator()
        try expect(payload, in: await iterator.next())
      },
      .on(Connection.init, "receive from the sequence of messages, async", prepare: { try $0.deliver(payload) }).async {
        var iterator = $0.accepted.messages.makeAsyncIterator()
        try expect(payload, in: await iterator.next().map(SCTPReceived.message))
      },
    ]
  }

  /// Messages that arrive in memory of the caller.
  private static var receivingParts: [Operation] {
    [
      .on(Link.init, "receive a part", prepare: { try $0.deliver(payload) }).blocking { link in
        try receivePart { _ = try link.server.receive(into: &$0, timeout: Runner.patience) }
      },
      .on(Link.init, "receive a later part, async", event: { try $0.deliver(payload) }).async { link in
        try await receivePartInTask { _ = try await link.server.receive(into: &$0, timeout: Runner.patience) }
      },
      .on(Link.init, "receive a batch", exceptions: .receivingBatches, prepare: { try $0.deliver(payload) })
        .blocking { link in try receiveBatch { try link.server.receive(into: &$0, timeout: Runner.patience) } },
      .on(Link.init, "receive a later batch, async", exceptions: [.laterBatch(2)], event: { try $0.deliver(payload) })
        .async { link in
          try await receiveBatchInTask { try await link.server.receive(into: &$0, timeout: Runner.patience) }
        },
      .on(Connection.init, "receive a part on a one-to-one socket", prepare: { try $0.deliver(payload) })
        .blocking { connection in
          try receivePart { _ = try connection.accepted.receive(into: &$0, timeout: Runner.patience) }
        },
      .on(
        Connection.init, "receive a later part on a one-to-one socket, async", exceptions: .findingAssociation,
        event: { try $0.deliver(payload) }
      ).async { connection in
        try await receivePartInTask { _ = try await connection.accepted.receive(into: &$0, timeout: Runner.patience) }
      },
      .on(
        Connection.init, "receive a batch on a one-to-one socket", exceptions: .receivingBatches,
        prepare: { try $0.deliver(payload) }
      ).blocking { connection in
        try receiveBatch { try connection.accepted.receive(into: &$0, timeout: Runner.patience) }
      },
      .on(
        Connection.init, "receive a later batch on a one-to-one socket, async",
        exceptions: [.laterBatch(3)] + .findingAssociation(in: "recvmmsg"), event: { try $0.deliver(payload) }
      ).async { connection in
        try await receiveBatchInTask { try await connection.accepted.receive(into: &$0, timeout: Runner.patience) }
      },
    ]
  }
}

private func receivePart(_ receive: (inout OutputRawSpan) throws -> Void) throws {
  let memory = UnsafeMutableRawBufferPointer.allocate(byteCount: 2_000, alignment: 1)
  defer { unsafe memory.deallocate() }
  var span = unsafe OutputRawSpan(buffer: memory, initializedCount: 0)
  try receive(&span)
  try check(span.bytes)
}

private func receivePartInTask(_ receive: (inout OutputRawSpan) async throws -> Void) async throws {
  let memory = UnsafeMutableRawBufferPointer.allocate(byteCount: 2_000, alignment: 1)
  defer { unsafe memory.deallocate() }
  var span = unsafe OutputRawSpan(buffer: memory, initializedCount: 0)
  try await receive(&span)
  try check(span.bytes)
}

private func check(_ bytes: RawSpan) throws {
  let bytes = unsafe bytes.withUnsafeBytes { unsafe Array($0) }
  try require(bytes == payload, "received \(bytes)")
}

private func receiveBatch(_ receive: (inout SCTPReceiveBatch) throws -> Void) throws {
  var batch = try SCTPReceiveBatch(capacity: 4, bytesPerMessage: 1_000)
  try receive(&batch)
  try check(batch)
}

private func receiveBatchInTask(_ receive: (inout SCTPReceiveBatch) async throws -> Void) async throws {
  var batch = try SCTPReceiveBatch(capacity: 4, bytesPerMessage: 1_000)
  try await receive(&batch)
  try check(batch)
}

private func check(_ batch: borrowing SCTPReceiveBatch) throws {
  var payloads: [[UInt8]] = []
  batch.withEach { bytes, _ in payloads.append(unsafe bytes.withUnsafeBytes { unsafe Array($0) }) }
  try require(payloads == [payload], "received \(payloads)")
}

extension Link {
  fileprivate func receive() async throws {
    try expect(payload, in: await server.receive(timeout: Runner.patience))
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
