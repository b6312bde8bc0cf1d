import Testing

@testable import SCTP

/// Numbered messages, for tests that count them.
extension SCTPSocket {
  /// Sends the numbers one after another, and returns the one that was refused because the association had left.
  func sendNumbers(_ numbers: Range<UInt32>, on association: SCTPAssociationID) throws -> UInt32 {
    for number in numbers {
      let outcome = Result { () throws(SCTPError) in
        try send([UInt8](number: number), on: association, timeout: patience)
      }
      guard case .failure(let error) = outcome else { continue }
      guard error.code == .brokenPipe, error.reason == .peeledOff else { throw error }
      return number
    }
    return numbers.upperBound
  }

  /// Receives numbers up to a message of one byte.
  func numbers(into record: Numbers) throws {
    while case let message = try message(), message.payload.count > 1 { record.add(message) }
  }
}

extension SCTPOneToOneSocket {
  /// Receives numbers up to this one, in the order in which they come.
  func numbers(upTo last: UInt32) throws -> [UInt32] {
    var numbers: [UInt32] = []
    while numbers.last != last { numbers.append(try message().payload.number) }
    return numbers
  }
}

/// The numbers that a socket received, association by association.
final class Numbers: Sendable {
  private let received = Locked<[SCTPAssociationID: [UInt32]]>([:])

  func add(_ message: SCTPMessage) {
    received.withLock { $0[message.association, default: []].append(message.payload.number) }
  }

  func of(_ association: SCTPAssociationID) -> [UInt32] {
    received.withLock { $0[association] ?? [] }
  }
}

extension [UInt8] {
  /// Four bytes.
  init(number: UInt32) {
    self = (0..<4).map { UInt8(truncatingIfNeeded: number >> ($0 * 8)) }
  }

  var number: UInt32 { reversed().reduce(0) { $0 << 8 | UInt32($1) } }
}
