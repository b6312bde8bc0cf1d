import Foundation
import SCTP

/// Sends every message back; an association that has sent a megabyte gets a socket and a task of its own.
actor EchoServer {
  private let socket: SCTPSocket
  private var sent: [SCTPAssociationID: Int] = [:]  // How many bytes came on each association of this socket.
  private var peeledOff: [SCTPAssociationID: SCTPOneToOneSocket] = [:]
  private var isStopping = false

  init(port: UInt16) throws {
    socket = try SCTPSocket()
    try socket.setOption(.noDelay, to: true)
    try socket.setSubscribed(true, to: .associationChange)
    try socket.bind(to: .any(port: port))
    try socket.listen()
  }

  /// Returns after `stop`, when the last association has ended.
  func run() async throws {
    try await withThrowingDiscardingTaskGroup { tasks in
      while try await serveShared(&tasks) {}
    }
  }

  /// Ends all associations gracefully; closes the sockets of those that take longer than 5 seconds.
  func stop() async {
    isStopping = true
    try? socket.listen(backlog: 0)
    await withDiscardingTaskGroup { ends in
      ends.addTask { [socket] in
        do { try await socket.shutdownAndWait(association: .all, timeout: .seconds(5)) } catch { try? socket.close() }
      }
      for own in peeledOff.values {
        ends.addTask { do { try await own.shutdownAndWait(timeout: .seconds(5)) } catch { try? own.close() } }
      }
    }
  }

  private func serveShared(_ tasks: inout ThrowingDiscardingTaskGroup<any Error>) async throws -> Bool {
    do {
      for try await received in socket.received {
        switch received {
        case .notification(.associationChange(let change)):
          sent[change.association] = [.communicationUp, .restart].contains(change.state) ? 0 : nil
        case .notification: break
        case .message(let message):
          await answer(message)
          peelOff(message.association, &tasks)
        }
      }
    } catch {
      if isStopping && [.notConnected, .closed].contains(error.reason) { return false }
      guard error.code == .messageTooLong else { throw error }  // That message is lost, and nothing else.
    }
    return true
  }

  private func answer(_ message: SCTPMessage) async {
    let id = message.association
    sent[id]? += message.payload.count
    // A peer that does not take its answers must not keep the others waiting.
    do { try await socket.send(message.payload, on: id, timeout: .seconds(1)) } catch {
      try? socket.abort(association: id)
    }
  }

  private func peelOff(_ id: SCTPAssociationID, _ tasks: inout ThrowingDiscardingTaskGroup<any Error>) {
    guard !isStopping, let bytes = sent[id], bytes > 1_000_000 else { return }
    guard let own = try? socket.peelOff(association: id) else { return }
    sent[id] = nil
    peeledOff[id] = own
    tasks.addTask {
      await echo(own)
      await self.forget(id)
    }
  }

  private func forget(_ id: SCTPAssociationID) {
    peeledOff[id] = nil
  }
}

/// Sends every message back until the association ends.
func echo(_ own: SCTPOneToOneSocket) async {
  do {
    for try await message in own.messages { try await own.send(message.payload) }
  } catch {
    try? own.close()
  }
}

let server = try EchoServer(port: 5000)
let termination = DispatchSource.makeSignalSource(signal: SIGTERM, queue: .main)
termination.setEventHandler { Task { await server.stop() } }
termination.resume()
try await server.run()
