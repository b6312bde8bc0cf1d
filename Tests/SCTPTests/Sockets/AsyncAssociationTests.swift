import Testing

@testable import SCTP

extension OnTheKernel {
  @Suite struct AsyncAssociations {
    @Test("Connecting waits until the association is established") func connectWaits() async throws {
      let server = try SCTPSocket.listening()
      let client = try SCTPSocket(flags: [.closeOnExec, .nonBlocking])
      let association = try await client.connect(to: [server.address], timeout: patience)
      #expect(try client.status(of: association).state == .established)
      let other = try SCTPOneToOneSocket(flags: [.closeOnExec, .nonBlocking])
      try await other.connect(to: [server.address], timeout: patience)
      #expect(try other.status().state == .established)
      for socket in [client, server, other] as [SCTPEndpoint] { try socket.close() }
    }

    @Test("Connecting to a port without a listener fails with ECONNREFUSED") func refusedConnect() async throws {
      let gone = try SCTPSocket.listening()
      let address = try gone.address
      try gone.close()
      let client = try SCTPSocket()
      await expectFailure(.connectionRefused, .setupFailed, in: "sctp_connectx") {
        try await client.connect(to: [address], timeout: patience)
      }
      let other = try SCTPOneToOneSocket()
      await expectFailure(.connectionRefused, .setupFailed, in: "sctp_connectx") {
        try await other.connect(to: [address], timeout: patience)
      }
      try client.close()
      try other.close()
    }

    @Test("A connect that timed out or was canceled can be repeated", arguments: [true, false])
    func repeatedConnect(_ byTimeout: Bool) async throws {
      let server = try SCTPSocket.deaf()
      let address = try server.address
      let client = try SCTPSocket()
      let timeout: Duration? = byTimeout ? .milliseconds(50) : nil
      let connecting = Task { try await client.connect(to: [address], timeout: timeout) }
      if !byTimeout {
        try await client.untilTasksWait()
        connecting.cancel()
      }
      await expectFailure(byTimeout ? .timedOut : .canceled) { try await connecting.value }
      #expect(try client.associations().isEmpty)
      try server.setDeaf(false)
      try await client.connect(to: [address], timeout: patience)
      try client.close()
      try server.close()
    }

    @Test("Connecting a one-to-one socket can time out and can be canceled") func oneToOneConnect() async throws {
      let server = try SCTPSocket.deaf()
      let address = try server.address
      let late = try SCTPOneToOneSocket()
      await expectFailure(.timedOut) { try await late.connect(to: [address], timeout: .milliseconds(50)) }
      let cancelled = try SCTPOneToOneSocket()
      let connecting = Task { try await cancelled.connect(to: [address]) }
      try await cancelled.untilTasksWait()
      connecting.cancel()
      await expectFailure(.canceled) { try await connecting.value }
      for socket in [server, late, cancelled] as [SCTPEndpoint] { try socket.close() }
    }

    @Test("50 sockets connect to one server at once") func concurrentConnects() async throws {
      let server = try SCTPSocket.listening()
      let address = try server.address
      let clients = try await withThrowingTaskGroup { group in
        for _ in 0..<50 {
          group.addTask {
            let client = try SCTPSocket()
            try await client.connect(to: [address], timeout: patience)
            return client
          }
        }
        return try await group.reduce(into: []) { $0.append($1) }
      }
      #expect(try server.associations().count == 50)
      for client in clients { try client.close() }
      try server.close()
    }

    @Test("Four waiting tasks accept one association each") func acceptWaits() async throws {
      let listener = try SCTPListener.listening()
      let tasks = (0..<4).map { _ in Task { try await listener.accept(timeout: patience) } }
      try await listener.untilTasksWait(4)
      let clients = try (0..<4).map { _ in try listener.newClient() }
      let accepted = try await tasks.asyncMap { try await $0.value }
      #expect(Set(try accepted.map { try $0.association }).count == 4)
      for socket in accepted + clients { try socket.close() }
      try listener.close()
    }

    @Test("A canceled accept loses no association") func canceledAccept() async throws {
      let listener = try SCTPListener.listening()
      let waiting = Task { try await listener.accept() }
      try await listener.untilTasksWait()
      waiting.cancel()
      await expectFailure(.canceled) { try await waiting.value }
      let client = try listener.newClient()
      let accepted = try await listener.accept(timeout: patience)
      try await client.send([1])
      #expect(try await accepted.message().payload == [1])
      for socket in [client, accepted, listener] as [SCTPEndpoint] { try socket.close() }
    }

    @Test("A shutdown waits until the association has ended, and loses no message") func shutdownWaits() async throws {
      let pair = try Pair()
      try await pair.client.send([1], on: pair.atClient)
      try await pair.client.shutdownAndWait(association: pair.atClient, timeout: patience)
      #expect(try pair.client.associations().isEmpty)
      try await until("the server has seen it") { try pair.server.associations().isEmpty }
      #expect(try await pair.server.message().payload == [1])
      try pair.close()
    }

    @Test("A shutdown of all associations waits until none is left") func shutdownAll() async throws {
      let server = try SCTPSocket.listening()
      let pairs = try (0..<5).map { _ in try Pair(server: server) }
      try await server.shutdownAndWait(association: .all, timeout: patience)
      #expect(try server.associations().isEmpty)
      for pair in pairs { try pair.client.close() }
      try server.close()
    }

    @Test("A one-to-one socket returns its queued message and then nil after a shutdown", arguments: [true, false])
    func shutdownOneToOne(_ isPeeledOff: Bool) async throws {
      let connection = isPeeledOff ? nil : try Connection()
      let pair = isPeeledOff ? try Pair() : nil
      let child = try pair.map { try $0.server.peelOff(association: $0.atServer) }
      let socket = try #require(child ?? connection?.client)
      if let pair {
        try await pair.client.send([7], on: pair.atClient)
        try pair.untilAcknowledged()
      }
      if let connection {
        try await connection.accepted.send([7])
        try connection.accepted.untilAcknowledged()
      }
      try await socket.shutdownAndWait(timeout: patience)
      expectFailure(.invalidArgument, .notConnected) { try socket.status() }
      #expect(try await socket.message().payload == [7])
      #expect(try await socket.receive(timeout: patience) == nil)
      try socket.close()
      try pair?.close()
      try connection?.accepted.close()
    }

    @Test("A shutdown that timed out or was canceled still ends the association")
    func interruptedShutdown() async throws {
      let pair = try Pair()
      try pair.server.setDeaf(true)
      try await pair.client.send([1], on: pair.atClient)
      await expectFailure(.timedOut) {
        try await pair.client.shutdownAndWait(association: pair.atClient, timeout: .milliseconds(50))
      }
      let down = Task { try await pair.client.shutdownAndWait(association: pair.atClient) }
      try await pair.client.untilTasksWait()
      down.cancel()
      await expectFailure(.canceled) { try await down.value }
      try pair.server.setDeaf(false)
      try await until("the association is down") { try pair.client.associations().isEmpty }
      try pair.close()
    }

    @Test("A shutdown of a reserved identifier or an ended association fails") func invalidShutdown() async throws {
      let pair = try Pair()
      await expectFailure(.invalidArgument, .reservedAssociation) {
        try await pair.client.shutdownAndWait(association: .future)
      }
      try await pair.client.shutdownAndWait(association: pair.atClient, timeout: patience)
      await expectFailure(.brokenPipe, .unknownAssociation) {
        try await pair.client.shutdownAndWait(association: pair.atClient)
      }
      try pair.close()
    }
  }
}
