import SCTP

/// A peeled-off association and its socket.
struct OwnAssociation: Sendable {
  let socket: SCTPOneToOneSocket
  private(set) var session: Session

  init(_ socket: SCTPOneToOneSocket, _ session: Session) {
    self.socket = socket
    self.session = session
    self.session.socket = .own
  }

  /// Answers messages until the association ends, and returns how it ended.
  mutating func serve(notes: Counter) async -> String {
    do {
      for try await message in socket.messages {
        if let answer = try session.answer(message, notes: notes) { try await send(answer) }
      }
      return "ended"
    } catch let error as SCTPError where error.reason == .closed {
      return Server.tooLate
    } catch {
      try? socket.abort()
      return "was lost: \(Failure(error).sentence)"
    }
  }

  private func send(_ answer: Outgoing) async throws(SCTPError) {
    do {
      try await socket.send(answer.payload, options: answer.options, timeout: patience)
    } catch let error where error.meansEnd {
      // The loop continues with the messages that arrived before the end.
    }
  }
}
