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
    /// The number of the message on its stream, which all its fragments have (RFC 9260, section 3.3.1).
    ///
    /// After a partial delivery, the kernel can begin to deliver a message in parts, and then deliver earlier messages of
    /// its stream. With I-DATA chunks, unordered messages arrive between the parts of another unordered message.
    let sequenceNumber: UInt16

    init(_ incoming: borrowing csctp_incoming) {
      association = SCTPAssociationID(rawValue: incoming.info.rcv_assoc_id)
      stream = incoming.info.rcv_sid
      isUnordered = incoming.isUnordered
      sequenceNumber = incoming.info.rcv_ssn
    }
  }

  /// The limits on buffered messages, in bytes.
  struct Limits {
    /// The longest message.
    var message: Int
    /// All messages together.
    var total: Int
  }

  /// The memory that a message needs in addition to its bytes; counting it also limits the number of short messages.
  static var overhead: Int { 2 * MemoryLayout<(Key, [UInt8], csctp_incoming)>.stride }

  /// The messages that `receive()` is reassembling.
  private var buffered: [Key: (bytes: [UInt8], first: csctp_incoming)] = [:]
  /// The memory that the buffered messages use, in bytes.
  private(set) var bufferedSize = 0
  /// The messages that exceeded a limit, and whose remainder is discarded.
  private var refused: Set<Key> = []
  /// The messages whose parts were discarded because their association had ended; they fail if more parts arrive.
  private var abandoned: Set<Key> = []
  /// The messages whose parts the caller receives one by one, with `receive(into:)`, and the payload protocol of each in
  /// network byte order.
  private var delivered: [Key: UInt32] = [:]
  /// Whether a part was added since the last call of ``hasStalled()``.
  private var hasProgressed = false
  /// The records that will be removed although the queue is never empty.
  var endedRecords = EndedRecords()
  /// The number of searches for ended associations that will be skipped.
  private var searchesToSkip = 0

  /// Whether no message has been received in part.
  var isEmpty: Bool { buffered.isEmpty && refused.isEmpty && abandoned.isEmpty && delivered.isEmpty }

  /// Whether `receive()` has received a part of a message, but not its end.
  var isReassembling: Bool { !buffered.isEmpty || !refused.isEmpty || !abandoned.isEmpty }

  /// Whether `receive(into:)` has delivered a part of a message, but not its end.
  var isDelivering: Bool { !delivered.isEmpty }

  /// The associations of the messages that have been received in part.
  var associations: Set<SCTPAssociationID> { Set(allKeys.map(\.association)) }

  private var allKeys: [Key] { Array(buffered.keys) + Array(refused) + Array(abandoned) + Array(delivered.keys) }

  /// Returns whether no part was added since the last call.
  mutating func hasStalled() -> Bool {
    defer { hasProgressed = false }
    return !hasProgressed
  }

  /// Returns whether the limit on all messages together leaves no space for a part.
  func lacksSpace(for bytes: RawSpan, _ incoming: borrowing csctp_incoming, _ limits: Limits) -> Bool {
    let isEnd = incoming.isEndOfMessage
    return !isEnd && !isEmpty && bufferedSize + bytes.byteCount + Self.overhead > limits.total
  }

  /// Returns whether a part of this message was shorter than the buffer, so that the kernel has delivered the message in
  /// parts before it was complete.
  func holdsShortPart(of incoming: borrowing csctp_incoming) -> Bool {
    if isEmpty { return false }
    let key = Key(incoming)
    if let bytes = buffered[key]?.bytes { return !bytes.count.isMultiple(of: ScratchBuffer.size) }
    return refused.contains(key) || abandoned.contains(key)
  }

  /// Returns the associations of the messages that `receive()` is reassembling, except that of `incoming`.
  func bufferedAssociations(besides incoming: borrowing csctp_incoming) -> Set<SCTPAssociationID> {
    Set(buffered.keys.map(\.association)).subtracting([Key(incoming).association])
  }

  /// The number of unfinished messages for which every receive may search for ended associations.
  static var searchedCount: Int { 64 }

  /// Returns whether to search for ended associations.
  ///
  /// A search asks the kernel about each association. The more messages are unfinished, the rarer it is. Otherwise, idle
  /// peers with unfinished messages would slow down every receive.
  mutating func beginSearch() -> Bool {
    let count = buffered.count + refused.count + abandoned.count + delivered.count
    searchesToSkip = min(searchesToSkip, count / Self.searchedCount)
    guard searchesToSkip == 0 else {
      searchesToSkip -= 1
      return false
    }
    searchesToSkip = count / Self.searchedCount
    return true
  }

  /// Whether the records of discarded and delivered messages must be searched for ended associations.
  var hasTooManyRecords: Bool { endedRecords.mustSearch(refused.count + delivered.count) }

  /// Removes records of ended associations that the previous call has found, and finds the next ones.
  mutating func removeEndedRecords(queuedBytes: Int, exists: (SCTPAssociationID) -> Bool) {
    let records = refused.union(delivered.keys)
    let ended = Set(records.map(\.association)).filter { !exists($0) }
    let removable = endedRecords.replace(
      with: records.filter { ended.contains($0.association) }, queuedBytes: queuedBytes)
    refused.subtract(removable)
    for key in removable { delivered[key] = nil }
    endedRecords.setLimit(afterSearchOf: refused.count + delivered.count)
  }

  /// The number of abandoned messages that are recorded until the queue is empty; peers can cause any number.
  static var abandonedLimit: Int { 4_096 }

  /// Discards the parts of associations that have ended, for up to ``abandonedLimit`` messages.
  ///
  /// The queue may still hold the remainder of a message. The message then fails with EMSGSIZE.
  mutating func abandonMessages(of ended: Set<SCTPAssociationID>) {
    let keys = buffered.keys.filter { ended.contains($0.association) }
    for key in keys.prefix(Self.abandonedLimit - abandoned.count) {
      _ = removeBuffered(key)
      abandoned.insert(key)
    }
  }

  /// Adds the bytes of one recvmsg(2), and returns the message if they complete it.
  ///
  /// If the bytes complete a message, sets `incoming` to that of the first part, with the flag of the end. If the
  /// message exceeds a limit, throws EMSGSIZE once and discards the remainder of the message.
  mutating func add(
    _ bytes: RawSpan, _ incoming: inout csctp_incoming, limits: Limits
  ) throws(SCTPError) -> [UInt8]? {
    if isEmpty, incoming.isEndOfMessage, bytes.byteCount <= limits.message { return Array(bytes) }
    endedRecords.recordPiece()
    let key = Key(incoming)
    if refused.contains(key) {
      if incoming.isEndOfMessage { refused.remove(key) }
      return nil
    }
    if abandoned.remove(key) != nil { throw refuse(key, incoming, because: .reassemblyLimitExceeded, limits) }
    delivered[key] = nil
    guard let (buffered, first) = removeBuffered(key) else { return try extend([], with: bytes, key, incoming, limits) }
    incoming = first.continued(by: incoming)
    return try extend(buffered, with: bytes, key, incoming, limits)
  }

  private mutating func extend(
    _ buffered: consuming [UInt8], with bytes: RawSpan, _ key: Key, _ incoming: csctp_incoming, _ limits: Limits
  ) throws(SCTPError) -> [UInt8]? {
    let size = buffered.count + bytes.byteCount
    if let reason = reasonToRefuse(size: size, isWhole: incoming.isEndOfMessage, limits) {
      throw refuse(key, incoming, because: reason, limits)
    }
    unsafe bytes.withUnsafeBytes { unsafe buffered.append(contentsOf: $0) }
    if incoming.isEndOfMessage { return buffered }
    hasProgressed = true
    bufferedSize += buffered.capacity + Self.overhead
    self.buffered[key] = (buffered, incoming)
    return nil
  }

  /// Discards the remainder of a message, and returns the error.
  private mutating func refuse(
    _ key: Key, _ incoming: borrowing csctp_incoming, because reason: SCTPError.Reason, _ limits: Limits
  ) -> SCTPError {
    if !incoming.isEndOfMessage { refused.insert(key) }
    return SCTPError(
      .messageTooLong, in: "recvmsg", because: reason, association: key.association, stream: key.stream,
      limit: reason == .messageTooLong ? limits.message : limits.total)
  }

  private func reasonToRefuse(size: Int, isWhole: Bool, _ limits: Limits) -> SCTPError.Reason? {
    if size > limits.message { return .messageTooLong }
    // A whole message is returned immediately and does not stay in the buffer.
    return isWhole || bufferedSize + size + Self.overhead <= limits.total ? nil : .reassemblyLimitExceeded
  }

  private mutating func removeBuffered(_ key: Key) -> ([UInt8], csctp_incoming)? {
    guard let (bytes, first) = buffered.removeValue(forKey: key) else { return nil }
    bufferedSize -= bytes.capacity + Self.overhead
    return (bytes, first)
  }

  /// Records that a message, or a part of one, was delivered to the caller.
  ///
  /// Returns the payload protocol of the message if this part is not the first, because with I-DATA chunks the kernel
  /// reports the number of a fragment in its place.
  @discardableResult
  @inline(__always)
  mutating func deliver(_ incoming: borrowing csctp_incoming) -> UInt32? {
    incoming.isEndOfMessage && isEmpty ? nil : deliverPart(incoming)
  }

  private mutating func deliverPart(_ incoming: borrowing csctp_incoming) -> UInt32? {
    endedRecords.recordPiece()
    let key = Key(incoming)
    _ = removeBuffered(key)
    if incoming.isEndOfMessage { return delivered.removeValue(forKey: key) }
    hasProgressed = true
    if let payloadProtocol = delivered[key] { return payloadProtocol }
    delivered[key] = incoming.info.rcv_ppid
    return nil
  }

  /// Discards the parts of incomplete messages of an association: those on `stream` if any exist, otherwise all.
  mutating func discard(_ association: SCTPAssociationID, stream: UInt16? = nil) {
    let keys = keys(of: association)
    let ofStream = keys.filter { $0.stream == stream }
    for key in ofStream.isEmpty ? keys : ofStream {
      _ = removeBuffered(key)
      refused.remove(key)
      abandoned.remove(key)
      delivered[key] = nil
    }
  }

  /// Removes the parts of an association, and returns them for the socket that it moves to.
  mutating func extractParts(of association: SCTPAssociationID) -> MessageAssembly {
    var moved = MessageAssembly()
    for key in keys(of: association) {
      if let (bytes, first) = removeBuffered(key) {
        moved.bufferedSize += bytes.capacity + Self.overhead
        moved.buffered[key] = (bytes, first)
      }
      if refused.remove(key) != nil { moved.refused.insert(key) }
      if abandoned.remove(key) != nil { moved.abandoned.insert(key) }
      if let payloadProtocol = delivered.removeValue(forKey: key) { moved.delivered[key] = payloadProtocol }
    }
    return moved
  }

  private func keys(of association: SCTPAssociationID) -> [Key] {
    isEmpty ? [] : allKeys.filter { $0.association == association }
  }

  /// Whether a message of the association has been received in part.
  func hasParts(of association: SCTPAssociationID) -> Bool { !keys(of: association).isEmpty }
}
#endif
