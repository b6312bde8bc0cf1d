import SCTP

enum GettingStarted {
  static let scenarios = [
    Scenario("An association carries a message") {
      let (server, client, association) = try await Loopback.pair()
      try await server.send(Array("hello".utf8), on: association)
      let answer = try await client.receive(timeout: .seconds(10))?.message
      try expect(answer?.payload == Array("hello".utf8), "the answer is \(String(describing: answer))")
    }
  ]
}
