import Logging
import SCTP
import ServiceLifecycle

/// Sends every message back, on the stream and with the payload protocol that it arrived with.
///
/// All associations share a socket, except those with heavy traffic, which are peeled off.
actor SignalingServer: Service {
  /// The number of bytes above which an association is peeled off.
  private static let threshold = 1_000_000

  /// The time that the peers have to end their associations when the service stops.
  private static let gracePeriod = Duration.seconds(5)

  private let socket: SCTPSocket
  private let logger: Logger
  /// The number of bytes that arrived on each association of the shared socket.
  private var byteCounts: [SCTPAssociationID: Int] = [:]
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
    logger.info("listening", metadata: ["addresses": "\(addresses)"])
    try await withThrowingDiscardingTaskGroup { tasks in
      tasks.addTask {
        try await gracefulShutdown()
        await self.stop()
      }
      for try await received in socket.received { await handle(received, &tasks) }
    }
    try? socket.close()
  }

  /// Ends every association gracefully, and aborts those that take too long.
  ///
  /// The loops over the sockets then finish.
  private func stop() async {
    logger.info("stopping", metadata: ["associations": "\(byteCounts.count + peeledOff.count)"])
    isStopping = true
    await withDiscardingTaskGroup { ends in
      ends.addTask { [socket] in _ = try? await socket.stop(timeout: Self.gracePeriod) }
      for peer in peeledOff.values {
        ends.addTask {
          do { try await peer.shutdownAndWait(timeout: Self.gracePeriod) } catch { try? peer.close() }
        }
      }
    }
  }
}

// The shared socket.

extension SignalingServer {
  private typealias Tasks = ThrowingDiscardingTaskGroup<any Error>

  private func handle(_ received: SCTPReceived, _ tasks: inout Tasks) async {
    switch received {
    case .message(let message):
      await answer(message)
      if byteCounts[message.association, default: 0] > Self.threshold { peelOff(message.association, &tasks) }
    case .notification(.associationChange(let change)):
      logger.info("\(change)")
      byteCounts[change.association] = [.communicationUp, .restart].contains(change.state) ? 0 : nil
    case .notification: break
    case .discarded(let error): logger.warning("\(error)")
    }
  }

  private func answer(_ message: SCTPMessage) async {
    let id = message.association
    byteCounts[id]? += message.payload.count
    do {
      try await socket.send(message.payload, on: id, options: message.answerOptions, timeout: .seconds(1))
    } catch {
      // A peer that does not read its answers must not delay the others.
      logger.warning("\(error)")
      try? socket.abort(association: id)
    }
  }
}

// The peeled-off associations.

extension SignalingServer {
  private func peelOff(_ id: SCTPAssociationID, _ tasks: inout Tasks) {
    // `stop` ends the associations of the shared socket.
    guard !isStopping else { return }
    do {
      let peer = try socket.peelOff(association: id)
      logger.info("peeled off", metadata: ["socket": "\(peer)"])
      byteCounts[id] = nil
      peeledOff[id] = peer
      tasks.addTask { await self.serve(peer, id) }
    } catch {
      // The association stays on the shared socket.
      logger.warning("\(error)")
    }
  }

  @concurrent private func serve(_ peer: SCTPOneToOneSocket, _ id: SCTPAssociationID) async {
    do {
      for try await message in peer.messages {
        try await peer.send(message.payload, options: message.answerOptions)
      }
      logger.info("association \(id) ended")
    } catch {
      logger.warning("\(error)")
      try? peer.close()
    }
    await forget(id)
  }

  private func forget(_ id: SCTPAssociationID) {
    peeledOff[id] = nil
  }
}

extension SCTPMessage {
  fileprivate var answerOptions: SCTPSendOptions {
    SCTPSendOptions(stream: info.stream, payloadProtocol: info.payloadProtocol)
  }
}
