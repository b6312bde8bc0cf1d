import SCTP
import Testing

/// An exchange of messages between new sockets, which it closes.
enum SeparateExchange: CaseIterable {
  case asyncPair, blockingPair, accepted, loopOverMessages, loopOverAccepted, loopUntilStop, whileAddressesChange,
    untilIdle

  func run(using random: inout Seeded) async throws {
    let payloads = (1...5).map { payload(.random(in: 1...1_000, using: &random), seed: $0) }
    switch self {
    case .asyncPair: try await exchange(payloads, over: SCTPOneToOneSocket.connectedPair(timeout: patience))
    case .blockingPair:
      try await exchange(payloads, over: inThread { try SCTPOneToOneSocket.connectedPair(timeout: patience) })
    case .accepted: try await exchange(payloads, over: inThread { try Connection() }.ends)
    case .loopOverMessages: try await receiveInLoop(payloads)
    case .loopOverAccepted: try await acceptInLoop(payloads)
    case .loopUntilStop: try await receiveUntilStop(payloads)
    case .whileAddressesChange: try await Self.changeAddresses(payloads)
    case .untilIdle: try await Self.awaitAutoClose(payloads)
    }
  }
}

/// Sends messages, and ends the association from the other end.
private func exchange(_ payloads: [[UInt8]], over ends: (SCTPOneToOneSocket, SCTPOneToOneSocket)) async throws {
  for payload in payloads { try await ends.0.send(payload, timeout: patience) }
  for payload in payloads { #expect(try await ends.1.message().payload == payload) }
  try await ends.1.shutdownAndWait(timeout: patience)
  #expect(try await ends.0.receive(timeout: patience) == nil)
  try ends.0.close()
  try ends.1.close()
}

/// Sends messages to a loop, which the end of the association finishes.
private func receiveInLoop(_ payloads: [[UInt8]]) async throws {
  let (client, server) = try await SCTPOneToOneSocket.connectedPair(timeout: patience)
  let loop = Task { try await server.messages.reduce(into: []) { $0.append($1.payload) } }
  for payload in payloads { try await client.send(payload, timeout: patience) }
  try await client.shutdownAndWait(timeout: patience)
  #expect(try await loop.value == payloads)
  try client.close()
  try server.close()
}

/// Lets each client send a message to the socket that a loop accepts.
private func acceptInLoop(_ payloads: [[UInt8]]) async throws {
  let listener = try SCTPListener.listening()
  let loop = Task {
    var received: [[UInt8]] = []
    for try await socket in listener.accepted {
      for try await message in socket.messages { received.append(message.payload) }
      try socket.close()
      if received.count == payloads.count { break }
    }
    return received
  }
  for payload in payloads {
    let client = try inThread { try listener.newClient() }
    try await client.send(payload, timeout: patience)
    try await client.shutdownAndWait(timeout: patience)
    try client.close()
  }
  #expect(try await loop.value == payloads)
  try listener.close()
}

private func sorted(_ payloads: [[UInt8]]) -> [[UInt8]] { payloads.sorted { $0.lexicographicallyPrecedes($1) } }

/// Lets each client send a message to a server, whose loop finishes when it stops.
private func receiveUntilStop(_ payloads: [[UInt8]]) async throws {
  let server = try SCTPSocket.listening()
  let loop = Task {
    try await server.received.reduce(into: []) { $0.append(try #require($1.message).payload) }
  }
  let clients = try payloads.map { _ in try SCTPSocket.bound() }
  for (client, payload) in zip(clients, payloads) {
    try await client.send(payload, to: try server.address, timeout: patience)
  }
  try await until("every client is connected") { try server.associations().count == clients.count }
  #expect(try await server.stop(timeout: patience) == [])
  #expect(try await sorted(loop.value) == sorted(payloads))
  for client in clients { try client.close() }
  try server.close()
}
