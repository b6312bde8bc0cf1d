import SCTP

@main
struct InheritingServer {
  static func main() async throws {
    let server = SCTPSocket(takingOwnershipOf: .standardInput)
    for try await received in server.received {
      guard let message = received.message else { continue }
      try await server.send(message.payload, on: message.association)
    }
  }
}
