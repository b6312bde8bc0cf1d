#if os(Linux)
internal import CSCTP

/// The messages that have been received in part.
///
/// The kernel delivers a long message in parts. Between them it may deliver other messages and their parts.
struct MessageAssembly {
  /// Identifies the message that a part belongs to.
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

  /// The limits on buffered messages, in bytes.
  struct Limits {
    /// The longest message.
    var message: Int
    /// All messages together.
    var total: Int
  }

  private enum Part {
    case gathered([UInt8], csctp_incoming)
    /// The message exceeds a limit, and its rest is discarded.
    case refused
    /// The caller receives the parts one by one, with `receive(into:)`.
    case delivered
  }

  /// The memory that a message needs beside its bytes; counting it also limits the number of short messages.
  static var overhead: Int { 2 * MemoryLayout<(Key, Part)>.stride }

  private var parts: [Key: Part] = [:]
  private var bufferedSize = 0

  /// Whether no message has been received in part.
  var isEmpty: Bool { parts.isEmpty }

  /// Whether `receive()` is reassembling a message.
  var isGathering: Bool { !isEmpty && hasPart { if case .delivered = $0 { false } else { true } } }

  /// Whether `receive(into:)` has delivered a part of a message, but not its end.
  var isDelivering: Bool { !isEmpty && hasPart { if case .delivered = $0 { true } else { false } } }

  /// Whether a message of the association has been received in part.
  func hasParts(of association: SCTPAssociationID) -> Bool {
    !isEmpty && parts.keys.contains { $0.association == association }
  }

  @inline(never)
  private func hasPart(_ predicate: (Part) -> Bool) -> Bool { parts.values.contains(where: predicate) }

  /// Adds the bytes of one recvmsg(2), and returns the message if they complete it.
  ///
  /// If the bytes complete a message, sets `incoming` to that of the first part, with the flag of the end. If the
  /// message exceeds a limit, throws EMSGSIZE once and discards the rest of the message.
  mutating func add(
    _ bytes: RawSpan, _ incoming: inout csctp_incoming, limits: Limits
  ) throws(SCTPError) -> [UInt8]? {
    if parts.isEmpty, incoming.isEndOfMessage, bytes.byteCount <= limits.message { return Array(bytes) }
    let key = Key(incoming)
    switch remove(key) {
    case nil, .delivered: return try extend([], with: bytes, key, incoming, limits)
    case .gathered(let gathered, let first):
      incoming = first.continued(by: incoming)
      return try extend(gathered, with: bytes, key, incoming, limits)
    case .refused:
      if !incoming.isEndOfMessage { parts[key] = .refused }
      return nil
    }
  }

  private mutating func extend(
    _ gathered: consuming [UInt8], with bytes: RawSpan, _ key: Key, _ incoming: csctp_incoming, _ limits: Limits
  ) throws(SCTPError) -> [UInt8]? {
    let size = gathered.count + bytes.byteCount
    if let reason = refusal(of: size, isWhole: incoming.isEndOfMessage, limits) {
      if !incoming.isEndOfMessage { parts[key] = .refused }
      throw SCTPError(
        .messageTooLong, in: "recvmsg", because: reason, association: key.association, stream: key.stream)
    }
    unsafe bytes.withUnsafeBytes { unsafe gathered.append(contentsOf: $0) }
    if incoming.isEndOfMessage { return gathered }
    bufferedSize += size + Self.overhead
    parts[key] = .gathered(gathered, incoming)
    return nil
  }

  private func refusal(of size: Int, isWhole: Bool, _ limits: Limits) -> SCTPError.Reason? {
    if size > limits.message { return .messageTooLong }
    // A whole message is returned immediately and does not stay in the buffer.
    return !isWhole && bufferedSize + size + Self.overhead > limits.total ? .bufferedTooMuch : nil
  }

  private mutating func remove(_ key: Key) -> Part? {
    let part = parts.removeValue(forKey: key)
    if case .gathered(let bytes, _) = part { bufferedSize -= bytes.count + Self.overhead }
    return part
  }

  /// Records that a message, or a part of one, was delivered to the caller.
  @inline(__always)
  mutating func deliver(_ incoming: borrowing csctp_incoming) {
    if incoming.isEndOfMessage, parts.isEmpty { return }
    let key = Key(incoming)
    _ = remove(key)
    if !incoming.isEndOfMessage { parts[key] = .delivered }
  }

  /// Discards the parts of incomplete messages of an association: those on `stream` if there are any, otherwise all.
  mutating func drop(_ association: SCTPAssociationID, stream: UInt16? = nil) {
    if isEmpty { return }
    let keys = parts.keys.filter { $0.association == association }
    let ofStream = keys.filter { $0.stream == stream }
    for key in ofStream.isEmpty ? keys : ofStream { _ = remove(key) }
  }

  /// Removes the parts of an association, and returns them for the socket that it moves to.
  mutating func split(_ association: SCTPAssociationID) -> MessageAssembly {
    var moved = MessageAssembly()
    if isEmpty { return moved }
    for key in parts.keys where key.association == association {
      let before = bufferedSize
      moved.parts[key] = remove(key)
      moved.bufferedSize += before - bufferedSize
    }
    return moved
  }
}
#endif
