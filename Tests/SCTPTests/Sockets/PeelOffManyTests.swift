import Testing

@testable import SCTP

extension OnTheKernel {
  /// As many peel-offs as a server sees in a day.
  @Suite struct PeelOffMany {
    /// How many servers there are, and how many clients, each with an association with each server.
    private static let (servers, clients) = (20, 25)

    @Test("500 peeled-off sockets are open at once, and each sends a message") func fiveHundred() throws {
      let servers = try (0..<Self.servers).map { _ in try SCTPSocket.listening() }
      let clients = try (0..<Self.clients).map { _ in try SCTPSocket() }
      for server in servers {
        for client in clients { try client.connect(to: [server.address], timeout: patience) }
      }
      let children = try servers.flatMap { server in
        try server.associations().map { try server.peelOff(association: $0) }
      }
      #expect(children.count == 500)
      #expect(try servers.allSatisfy { try $0.associations().isEmpty })
      for (number, child) in children.enumerated() { try child.send([UInt8](number: UInt32(number))) }
      let received = try clients.flatMap { client in
        try servers.map { _ in try client.message().payload.number }
      }
      #expect(received.sorted() == Array(0..<500))
      for child in children { try child.close() }
      for socket in clients + servers { try socket.close() }
    }

    @Test("100 associations of one client are peeled off and shut down in order") func oneHundred() throws {
      let server = try SCTPSocket.listening()
      let client = try SCTPSocket()
      var identifiers: Set<SCTPAssociationID> = []
      for _ in 0..<100 {
        try client.connect(to: [server.address], timeout: patience)
        let association = try #require(try server.associations().first)
        let child = try server.peelOff(association: association)
        identifiers.insert(association)
        try child.send([1])
        #expect(try client.message().payload == [1])
        try child.shutdown()
        #expect(try child.receive(timeout: patience) == nil)
        try child.close()
        try until("the client's association has ended") { try client.associations().isEmpty }
      }
      #expect(identifiers.count == 100)
      try client.close()
      try server.close()
    }
  }
}
