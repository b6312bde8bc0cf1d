import SCTP
import Testing

extension OnTheKernel {
  @Suite("test_1_to_1_threads") struct OneToOneThreadsConformance {
    // In each round one thread sends, and each of the others passes a message on: one more is sent than received.
    @Test("send and receive data across multiple threads - SUCCESS") func relay() throws {
      let (rounds, threads) = (10, 10)
      let connection = try Connection()
      let (client, accepted) = (connection.client, connection.accepted)
      for _ in 0..<rounds {
        let sender = Background { try client.send(.hello) }
        let relays = (1..<threads).map { _ in
          Background {
            let payload = try accepted.message().payload
            try client.send(payload)
            return payload
          }
        }
        try sender.value()
        for relay in relays { #expect(try relay.value() == .hello) }
      }
      for _ in 0..<rounds { #expect(try accepted.message().payload == .hello) }
      expectFailure(.timedOut) { try accepted.receive(timeout: .zero) }
      try connection.close()
    }
  }
}
