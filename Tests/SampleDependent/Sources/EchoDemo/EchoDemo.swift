import EchoService
import SCTP

/// Prints the echo of each argument.
@main
struct EchoDemo {
  static func main() async throws {
    let (client, peer) = try await SCTPOneToOneSocket.connectedPair()
    async let echoes: Void = echo(peer)
    for argument in CommandLine.arguments.dropFirst() {
      try await client.send(Array(argument.utf8))
      if let message = try await client.receive()?.message { print(String(decoding: message.payload, as: UTF8.self)) }
    }
    try client.shutdown()
    try await echoes
  }
}
