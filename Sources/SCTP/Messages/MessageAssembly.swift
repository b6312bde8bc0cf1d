#if os(Linux)
internal import CSCTP

/// The messages that have arrived in part, until they are whole.
///
/// The kernel delivers a long message in parts, and may deliver parts of others between them.
struct MessageAssembly {
  /// What tells the parts of one message from those of others.
  struct Key: Hashable {
    let association: SCTPAssociationID
    let stream: UInt16
    let isUnordered: Bool

    init(_ incoming: borrowing csctp_incoming) {
      association = SCTPAssociationID(rawValue: incoming.info.rcv_assoc_id)
      stream = incoming.info.rcv_sid
      isUnordered = incoming.isUnordered
    }
  }

  private enum Part {
    case gathered([UInt8], csctp_incoming)
    /// Longer than the limit: the rest is dropped.
    case tooLong
    /// The caller takes the parts as they come, by `receive(into:)`.
    case taken
  }

  private var parts: [Key: Part] = [:]

  /// Whether no message has arrived in part.
  var isEmpty: Bool { parts.isEmpty }

  /// Whether a message is being gathered whole.
  var isGathering: Bool { !isEmpty && hasPart { if case .taken = $0 { false } else { true } } }

  /// Whether the caller has taken a part of a message and not yet its end.
  var isTaken: Bool { !isEmpty && hasPart { if case .taken = $0 { true } else { false } } }

  @inline(never)
  private func hasPart(_ predicate: (Part) -> Bool) -> Bool { parts.values.contains(where: predicate) }

  /// Adds what one recvmsg(2) brought, and returns the message if that was its end; `incoming` is then that of its first
  /// part, and of its end.
  ///
  /// Throws EMSGSIZE once for a message longer than `limit`.
  mutating func add(
    _ bytes: RawSpan, _ incoming: inout csctp_incoming, limit: Int
  ) throws(SCTPError) -> [UInt8]? {
    if parts.isEmpty, incoming.isEndOfMessage, bytes.byteCount <= limit { return Array(bytes) }
    let key = Key(incoming)
    switch parts.removeValue(forKey: key) {
    case nil, .taken: return try extend([], with: bytes, key, incoming, limit: limit)
    case .gathered(let gathered, let first):
      incoming = first.continued(by: incoming)
      return try extend(gathered, with: bytes, key, incoming, limit: limit)
    case .tooLong:
      if !incoming.isEndOfMessage { parts[key] = .tooLong }
      return nil
    }
  }

  private mutating func extend(
    _ gathered: consuming [UInt8], with bytes: RawSpan, _ key: Key, _ incoming: csctp_incoming, limit: Int
  ) throws(SCTPError) -> [UInt8]? {
    guard bytes.byteCount <= limit - gathered.count else {
      if !incoming.isEndOfMessage { parts[key] = .tooLong }
      throw SCTPError(.messageTooLong, in: "recvmsg", because: .messageTooLong)
    }
    unsafe bytes.withUnsafeBytes { unsafe gathered.append(contentsOf: $0) }
    guard incoming.isEndOfMessage else {
      parts[key] = .gathered(gathered, incoming)
      return nil
    }
    return gathered
  }

  /// Notes that the caller has taken what came: a message, or a part of one.
  @inline(__always)
  mutating func take(_ incoming: borrowing csctp_incoming) {
    if incoming.isEndOfMessage, parts.isEmpty { return }
    parts[Key(incoming)] = incoming.isEndOfMessage ? nil : .taken
  }

  /// Forgets the parts of an association that will never be whole: those of `stream` if it has any, else all.
  mutating func drop(_ association: SCTPAssociationID, stream: UInt16? = nil) {
    let keys = parts.keys.filter { $0.association == association }
    let ofStream = keys.filter { $0.stream == stream }
    for key in ofStream.isEmpty ? keys : ofStream { parts[key] = nil }
  }

  /// Takes out the parts of an association, for the socket that it moves to.
  mutating func split(_ association: SCTPAssociationID) -> MessageAssembly {
    var moved = MessageAssembly()
    if isEmpty { return moved }
    moved.parts = parts.filter { $0.key.association == association }
    for key in moved.parts.keys { parts[key] = nil }
    return moved
  }
}
#endif
