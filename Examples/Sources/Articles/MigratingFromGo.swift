import SCTP

enum MigratingFromGo {
  /// The client of `DialSCTP`, `SCTPWrite` and `SCTPRead`.
  static func exchange(_ request: [UInt8], with server: SCTPAddress) async throws -> SCTPMessage? {
    let client = try SCTPOneToOneSocket()
    try client.setOption(.initialMessage, to: SCTPInitialMessage(outboundStreams: 30, maximumInboundStreams: 30))
    try await client.connect(to: server, timeout: .seconds(5))
    try await client.send(request, options: SCTPSendOptions(stream: 1, payloadProtocol: .ngap))
    let response = try await client.receive(timeout: .seconds(2))
    try client.close()
    return response?.message
  }

  /// The server of `ListenSCTP` and `AcceptSCTP`.
  static func serve(_ listener: SCTPListener) async throws {
    try await withThrowingDiscardingTaskGroup { tasks in
      for try await connection in listener.accepted {
        tasks.addTask {
          do {
            for try await message in connection.messages {
              try await connection.send(message.payload, options: SCTPSendOptions(payloadProtocol: .ngap))
            }
          } catch {
            print("the association was lost: \(error)")
          }
        }
      }
    }
  }

  /// A read deadline that other goroutines do not share.
  static func receive(from client: SCTPOneToOneSocket) async throws -> SCTPReceived? {
    do throws(SCTPError) {
      return try await client.receive(timeout: .milliseconds(200))
    } catch {
      guard error.code == .timedOut else { throw error }
      return nil
    }
  }

  static let scenarios = [
    Scenario("A client and a server exchange messages, and a receive times out") {
      let listener = try SCTPListener()
      try listener.bind(to: .loopback(port: 0))
      try listener.listen()
      let address = try listener.localAddresses()[0]
      let service = Task { try await serve(listener) }
      let response = try await exchange([1, 2, 3], with: address)
      try expect(response?.payload == [1, 2, 3], "the response is \(response as Any)")
      let idle = try await Loopback.client(of: address)
      let received = try await receive(from: idle)
      try expect(received == nil, "\(received as Any) was received")
      try idle.close()
      try listener.close()
      do { try await service.value } catch let error as SCTPError { try expect(error.reason == .closed, "\(error)") }
    }
  ]
}
