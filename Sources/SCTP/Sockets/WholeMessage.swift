#if os(Linux)
internal import CSCTP

/// The destination of `receive()`: a whole message or notification in an array.
struct WholeMessage: SinglePieceDestination, ~Copyable {
  var piece = ReadPiece()
  /// The longest message, in bytes; its owner sets it before each attempt.
  var limit = 0

  func isCompatible(with inbox: borrowing Inbox) -> Bool {
    !inbox.assembly.isDelivering && inbox.notificationRemainder == nil
  }

  mutating func deliverRemainder(from inbox: inout Inbox) -> [UInt8]? { nil }

  @inline(__always)
  mutating func deliverLeadingMessages(of inbox: inout Inbox) -> (count: Int, value: [UInt8]?) {
    guard piece.isWholeMessage, piece.count <= limit else { return (0, nil) }
    if piece.count >= ReceivePrediction.minimumLength { inbox.recordLongMessage(of: piece.count) }
    return (1, unsafe Array(piece.bytes))
  }

  /// Reads a message of the predicted length directly into its array, which saves a copy.
  ///
  /// The bytes that do not fit into the array are stored in the buffer. The array is delivered if it contains a whole
  /// message and is at least half full. Otherwise, all bytes are stored in the buffer.
  mutating func readAsPredicted(from descriptor: CInt, _ inbox: inout Inbox) -> (result: Int, value: [UInt8]?) {
    let length = Int(inbox.prediction.length)
    if length == 0 { return (piece.read(from: descriptor), nil) }
    var result = 0
    let array = unsafe [UInt8](unsafeUninitializedCapacity: length) { bytes, count in
      result = unsafe piece.read(from: descriptor, startingIn: bytes)
      count = max(0, min(length, piece.count))
    }
    // The array is released here, because a call that waits keeps no memory for its message.
    if result < 0 { return (result, nil) }
    guard piece.isWholeMessage else {
      piece.replaceFirstBytes(with: array)
      return (result, nil)
    }
    let isPredicted = piece.count <= length && array.capacity <= 2 * piece.count
    if isPredicted, piece.count <= limit { return (result, array) }
    inbox.prediction.recordLength(piece.count)
    piece.replaceFirstBytes(with: array)
    return (result, nil)
  }

  @inline(never)
  mutating func addMessage(
    at index: Int, to inbox: inout Inbox, _ descriptor: CInt, _ socket: SCTPEndpoint
  ) throws(SCTPError) -> [UInt8]? {
    let endsPartialDelivery = piece.incoming.isEndOfMessage && inbox.assembly.holdsShortPart(of: piece.incoming)
    defer { if endsPartialDelivery { inbox.readAheadAfterPartialDelivery(descriptor, socket) } }
    return try unsafe inbox.assemble(piece.bytes.bytes, &piece.incoming, descriptor, socket)
  }

  mutating func deliverNotification(at pieces: Range<Int>, remainder: [UInt8]?, _ inbox: inout Inbox) -> [UInt8] {
    unsafe Array(piece.bytes) + (remainder ?? [])
  }
}
#endif
