import Foundation
import SCTP

@main
struct EchoServer {
  static func main() async throws {
    // A task on this executor is the fastest form, because it resumes on the thread that observes its socket.
    try await withTaskExecutorPreference(try SCTPTaskExecutor.shared) { try await serve() }
  }

  static func serve() async throws {
    let server = try SCTPSocket()
    try server.setOption(.noDelay, to: true)
    try server.setSubscribed(true, to: .associationChange)
    try server.bind(to: .loopback(port: 5000))
    try server.listen()

    // Stops the server on SIGTERM. The loop finishes when its last association is down.
    let termination = DispatchSource.makeSignalSource(signal: SIGTERM, queue: .main)
    termination.setEventHandler { Task { try await server.stop(timeout: .seconds(5)) } }
    termination.resume()

    var byteCounts: [SCTPAssociationID: Int] = [:]
    try await withThrowingDiscardingTaskGroup { tasks in
      for try await received in server.received {
        switch received {
        case .message(let message):
          let id = message.association
          do {
            try await server.send(message.payload, on: id, timeout: .seconds(1))
          } catch {
            try? server.abort(association: id)  // One slow peer must not delay the others.
          }
          byteCounts[id, default: 0] += message.payload.count
          guard byteCounts[id, default: 0] > 1_000_000, let peer = try? server.peelOff(association: id) else {
            continue
          }
          byteCounts[id] = nil
          tasks.addTask { await echo(peer) }
        case .notification(.associationChange(let change)):
          if change.state != .communicationUp { byteCounts[change.association] = nil }
        case .notification, .discarded:
          break
        }
      }
      tasks.cancelAll()
    }
  }
}

/// Sends every message back until the association ends or the task is canceled.
func echo(_ peer: SCTPOneToOneSocket) async {
  do {
    for try await message in peer.messages { try await peer.send(message.payload) }
  } catch {
    try? peer.shutdown()
  }
}
