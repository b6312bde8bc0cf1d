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

  /// Creates the pieces in the order of the streams of an association; `pieces` are in the order of the queue.
  init(_ pieces: [Piece], restoringOrderOf association: SCTPAssociationID) {
    var messages: [QueuedMessage] = []
    for piece in pieces {
      if let last = messages.indices.last, !messages[last].isComplete {
        messages[last].pieces.append(piece)
      } else {
        messages.append(QueuedMessage(pieces: [piece]))
      }
    }
    let places = messages.indices.filter { messages[$0].isOrdered(on: association) }
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
  var pieces: [ReadAhead.Piece]

  private var first: csctp_incoming { pieces[0].incoming }
  var stream: UInt16 { first.info.rcv_sid }
  var isComplete: Bool { pieces[pieces.count - 1].incoming.isEndOfMessage }

  func isOrdered(on association: SCTPAssociationID) -> Bool {
    isComplete && !first.isNotification && !first.isUnordered
      && first.info.rcv_assoc_id == association.rawValue
  }

  /// Compares the transmission sequence numbers, which wrap around.
  func precedes(_ other: QueuedMessage) -> Bool {
    Int32(bitPattern: first.info.rcv_tsn &- other.first.info.rcv_tsn) < 0
  }
}
#endif
