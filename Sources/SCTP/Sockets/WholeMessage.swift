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
  mutating func deliverLeadingMessages() -> (count: Int, value: [UInt8]?) {
    guard piece.isWholeMessage, piece.count <= limit else { return (0, nil) }
    return (1, unsafe Array(piece.bytes))
  }

  mutating func addMessage(
    at index: Int, to inbox: inout Inbox, _ descriptor: CInt, _ socket: SCTPEndpoint
  ) throws(SCTPError) -> [UInt8]? {
    try unsafe inbox.assemble(piece.bytes.bytes, &piece.incoming, descriptor, socket)
  }

  mutating func deliverNotification(at pieces: Range<Int>, remainder: [UInt8]?, _ inbox: inout Inbox) -> [UInt8] {
    unsafe Array(piece.bytes) + (remainder ?? [])
  }
}
#endif
