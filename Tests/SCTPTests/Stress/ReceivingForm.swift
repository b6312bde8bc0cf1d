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
}

extension SCTPSocket: EveryFormSocket {
  func anyPart(timeout: Duration) throws -> Part? { try part(65_536, timeout: timeout) }
  func fill(_ batch: inout SCTPReceiveBatch, timeout: Duration) throws { try receive(into: &batch, timeout: timeout) }
}

extension SCTPOneToOneSocket: EveryFormSocket {
  func anyPart(timeout: Duration) throws -> Part? { try part(65_536, timeout: timeout) }
  func fill(_ batch: inout SCTPReceiveBatch, timeout: Duration) throws {
    _ = try receive(into: &batch, timeout: timeout)
  }
}
