#if os(Linux)
/// The records of messages whose associations have ended, until they can be removed.
///
/// The queue may still hold the remainder of such a message. Without its record, the remainder would seem to be a message.
/// If the queue becomes empty, all these records are removed. Under a constant load it never does, so this type finds the
/// time at which everything that was queued at the end of the association has been received.
struct EndedRecords {
  /// The number of records beyond which the next search for ended associations begins.
  var limit = Self.minimumLimit
  private var keys: Set<MessageAssembly.Key> = []
  private var remainingPieces = 0

  private static var minimumLimit: Int { 4_096 }

  /// Records that a piece of a message was received.
  @inline(__always)
  mutating func recordPiece() {
    if remainingPieces > 0 { remainingPieces -= 1 }
  }

  /// Returns whether a search for ended associations is necessary.
  func mustSearch(_ recordCount: Int) -> Bool { recordCount > limit && remainingPieces == 0 }

  /// Stores the records that a search has found, and returns those of the previous search, which can be removed.
  ///
  /// A piece has at least one byte, so `queuedBytes` is the maximum number of queued pieces.
  mutating func replace(with found: Set<MessageAssembly.Key>, queuedBytes: Int) -> Set<MessageAssembly.Key> {
    defer { (keys, remainingPieces) = (found, queuedBytes) }
    return keys
  }

  /// Sets the limit of the next search, so that the cost of searches does not grow with the number of records.
  mutating func setLimit(afterSearchOf recordCount: Int) { limit = max(Self.minimumLimit, 2 * recordCount) }
}
#endif
