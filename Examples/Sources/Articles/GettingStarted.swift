import Foundation
import SCTP

enum GettingStarted {
  static let scenarios = [
    Scenario("The first server answers the first client") {
      let server = try Program("GettingStartedServer")
      try await untilListening(.loopback(port: 5000))
      let client = try Program("GettingStartedClient")
      try expect(client.wait() == 0, "the client failed: \(client.output)")
      try expect(client.output == "hello\n", "the client printed: \(client.output)")
      _ = server.stop()
      try expect(server.output.contains("5 bytes on association"), "the server printed: \(server.output)")
    },
    Scenario("The second server peels off an association that sends a megabyte") {
      let server = try Program("GettingStartedPeelOff")
      try await untilListening(.loopback(port: 5000))
      let client = try await Loopback.client(of: .loopback(port: 5000))
      let message = [UInt8](repeating: 1, count: 10_000)
      for _ in 1...120 {
        try await client.send(message)
        let answer = try await client.receive(timeout: .seconds(10))?.message
        try expect(answer?.payload == message, "the answer differs from the message")
      }
      try await client.shutdownAndWait(timeout: .seconds(10))
      try await server.until("peeled off: ")
      try await server.until("the association ended: ")
      _ = server.stop()
    },
  ]

  /// Waits until a server listens on the address.
  private static func untilListening(_ address: SCTPAddress) async throws {
    while true {
      let client = try SCTPOneToOneSocket()
      do {
        try await client.connect(to: address, timeout: .seconds(10))
        try await client.shutdownAndWait(timeout: .seconds(10))
        return
      } catch {
        guard error.code == .connectionRefused else { throw error }
        try await Task.sleep(for: .milliseconds(20))
      }
    }
  }
}
