import SCTP

/// The server: one socket for all associations, and a socket and a task for each association with heavy traffic.
actor Server {
  /// The number of bytes above which an association is peeled off.
  static let threshold = 1_000_000

  /// The time that the clients have to end their associations when the server stops.
  private static let gracePeriod = Duration.seconds(5)

  /// The end of an association that takes longer.
  static let tooLate = "did not end in time"

  /// The address of the server, with the port that the kernel chose.
  nonisolated let address: SCTPAddress

  private let socket: SCTPSocket
  private let notes = Counter()
  private var isStopping = false
  private var shared: [SCTPAssociationID: Session] = [:]
  private var ownSockets: [SCTPAssociationID: SCTPOneToOneSocket] = [:]
  private var ended: [Session] = []

  init(listeningOn address: SCTPAddress) throws {
    socket = try SCTPSocket(family: address.family)
    do {
      try socket.prepareForFiles()
      try socket.setSubscribed(true, to: .associationChange)
      try socket.bind(to: address)
      try socket.listen()
      var actual = address
      actual.port = try socket.localAddresses().first?.port ?? address.port
      self.address = actual
    } catch {
      throw Failure("cannot listen on \(address)", because: error)
    }
    // The clients send shorter messages. The limit protects the memory from other peers.
    socket.maximumMessageSize = 65_536
  }

  /// The associations that have ended, in the order of their identifiers.
  var sessions: [Session] {
    ended.sorted { $0.association < $1.association }
  }

  /// Serves until `stop` has ended all associations.
  func run() async throws {
    Output.event("server", "listens on \(address): one socket for all associations")
    try await withThrowingDiscardingTaskGroup { tasks in
      for try await received in socket.received { await handle(received, &tasks) }
    }
    for session in shared.values { end(session, Self.tooLate) }
    try? socket.close()
  }

  /// Ends all associations gracefully, and aborts those that do not end in time.
  func stop() async {
    isStopping = true
    await withDiscardingTaskGroup { ends in
      ends.addTask { [socket] in _ = try? await socket.stop(timeout: Self.gracePeriod) }
      for own in ownSockets.values {
        ends.addTask {
          do { try await own.shutdownAndWait(timeout: Self.gracePeriod) } catch { try? own.close() }
        }
      }
    }
  }
}

// The shared socket.

extension Server {
  private typealias Tasks = ThrowingDiscardingTaskGroup<any Error>

  private func handle(_ received: SCTPReceived, _ tasks: inout Tasks) async {
    switch received {
    case .notification(.associationChange(let change)): follow(change)
    case .notification: break
    case .discarded: Output.event("server", "discards a message that is longer than those of the clients")
    case .message(let message):
      guard await serve(message) else { return }
      if let session = shared[message.association], session.bytes > session.limit { peelOff(session, &tasks) }
    }
  }

  private func follow(_ change: SCTPAssociationChange) {
    let association = change.association
    switch change.state {
    case .communicationUp:
      guard let peer = try? socket.peerAddresses(of: association).first else { return }
      let session = Session(association, peer: peer)
      shared[association] = session
      session.report("is up, from \(peer)")
    case .shutdownComplete, .communicationLost:
      guard let session = shared.removeValue(forKey: association) else { return }
      end(session, change.state == .shutdownComplete ? "ended" : "was lost")
    default: break
    }
  }

  /// Answers a message; returns false if the association was aborted instead.
  private func serve(_ message: SCTPMessage) async -> Bool {
    let association = message.association
    do {
      if let answer = try shared[association]?.answer(message, notes: notes) {
        try await socket.send(answer.payload, on: association, options: answer.options, timeout: .seconds(1))
      }
    } catch let error as SCTPError where error.meansEnd {
      // A notification reports the end.
    } catch {
      // A client that violates the protocol or does not read its answers must not delay the others.
      shared[association]?.report("is aborted: \(Failure(error).sentence)")
      try? socket.abort(association: association)
      return false
    }
    return true
  }

  private func end(_ session: Session, _ how: String) {
    let file = session.transfer.map { transfer in transfer.isIntact ? "" : "; transfer \(transfer.outcome)" } ?? ""
    session.report("\(how)\(file)")
    ended.append(session)
  }
}

// The peeled-off associations.

extension Server {
  private func peelOff(_ session: Session, _ tasks: inout Tasks) {
    let association = session.association
    // `stop` ends the associations of the shared socket.
    if isStopping { return }
    do {
      let own = try socket.peelOff(association: association)
      shared[association] = nil
      ownSockets[association] = own
      session.report("has sent \(session.bytes.inBytes): PEELED OFF into a separate socket")
      tasks.addTask { await self.serve(OwnAssociation(own, session)) }
    } catch {
      // The association stays on the shared socket. The server tries again after another megabyte.
      shared[association]?.limit = session.bytes + Self.threshold
      session.report("cannot be peeled off: \(Failure(error).sentence)")
    }
  }

  @concurrent private func serve(_ association: OwnAssociation) async {
    var association = association
    let how = await association.serve(notes: notes)
    await end(association, how)
  }

  private func end(_ association: OwnAssociation, _ how: String) {
    ownSockets[association.session.association] = nil
    end(association.session, how)
  }
}
