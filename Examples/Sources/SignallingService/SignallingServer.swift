import Logging
import SCTP
import ServiceLifecycle

/// Answers each message with the same message, as a signalling peer answers a ping.
///
/// The associations that say something now and then share a socket; one that sends much gets a socket and a task of its own.
actor SignallingServer: Service {
  /// An association that has sent more bytes is peeled off.
  private static let threshold = 1_000_000

  /// How long the associations have to end at the service's own end.
  private static let grace = Duration.seconds(5)

  private let socket: SCTPSocket
  private let logger: Logger
  private var sent: [SCTPAssociationID: Int] = [:]  // How many bytes came on each association of the shared socket.
  private var peeledOff: [SCTPAssociationID: SCTPOneToOneSocket] = [:]
  private var isStopping = false

  init(listeningOn address: SCTPAddress, logger: Logger) throws {
    self.logger = logger
    socket = try SCTPSocket(family: address.family)
    try socket.setOption(.noDelay, to: true)
    try socket.setSubscribed(true, to: .associationChange)
    try socket.bind(to: address)
    try socket.listen()
  }

  func run() async throws {
    let addresses = try socket.localAddresses()
    logger.info("listens", metadata: ["addresses": "\(addresses)"])
    try await withThrowingDiscardingTaskGroup { tasks in
      tasks.addTask {
        try await gracefulShutdown()
        await self.stop()
      }
      while try await serveShared(&tasks) {}
    }
    try? socket.close()
  }

  /// Ends all associations gracefully, and so the loops over their sockets; closes those that take too long.
  private func stop() async {
    logger.info("shuts down", metadata: ["associations": "\(sent.count + peeledOff.count)"])
    isStopping = true
    try? socket.listen(backlog: 0)
    await withDiscardingTaskGroup { ends in
      ends.addTask { [socket] in
        do { try await socket.shutdownAndWait(association: .all, timeout: Self.grace) } catch { try? socket.close() }
      }
      for own in peeledOff.values {
        ends.addTask { do { try await own.shutdownAndWait(timeout: Self.grace) } catch { try? own.close() } }
      }
    }
  }
}

// The shared socket.

extension SignallingServer {
  private typealias Tasks = ThrowingDiscardingTaskGroup<any Error>

  /// Takes what comes; false when nothing can come any more.
  private func serveShared(_ tasks: inout Tasks) async throws -> Bool {
    do {
      for try await received in socket.received {
        switch received {
        case .notification(.associationChange(let change)): follow(change)
        case .notification: break
        case .message(let message):
          await answer(message)
          if sent[message.association, default: 0] > Self.threshold { peelOff(message.association, &tasks) }
        }
      }
    } catch {
      if isStopping && [.notConnected, .closed].contains(error.reason) { return false }
      guard error.code == .messageTooLong else { throw error }
      logger.warning("dropped a message that is too long")
    }
    return true
  }

  private func follow(_ change: SCTPAssociationChange) {
    logger.info("association", metadata: ["association": "\(change.association)", "state": "\(change.state)"])
    sent[change.association] = [.communicationUp, .restart].contains(change.state) ? 0 : nil
  }

  private func answer(_ message: SCTPMessage) async {
    let id = message.association
    sent[id]? += message.payload.count
    do {
      try await socket.send(message.payload, on: id, options: message.answerOptions, timeout: .seconds(1))
    } catch {
      // A peer that does not take its answers must not keep the others waiting.
      try? socket.abort(association: id)
    }
  }
}

// Sockets of their own.

extension SignallingServer {
  private func peelOff(_ id: SCTPAssociationID, _ tasks: inout Tasks) {
    // While the service ends, each association ends where it is.
    guard !isStopping, let own = try? socket.peelOff(association: id) else { return }
    logger.info("peeled off", metadata: ["association": "\(id)"])
    sent[id] = nil
    peeledOff[id] = own
    tasks.addTask { await self.serve(own, id) }
  }

  @concurrent private func serve(_ own: SCTPOneToOneSocket, _ id: SCTPAssociationID) async {
    do {
      for try await message in own.messages {
        try await own.send(message.payload, options: message.answerOptions)
      }
      await forget(id, "ended")
    } catch {
      try? own.close()
      await forget(id, "lost: \(error)")
    }
  }

  private func forget(_ id: SCTPAssociationID, _ how: String) {
    logger.info("association", metadata: ["association": "\(id)", "state": "\(how)"])
    peeledOff[id] = nil
  }
}

extension SCTPMessage {
  /// On the stream, and for the protocol, that the message came on.
  fileprivate var answerOptions: SCTPSendOptions {
    SCTPSendOptions(stream: info.stream, payloadProtocol: info.payloadProtocol)
  }
}
