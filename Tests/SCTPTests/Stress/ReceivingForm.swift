import SCTP

/// The forms in which a socket receives.
enum ReceivingForm: CaseIterable {
  case whole, parts, batches, async

  /// The forms that wait in their thread.
  static let blocking: [ReceivingForm] = [.whole, .parts]
}

/// A socket of either style that receives in every form.
protocol ReceivingSocket: SCTPEndpoint {
  func whole(timeout: Duration) throws -> SCTPReceived?
  func asyncWhole(timeout: Duration) async throws -> SCTPReceived?
  func anyPart(timeout: Duration) throws -> Part?
  func fill(_ batch: inout SCTPReceiveBatch, timeout: Duration) throws
}

extension SCTPSocket: ReceivingSocket {
  func whole(timeout: Duration) throws -> SCTPReceived? { try receive(timeout: timeout) }
  func asyncWhole(timeout: Duration) async throws -> SCTPReceived? { try await receive(timeout: timeout) }
  func anyPart(timeout: Duration) throws -> Part? { try part(65_536, timeout: timeout) }
  func fill(_ batch: inout SCTPReceiveBatch, timeout: Duration) throws { try receive(into: &batch, timeout: timeout) }
}

extension SCTPOneToOneSocket: ReceivingSocket {
  func whole(timeout: Duration) throws -> SCTPReceived? { try receive(timeout: timeout) }
  func asyncWhole(timeout: Duration) async throws -> SCTPReceived? { try await receive(timeout: timeout) }
  func anyPart(timeout: Duration) throws -> Part? { try part(65_536, timeout: timeout) }
  func fill(_ batch: inout SCTPReceiveBatch, timeout: Duration) throws {
    _ = try receive(into: &batch, timeout: timeout)
  }
}
