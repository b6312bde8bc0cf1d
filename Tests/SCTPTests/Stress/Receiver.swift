@testable import SCTP

/// The messages and notifications that arrive on a socket, whatever the form in which it receives them.
final class Receiver: @unchecked Sendable {
  let socket: any EveryFormSocket
  var form: ReceivingForm
  private var reassembly: Reassembly
  private var batch: SCTPReceiveBatch
  private var ready: [SCTPReceived] = []
  /// The errors of messages beyond the limit, in order.
  private(set) var refusals: [SCTPError] = []
  /// Whether the association of a one-to-one socket has ended.
  private(set) var hasEnded = false

  init(_ socket: any EveryFormSocket, in form: ReceivingForm, continuing reassembly: Reassembly? = nil) throws {
    self.socket = socket
    self.form = form
    self.reassembly = reassembly ?? Reassembly(limit: socket.maximumMessageSize)
    batch = try SCTPReceiveBatch(capacity: 16, bytesPerMessage: 65_536)
  }

  /// Receives; returns nil if nothing arrives in time, if a message was refused, and at the end of the association.
  ///
  /// Waits in this thread.
  func next(timeout: Duration = patience) throws -> SCTPReceived? {
    while ready.isEmpty, !hasEnded {
      guard try take({ try receive(timeout) }) else { return nil }
    }
    return ready.isEmpty ? nil : ready.removeFirst()
  }

  /// Receives as the form that waits in its thread, but blocks no thread in the form `async`.
  func next(timeout: Duration = patience) async throws -> SCTPReceived? {
    guard form == .async else { return try inThread { try next(timeout: timeout) } }
    while ready.isEmpty, !hasEnded {
      let outcome: Result<SCTPReceived?, any Error>
      do { outcome = .success(try await socket.asyncWhole(timeout: timeout)) } catch { outcome = .failure(error) }
      guard try take({ add(try outcome.get()) }) else { return nil }
    }
    return ready.isEmpty ? nil : ready.removeFirst()
  }

  /// Receives the next element of the socket's sequence; returns nil at its end.
  func nextOfSequence() async throws -> SCTPReceived? {
    guard ready.isEmpty else { return ready.removeFirst() }
    let received = try await socket.nextOfSequence()
    if received == nil { hasEnded = true }
    return received
  }

  /// Receives once, for `takeReady` to return; returns false if nothing arrives in time, or a message was refused.
  func receiveOnce(timeout: Duration = patience) throws -> Bool { try take { try receive(timeout) } }

  /// Whether a message of an association has arrived in part, and its parts are here.
  func isOpen(_ association: SCTPAssociationID) -> Bool { reassembly.isOpen(association) }

  /// The parts of all messages that have arrived in part.
  var parts: Reassembly { reassembly }

  /// The parts of an association that was peeled off.
  func split(_ association: SCTPAssociationID) -> Reassembly { reassembly.split(association) }

  /// Forgets the parts of an association that has ended.
  func forget(_ association: SCTPAssociationID) { _ = reassembly.split(association) }

  /// Everything that a call received and `next` has not returned yet.
  func takeReady() -> [SCTPReceived] {
    defer { ready = [] }
    return ready
  }

  /// Runs a call that receives; returns false if it timed out or a message was refused.
  private func take(_ call: () throws -> Void) throws -> Bool {
    let before = refusals.count
    do {
      try call()
    } catch let error as SCTPError where error.code == .timedOut {
      return false
    } catch let error as SCTPError where error.code == .messageTooLong {
      refusals.append(error)
    }
    return refusals.count == before
  }

  private func receive(_ timeout: Duration) throws {
    switch form {
    case .whole, .async: add(try socket.whole(timeout: timeout))
    case .parts: add(try socket.anyPart(timeout: timeout))
    case .batches:
      try socket.fill(&batch, timeout: timeout)
      if batch.count == 0 { hasEnded = true }
      for part in batch.parts { add(part) }
    }
  }

  private func add(_ received: SCTPReceived?) {
    if let received { ready.append(received) } else { hasEnded = true }
  }

  private func add(_ part: Part?) {
    guard let part else {
      hasEnded = true
      return
    }
    if part.info.isNotification {
      ready.append(.notification(unsafe SCTPNotification(parsing: part.bytes.span.bytes)))
      return
    }
    do throws(SCTPError) {
      if let message = try reassembly.add(part) { ready.append(.message(message)) }
    } catch {
      refusals.append(error)
    }
  }
}
