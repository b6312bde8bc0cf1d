import SCTP

/// Sends a file to the server of another process.
struct Connect {
  let server: SCTPAddress
  let file: SourceFile

  func run() async throws {
    try await Sender(server: server, file: file).run { Output.event("sender", $0.text) }
  }
}
