import SCTP

/// Reassembles messages from their parts.
struct Reassembler {
  private struct Key: Hashable {
    let association: SCTPAssociationID
    let stream: UInt16
    let isUnordered: Bool
  }

  private var unfinished: [Key: [UInt8]] = [:]

  /// Adds a part, and returns the message if this part completes it.
  mutating func add(_ bytes: RawSpan, _ info: SCTPReceiveInfo) -> [UInt8]? {
    let key = Key(association: info.association, stream: info.stream, isUnordered: info.isUnordered)
    unsafe bytes.withUnsafeBytes { unsafe unfinished[key, default: []].append(contentsOf: $0) }
    return info.isEndOfMessage ? unfinished.removeValue(forKey: key) : nil
  }

  /// Discards the parts of messages whose rest will not arrive.
  mutating func handle(_ notification: SCTPNotification) {
    switch notification {
    case .partialDelivery(let event): discardMessages(of: event.association)
    case .associationChange(let change) where change.state != .communicationUp: discardMessages(of: change.association)
    default: break
    }
  }

  private mutating func discardMessages(of association: SCTPAssociationID) {
    unfinished = unfinished.filter { $0.key.association != association }
  }
}

let server = try SCTPSocket()
try server.setSubscribed(true, to: [.associationChange, .partialDelivery])
try server.bind(to: .any(port: 5000))
try server.listen()
var reassembler = Reassembler()
var batch = try SCTPReceiveBatch(capacity: 16, bytesPerMessage: 65_536)
while true {
  try server.receive(into: &batch)
  batch.withEach { bytes, info in
    if info.isNotification {
      reassembler.handle(SCTPNotification(parsing: bytes))
    } else if let message = reassembler.add(bytes, info) {
      print("\(message.count) bytes from association \(info.association), stream \(info.stream)")
    }
  }
}
