import Dispatch
import SCTP
import Synchronization

/// The server: one socket for all associations, and one of its own for each that sends much.
final class Server: Sendable {
  /// An association that has sent more bytes is peeled off.
  static let threshold = 1_000_000

  /// How long the associations have to end at the server's own end.
  private static let grace = Duration.seconds(5)

  /// Where it listens, with the port that the kernel chose if it was to.
  let address: SCTPAddress

  private let socket: SCTPSocket
  private let notes = Counter()
  private let stopping = Flag()
  private let ended = Mutex<[Session]>([])
  private let ownSockets = OwnSockets()

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

  /// Makes `run` end; may be called from any thread.
  func stop() {
    stopping.set()
  }

  /// The associations that have ended, in their order.
  var sessions: [Session] {
    ended.withLock { $0 }.sorted { $0.association.rawValue < $1.association.rawValue }
  }

  /// Serves until `stop`, and then ends all associations gracefully.
  func run() throws {
    Output.event("server", "listens on \(address): one socket for all associations")
    var sessions: [SCTPAssociationID: Session] = [:]
    while !stopping.isSet {
      try serveNext(&sessions, timeout: .milliseconds(50))
    }
    try endGracefully(&sessions)
  }

  private func endGracefully(_ sessions: inout [SCTPAssociationID: Session]) throws {
    let deadline = ContinuousClock.now + Self.grace
    try socket.listen(backlog: 0)
    for association in try socket.associations() { try? socket.shutdown(association) }
    ownSockets.shutdown()
    while !sessions.isEmpty, .now < deadline {
      try serveNext(&sessions, timeout: .milliseconds(50))
    }
    for session in sessions.values { end(session, "did not end in time") }
    ownSockets.waitForEnd(until: deadline)
    try socket.close()
  }
}

// The shared socket.

extension Server {
  private func serveNext(_ sessions: inout [SCTPAssociationID: Session], timeout: Duration) throws {
    do {
      switch try socket.receive(timeout: timeout) {
      case .notification(.associationChange(let change)): follow(change, &sessions)
      case .notification: break
      case .message(let message): serve(message, &sessions)
      }
    } catch let error where error.code == .timedOut {
      // Nothing came: time to look at other things.
    } catch let error where error.code == .messageTooLong {
      Output.event("server", "drops a message that is longer than any client sends")
    }
  }

  private func follow(_ change: SCTPAssociationChange, _ sessions: inout [SCTPAssociationID: Session]) {
    let association = change.association
    switch change.state {
    case .communicationUp:
      guard let peer = try? socket.peerAddresses(of: association).first else { return }
      let session = Session(association, peer: peer)
      sessions[association] = session
      session.report("is up, from \(peer)")
    case .shutdownComplete, .communicationLost:
      guard let session = sessions.removeValue(forKey: association) else { return }
      end(session, change.state == .shutdownComplete ? "ended" : "was lost")
    default: break
    }
  }

  private func serve(_ message: SCTPMessage, _ sessions: inout [SCTPAssociationID: Session]) {
    let association = message.association
    do {
      let answer = try sessions[association]?.answer(message, notes: notes)
      if let answer {
        try socket.send(answer.payload, on: association, options: answer.options, timeout: .seconds(1))
      }
    } catch let error as SCTPError where error.meansEnd {
      // The notification of it is on its way.
    } catch {
      // One that breaks the rules or does not take its answers must not hold up the others.
      sessions[association]?.report("is aborted: \(Failure(error).sentence)")
      try? socket.abort(association)
      return
    }
    if let session = sessions[association], session.bytes > session.limit { peelOff(session, &sessions) }
  }

  private func peelOff(_ session: Session, _ sessions: inout [SCTPAssociationID: Session]) {
    do {
      let own = try socket.peelOff(association: session.association)
      sessions[session.association] = nil
      session.report("has sent \(session.bytes.inBytes): PEELED OFF, has a socket and a thread of its own now")
      ownSockets.serve(own) { [self] in serve(own, session) }
    } catch {
      // Nothing is lost: it stays where it is, and has another chance a megabyte later.
      sessions[session.association]?.limit = session.bytes + Self.threshold
      session.report("cannot be peeled off: \(Failure(error).sentence)")
    }
  }

  private func end(_ session: Session, _ how: String) {
    let file = session.transfer.map { transfer in transfer.isIntact ? "" : "; transfer \(transfer.outcome)" } ?? ""
    session.report("\(how)\(file)")
    ended.withLock { $0.append(session) }
  }
}

// A socket of its own.

extension Server {
  private func serve(_ own: SCTPOneToOneSocket, _ session: Session) {
    var session = session
    session.socket = .own
    do {
      while let received = try own.receive() {
        guard let message = received.message else { continue }
        if let answer = try session.answer(message, notes: notes) {
          try own.send(answer.payload, options: answer.options, timeout: patience)
        }
      }
      end(session, "ended")
    } catch {
      try? own.abort()
      end(session, "was lost: \(Failure(error).sentence)")
    }
  }
}
