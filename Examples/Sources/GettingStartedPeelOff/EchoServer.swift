import SCTP

@main
struct EchoServer {
  static func main() async throws {
    let server = try SCTPSocket()
    try server.setOption(.noDelay, to: true)
    try server.bind(to: .loopback(port: 5000))
    try server.listen()

    var byteCounts: [SCTPAssociationID: Int] = [:]
    try await withThrowingDiscardingTaskGroup { tasks in
      for try await received in server.received {
        guard let message = received.message else { continue }
        let association = message.association
        try? await server.send(message.payload, on: association, timeout: .seconds(1))

        byteCounts[association, default: 0] += message.payload.count
        guard byteCounts[association, default: 0] > 1_000_000 else { continue }
        byteCounts[association] = nil
        // The peel-off fails if the association has ended in the meantime.
        guard let peer = try? server.peelOff(association: association) else { continue }
        print("peeled off: \(peer)")
        tasks.addTask { await echo(peer) }
      }
    }
  }
}

/// Sends every message of a peeled-off association back, until the association ends.
func echo(_ peer: SCTPOneToOneSocket) async {
  do {
    for try await message in peer.messages {
      try await peer.send(message.payload)
    }
    print("the association ended: \(peer)")
  } catch {
    print("the association was lost: \(error)")
  }
}
