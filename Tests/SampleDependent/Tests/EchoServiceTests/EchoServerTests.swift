import EchoService
import SCTP
import Testing

@Suite(.enabled(if: SCTPSocket.isSupported), .timeLimit(.minutes(1)))
struct EchoServerTests {
  @Test func sendsMessagesBack() async throws {
    let (client, peer) = try await SCTPOneToOneSocket.connectedPair()
    async let echoes: Void = echo(peer)
    try await client.send(Array("hello".utf8))
    let answer = try await client.receive()?.message
    #expect(answer?.payload == Array("hello".utf8))
    try client.shutdown()
    try await echoes
  }

  @Test func peelsOffAnAssociationWithMuchTraffic() async throws {
    let server = try EchoServer(at: .loopback(port: 0), limit: 1_000)
    async let service: Void = server.run()
    let client = try SCTPOneToOneSocket()
    try client.setOption(.noDelay, to: true)
    try await client.connect(to: server.socket.localAddresses()[0])

    let message = [UInt8](repeating: 1, count: 600)
    for _ in 1...3 {
      try await client.send(message)
      let answer = try await client.receive()?.message
      #expect(answer?.payload == message)
    }
    // The second message exceeded the limit, so a separate socket has answered the third one.
    #expect(try server.socket.associations().isEmpty)

    try client.shutdown()
    try await server.socket.stop(timeout: .seconds(5))
    try await service
  }
}
