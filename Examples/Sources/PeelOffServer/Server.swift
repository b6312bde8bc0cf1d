import SCTP

/// The server: one socket for all associations, and for each that sends much a socket and a task of its own.
actor Server {
  /// An association that has sent more bytes is peeled off.
  static let threshold = 1_000_000

  /// How long the associations have to end at the server's own end.
  private static let grace = Duration.seconds(5)

  /// How an association ended that took longer.
  static let tooLate = "did not end in time"

  /// Where it listens, with the port that the kernel chose if it was to.
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
    // No client of ours sends longer ones; a stranger's shall not fill the memory.
    socket.maximumMessageSize = 65_536
  }

  /// The associations that have ended, in their order.
  var sessions: [Session] {
    ended.sorted { $0.association.rawValue < $1.association.rawValue }
  }

  /// Serves until `stop` has ended all associations.
  func run() async throws {
    Output.event("server", "listens on \(address): one socket for all associations")
    try await withThrowingDiscardingTaskGroup { tasks in
      while try await serveShared(&tasks) {}
    }
    for session in shared.values { end(session, Self.tooLate) }
    try? socket.close()
  }

  /// Ends all associations gracefully; closes the sockets of those that do not end in time.
  func stop() async {
    isStopping = true
    try? socket.listen(backlog: 0)
    await withDiscardingTaskGroup { ends in
      ends.addTask { [socket] in
        await socket.end(within: Self.grace) { try await socket.shutdownAndWait(association: .all, timeout: $0) }
      }
      for own in ownSockets.values {
        ends.addTask { await own.end(within: Self.grace) { try await own.shutdownAndWait(timeout: $0) } }
      }
    }
  }
}

// The shared socket.

extension Server {
  private typealias Tasks = ThrowingDiscardingTaskGroup<any Error>

  /// Takes what comes; false when nothing can come any more.
  private func serveShared(_ tasks: inout Tasks) async throws -> Bool {
    do {
      for try await received in socket.received { await take(received, &tasks) }
    } catch {
      if isStopping && error.meansNoMore { return false }
      guard error.code == .messageTooLong else { throw error }
      Output.event("server", "drops a message that is longer than any client sends")
    }
    return true
  }

  private func take(_ received: SCTPReceived, _ tasks: inout Tasks) async {
    switch received {
    case .notification(.associationChange(let change)): follow(change)
    case .notification: break
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

  /// Answers a message; false if its association was aborted instead.
  private func serve(_ message: SCTPMessage) async -> Bool {
    let association = message.association
    do {
      if let answer = try shared[association]?.answer(message, notes: notes) {
        try await socket.send(answer.payload, on: association, options: answer.options, timeout: .seconds(1))
      }
    } catch let error as SCTPError where error.meansEnd {
      // The notification of it is on its way.
    } catch {
      // One that breaks the rules or does not take its answers must not hold up the others.
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

// Sockets of their own.

extension Server {
  private func peelOff(_ session: Session, _ tasks: inout Tasks) {
    let association = session.association
    // All associations are ending, each where it is.
    if isStopping { return }
    do {
      let own = try socket.peelOff(association: association)
      shared[association] = nil
      ownSockets[association] = own
      session.report("has sent \(session.bytes.inBytes): PEELED OFF, has a socket and a task of its own now")
      tasks.addTask { await self.serve(OwnAssociation(own, session)) }
    } catch {
      // Nothing is lost: it stays where it is, and has another chance a megabyte later.
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
