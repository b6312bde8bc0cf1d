#if os(Linux)
internal import CSCTP

/// The pieces that `receive()` has read from the queue after a partial delivery, in the order of their streams.
///
/// While the kernel delivers a message in parts, other messages of the association wait. At the end it queues those that
/// consist of fragments before the others, against the order of their stream, unless `SCTP_FRAGMENT_INTERLEAVE` is 0.
struct ReadAhead {
  /// The result of one recvmsg(2).
  struct Piece {
    private(set) var bytes: [UInt8]
    private(set) var incoming: csctp_incoming

    init(_ bytes: [UInt8], _ incoming: csctp_incoming) {
      self.bytes = bytes
      self.incoming = incoming
      // The message that follows in the queue may not be the next one to be received.
      self.incoming.has_next = false
    }

    /// Removes the first bytes, and returns them as the piece that a buffer of this size would have received.
    fileprivate mutating func removeFirst(_ count: Int) -> Piece {
      var first = Piece(Array(bytes.prefix(count)), incoming)
      first.incoming.flags &= ~csctp_MSG_EOR
      bytes.removeFirst(count)
      return first
    }
  }

  private var pieces: ArraySlice<Piece> = []

  init() {}

  /// Creates the pieces in the order of their streams; `pieces` are in the order of the queue.
  ///
  /// The partial deliveries of several associations may have ended, so the order of every stream is restored.
  init(restoringOrderOf pieces: [Piece]) {
    var messages = QueuedMessage.messages(of: pieces)
    let places = messages.indices.filter { messages[$0].isOrdered }
    for places in Dictionary(grouping: places, by: { messages[$0].stream }).values {
      let sorted = places.map { messages[$0] }.sorted { $0.precedes($1) }
      for (place, message) in zip(places, sorted) { messages[place] = message }
    }
    self.pieces = messages.flatMap(\.pieces)[...]
  }

  var isEmpty: Bool { pieces.isEmpty }

  /// Takes the first piece, or as much of it as fits into a buffer.
  mutating func takeFirst(upTo capacity: Int) -> Piece {
    let first = pieces.startIndex
    return pieces[first].bytes.count <= capacity ? pieces.removeFirst() : pieces[first].removeFirst(capacity)
  }

  /// Removes the pieces that satisfy a condition, and returns them.
  mutating func extractPieces(where condition: (Piece) -> Bool) -> ReadAhead {
    var extracted = ReadAhead()
    extracted.pieces = pieces.filter(condition)
    pieces.removeAll(where: condition)
    return extracted
  }
}

/// A message or a notification in the order of the queue.
private struct QueuedMessage {
  struct Stream: Hashable {
    let association: Int32
    let number: UInt16
  }

  var pieces: [ReadAhead.Piece]

  /// Groups pieces by message.
  ///
  /// Other messages may be between the parts of a message.
  static func messages(of pieces: [ReadAhead.Piece]) -> [QueuedMessage] {
    var messages: [QueuedMessage] = []
    var unfinished: [MessageAssembly.Key: Int] = [:]
    for piece in pieces {
      let message = QueuedMessage(pieces: [piece])
      if message.isNotification {
        // It may report that an unfinished message does not continue.
        unfinished = [:]
        messages.append(message)
      } else if let index = unfinished[message.key] {
        messages[index].pieces.append(piece)
      } else {
        unfinished[message.key] = messages.count
        messages.append(message)
      }
      if message.isComplete { unfinished[message.key] = nil }
    }
    return messages
  }

  private var first: csctp_incoming { pieces[0].incoming }
  private var isNotification: Bool { first.isNotification }
  private var isComplete: Bool { pieces[pieces.count - 1].incoming.isEndOfMessage }
  private var key: MessageAssembly.Key { MessageAssembly.Key(first) }
  var stream: Stream { Stream(association: first.info.rcv_assoc_id, number: first.info.rcv_sid) }
  var isOrdered: Bool { isComplete && !isNotification && !first.isUnordered }

  /// Compares the transmission sequence numbers, which wrap around.
  func precedes(_ other: QueuedMessage) -> Bool {
    Int32(bitPattern: first.info.rcv_tsn &- other.first.info.rcv_tsn) < 0
  }
}
#endif
