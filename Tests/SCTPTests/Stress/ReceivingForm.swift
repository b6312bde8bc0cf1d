import SCTP

/// The forms in which a socket receives.
enum ReceivingForm: CaseIterable {
  case whole, parts, batches, async

  /// The forms that wait in their thread.
  static let blocking: [ReceivingForm] = [.whole, .parts]
}

/// A socket of either style that receives in every form.
protocol EveryFormSocket: ReceivingSocket {
  func anyPart(timeout: Duration) throws -> Part?
  func fill(_ batch: inout SCTPReceiveBatch, timeout: Duration) throws
  /// Iterates once over the messages and notifications.
  func nextOfSequence() async throws -> SCTPReceived?
}

extension SCTPSocket: EveryFormSocket {
  func anyPart(timeout: Duration) throws -> Part? { try part(65_536, timeout: timeout) }
  func fill(_ batch: inout SCTPReceiveBatch, timeout: Duration) throws { try receive(into: &batch, timeout: timeout) }
  func nextOfSequence() async throws -> SCTPReceived? {
    var iterator = received.makeAsyncIterator()
    return try await iterator.next()
  }
}

extension SCTPOneToOneSocket: EveryFormSocket {
  func anyPart(timeout: Duration) throws -> Part? { try part(65_536, timeout: timeout) }
  func fill(_ batch: inout SCTPReceiveBatch, timeout: Duration) throws {
    _ = try receive(into: &batch, timeout: timeout)
  }
  func nextOfSequence() async throws -> SCTPReceived? {
    var iterator = received.makeAsyncIterator()
    return try await iterator.next()
  }
}
