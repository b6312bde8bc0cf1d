import SCTP

@main
struct EchoClient {
  static func main() async throws {
    let client = try SCTPOneToOneSocket()
    try client.setOption(.noDelay, to: true)
    try await client.connect(to: .loopback(port: 5000), timeout: .seconds(5))

    try await client.send(Array("hello".utf8), options: SCTPSendOptions(stream: 1))
    let received = try await client.receive(timeout: .seconds(5))
    if let message = received?.message {
      print(String(decoding: message.payload, as: UTF8.self))
    }

    try await client.shutdownAndWait(timeout: .seconds(5))
  }
}
