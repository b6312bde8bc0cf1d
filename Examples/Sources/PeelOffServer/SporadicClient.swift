import SCTP

/// A client that sends short messages at random intervals, and checks each answer.
struct SporadicClient: Sendable {
  private let number: Int
  private let socket: SCTPOneToOneSocket

  /// Connects, and exchanges a first message.
  init(number: Int, server: SCTPAddress) async throws {
    self.number = number
    socket = try await SCTPOneToOneSocket(connectedTo: server)
    try await exchange(1)
  }

  /// Sends messages until `stop` is set, and returns the number of answered messages.
  func run(until stop: Flag) async throws -> Int {
    var messages = 1
    while !stop.isSet {
      try await pause(.milliseconds(.random(in: 10...60)))
      messages += 1
      try await exchange(messages)
    }
    try await socket.finish()
    return messages
  }

  private func exchange(_ message: Int) async throws(Failure) {
    let text = Array("message \(message) of client \(number)".utf8)
    do {
      try await socket.send(Outgoing(.note, text))
      guard try await socket.answer(.note) == text else { throw Failure("the answer differs from the message") }
    } catch {
      throw Failure("sporadic client \(number), message \(message)", because: error)
    }
  }

  /// Waits for the time, during which nothing may arrive, because every message was answered.
  private func pause(_ time: Duration) async throws {
    do {
      let received = try await socket.receive(timeout: time)
      throw Failure(received == nil ? "the server ended the association" : "the server sent an unexpected message")
    } catch let error as SCTPError where error.reason == .timeout {
      return
    } catch {
      throw Failure("sporadic client \(number)", because: error)
    }
  }
}
