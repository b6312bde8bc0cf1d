import SCTP

private let payload: [UInt8] = [9, 8, 7]
private let longPayload = [UInt8](repeating: 7, count: 20_000)

extension Operations {
  static var sending: [Operation] {
    sendingOnAssociations + sendingToAddresses + sendingToSeveralAddresses + sendingOneToOne + waitingForSpace
  }

  private static var sendingOnAssociations: [Operation] {
    [
      send("on an association") { try $0.client.send(payload, on: $0.atClient, timeout: Runner.patience) },
      send("a span on an association") {
        try $0.client.send(payload.span, on: $0.atClient, timeout: Runner.patience)
      },
      send("bytes on an association") {
        try $0.client.send(unsafe payload.span.bytes, on: $0.atClient, timeout: Runner.patience)
      },
      sendToAll("send on all associations").blocking {
        try $0.client.send(payload, on: .all, timeout: Runner.patience)
      },
      sendToAll("send on all associations, async").async {
        try await $0.client.send(payload, on: .all, timeout: Runner.patience)
      },
      sendAsync("on an association") { try await $0.client.send(payload, on: $0.atClient, timeout: Runner.patience) },
      sendAsync("a span on an association") {
        try await $0.client.send(payload.span, on: $0.atClient, timeout: Runner.patience)
      },
      sendAsync("bytes on an association") {
        try await $0.client.send(unsafe payload.span.bytes, on: $0.atClient, timeout: Runner.patience)
      },
    ]
  }

  private static var sendingToAddresses: [Operation] {
    [
      send("to an address") { try $0.client.send(payload, to: $0.address, timeout: Runner.patience) },
      send("a span to an address") {
        try $0.client.send(payload.span, to: $0.address, timeout: Runner.patience)
      },
      send("bytes to an address") {
        try $0.client.send(unsafe payload.span.bytes, to: $0.address, timeout: Runner.patience)
      },
      sendAsync("to an address") { try await $0.client.send(payload, to: $0.address, timeout: Runner.patience) },
      sendAsync("a span to an address") {
        try await $0.client.send(payload.span, to: $0.address, timeout: Runner.patience)
      },
      sendAsync("bytes to an address") {
        try await $0.client.send(unsafe payload.span.bytes, to: $0.address, timeout: Runner.patience)
      },
    ]
  }

  private static var sendingToSeveralAddresses: [Operation] {
    let initial = SCTPInitialMessage(outboundStreams: 10)
    return [
      send("to several addresses") {
        try $0.client.send(payload, to: $0.twoAddresses, initialMessage: initial, timeout: Runner.patience)
      },
      send("a span to several addresses") {
        try $0.client.send(payload.span, to: $0.twoAddresses, initialMessage: initial, timeout: Runner.patience)
      },
      send("bytes to several addresses") {
        try $0.client.send(
          unsafe payload.span.bytes, to: $0.twoAddresses, initialMessage: initial, timeout: Runner.patience)
      },
      sendAsync("to several addresses") {
        try await $0.client.send(payload, to: $0.twoAddresses, initialMessage: initial, timeout: Runner.patience)
      },
      sendAsync("a span to several addresses") {
        try await $0.client.send(
          payload.span, to: $0.twoAddresses, initialMessage: initial, timeout: Runner.patience)
      },
      sendAsync("bytes to several addresses") {
        try await $0.client.send(
          unsafe payload.span.bytes, to: $0.twoAddresses, initialMessage: initial, timeout: Runner.patience)
      },
    ]
  }

  private static var sendingOneToOne: [Operation] {
    [
      sendOneToOne("send").blocking { try $0.client.send(payload, timeout: Runner.patience) },
      sendOneToOne("send a span").blocking { try $0.client.send(payload.span, timeout: Runner.patience) },
      sendOneToOne("send bytes").blocking { try $0.client.send(unsafe payload.span.bytes, timeout: Runner.patience) },
      sendOneToOne("send, async").async { try await $0.client.send(payload, timeout: Runner.patience) },
      sendOneToOne("send a span, async").async { try await $0.client.send(payload.span, timeout: Runner.patience) },
      sendOneToOne("send bytes, async").async {
        try await $0.client.send(unsafe payload.span.bytes, timeout: Runner.patience)
      },
    ]
  }

  private static var waitingForSpace: [Operation] {
    [
      sendWithoutSpace("send when there is space").blocking {
        try $0.client.send(payload, on: $0.atClient, timeout: Runner.patience)
      },
      sendWithoutSpace("send when there is space, async").async {
        try await $0.client.send(payload, on: $0.atClient, timeout: Runner.patience)
      },
    ]
  }

  private static func send(_ what: String, _ body: @escaping (Link) throws -> Void) -> Operation {
    .on(Link.init, "send \(what)", check: { try $0.expectAtServer() }).blocking(body)
  }

  private static func sendAsync(
    _ what: String, _ body: @escaping @Sendable (Link) async throws -> Void
  ) -> Operation {
    .on(Link.init, "send \(what), async", check: { try $0.expectAtServer() }).async(body)
  }

  private static func sendToAll(_ name: String) -> Setup<Link> {
    Operation.on(
      Link.init, name,
      exceptions: [
        .hasNothingToDo(
          "getsockopt(SCTP_STATUS)", codes: [.invalidArgument], because: "the association has ended in the meantime"),
        .hasNothingToDo(
          "sendmsg", codes: [.brokenPipe, .socketShutdown], because: "the association is not up any more"),
      ], check: { try $0.expectAtServer() })
  }

  private static func sendOneToOne(_ name: String) -> Setup<Connection> {
    Operation.on(Connection.init, name, check: { try $0.expectAccepted() })
  }

  private static func sendWithoutSpace(_ name: String) -> Setup<Link> {
    Operation.on(
      Link.init, name, traits: [.dependsOnTime], prepare: { try $0.fill() }, event: { try $0.server.setDeaf(false) },
      check: { try $0.expectFillingAndMessage() })
  }
}

extension Link {
  fileprivate var twoAddresses: [SCTPAddress] {
    get throws { try [address, SCTPAddress("127.0.0.2", port: address.port)] }
  }

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
    while received.message?.payload == longPayload { received = try server.receive(timeout: Runner.patience) }
    try expect(payload, in: received)
    try exchange()
  }
}

extension Connection {
  fileprivate func expectAccepted() throws {
    try accepted.expectMessage(payload)
    try exchange()
  }
}
