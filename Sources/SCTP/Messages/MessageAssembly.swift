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

    init(_ info: SCTPReceiveInfo) {
      association = info.association
      stream = info.stream
      isUnordered = info.isUnordered
    }
  }

  private enum Part {
    case gathered([UInt8], SCTPReceiveInfo)
    /// Longer than the limit: the rest is dropped.
    case tooLong
    /// The caller takes the parts as they come, by `receive(into:)`.
    case taken
  }

  private var parts: [Key: Part] = [:]

  /// Whether no message has arrived in part.
  var isEmpty: Bool { parts.isEmpty }

  /// Whether a message is being gathered whole.
  var isGathering: Bool {
    !isEmpty && parts.values.contains { if case .taken = $0 { false } else { true } }
  }

  /// Whether the caller has taken a part of a message and not yet its end.
  var isTaken: Bool {
    !isEmpty && parts.values.contains { if case .taken = $0 { true } else { false } }
  }

  /// Adds what one recvmsg(2) brought, and returns the message if that was its end.
  ///
  /// Throws EMSGSIZE once for a message longer than `limit`.
  mutating func add(
    _ bytes: RawSpan, _ info: SCTPReceiveInfo, limit: Int
  ) throws(SCTPError) -> SCTPMessage? {
    if parts.isEmpty, info.isEndOfMessage, bytes.byteCount <= limit {
      return SCTPMessage(payload: Array(bytes), info: info)
    }
    let key = Key(info)
    switch parts.removeValue(forKey: key) {
    case nil, .taken: return try extend([], info, with: bytes, key, isEnd: info.isEndOfMessage, limit: limit)
    case .gathered(let gathered, let first):
      return try extend(gathered, first, with: bytes, key, isEnd: info.isEndOfMessage, limit: limit)
    case .tooLong:
      if !info.isEndOfMessage { parts[key] = .tooLong }
      return nil
    }
  }

  private mutating func extend(
    _ gathered: consuming [UInt8], _ info: SCTPReceiveInfo, with bytes: RawSpan, _ key: Key, isEnd: Bool, limit: Int
  ) throws(SCTPError) -> SCTPMessage? {
    guard bytes.byteCount <= limit - gathered.count else {
      if !isEnd { parts[key] = .tooLong }
      throw SCTPError(.messageTooLong, in: "recvmsg", because: .messageTooLong)
    }
    unsafe bytes.withUnsafeBytes { unsafe gathered.append(contentsOf: $0) }
    guard isEnd else {
      parts[key] = .gathered(gathered, info)
      return nil
    }
    var info = info
    info.isEndOfMessage = true
    return SCTPMessage(payload: gathered, info: info)
  }

  /// Notes that the caller has taken what came: a message, or a part of one.
  @inline(__always)
  mutating func take(_ incoming: csctp_incoming) {
    if !incoming.isEndOfMessage || !isEmpty { take(SCTPReceiveInfo(incoming)) }
  }

  /// Notes that the caller has taken a part of a message, or its end.
  mutating func take(_ info: SCTPReceiveInfo) {
    if info.isEndOfMessage {
      if !parts.isEmpty { parts[Key(info)] = nil }
    } else {
      parts[Key(info)] = .taken
    }
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
    moved.parts = parts.filter { $0.key.association == association }
    for key in moved.parts.keys { parts[key] = nil }
    return moved
  }
}
#endif
