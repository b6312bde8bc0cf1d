import SCTP

@main
struct EchoServer {
  static func main() async throws {
    let server = try SCTPSocket()
    try server.setOption(.noDelay, to: true)
    try server.bind(to: .loopback(port: 5000))
    try server.listen()
    print(server)

    for try await received in server.received {
      guard let message = received.message else { continue }
      print(message)
      do {
        try await server.send(message.payload, on: message.association, timeout: .seconds(1))
      } catch {
        print("no answer was sent: \(error)")
      }
    }
  }
}
