@testable import SCTP

/// Puts messages together from their parts, as a program that uses `receive(into:)` does.
struct Reassembly {
  /// The parts of one message have this in common, and no other message that has arrived in part.
  private struct Key: Hashable {
    let association: SCTPAssociationID
    let stream: UInt16
    let isUnordered: Bool
    let sequenceNumber: UInt16
  }

  let limit: Int
  /// The bytes of each message that has arrived in part; nil for a message beyond the limit.
  private var open: [Key: [UInt8]?] = [:]

  init(limit: Int) { self.limit = limit }

  /// Whether a message of an association has arrived in part.
  func isOpen(_ association: SCTPAssociationID) -> Bool { open.keys.contains { $0.association == association } }

  /// Adds a part, and returns the message if the part was its last.
  ///
  /// Throws EMSGSIZE once for a message beyond the limit.
  mutating func add(_ part: Part) throws(SCTPError) -> SCTPMessage? {
    let info = part.info
    let key = Key(
      association: info.association, stream: info.stream, isUnordered: info.isUnordered,
      sequenceNumber: info.streamSequenceNumber)
    guard var payload = (open.removeValue(forKey: key) ?? []) else {
      if !info.isEndOfMessage { open[key] = .some(nil) }
      return nil
    }
    payload += part.bytes
    let isTooLong = payload.count > limit
    if !info.isEndOfMessage { open[key] = isTooLong ? .some(nil) : payload }
    if isTooLong {
      throw SCTPError(.messageTooLong, in: "recvmsg", association: info.association, stream: info.stream)
    }
    return info.isEndOfMessage ? SCTPMessage(payload: payload, info: info) : nil
  }

  /// Takes out the parts of an association, for the socket that it moves to.
  mutating func split(_ association: SCTPAssociationID) -> Reassembly {
    var moved = Reassembly(limit: limit)
    moved.open = open.filter { $0.key.association == association }
    open = open.filter { $0.key.association != association }
    return moved
  }
}
