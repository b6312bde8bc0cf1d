#if os(Linux)
internal import CSCTP

/// The destination of `receive(into:)`: a part of a message or of a notification in the caller's buffer.
struct MessagePart: PartDestination, ~Copyable {
  static var operation: String { "recvmsg" }

  var piece = ReadPiece()
  /// The number of bytes that have been delivered.
  private(set) var count = 0

  @inline(__always)
  var info: SCTPReceiveInfo { SCTPReceiveInfo(piece.incoming) }

  @inline(__always)
  mutating func read(from descriptor: CInt, _ pendingError: inout SCTPError?) -> Int { piece.read(from: descriptor) }

  func incoming(at index: Int) -> csctp_incoming { piece.incoming }

  func bytes(at index: Int) -> UnsafeRawBufferPointer { unsafe piece.bytes }

  @inline(__always)
  mutating func deliverLeadingMessages(upTo limit: Int) -> (count: Int, value: Void?) {
    guard piece.isWholeMessage else { return (0, nil) }
    count = piece.count
    return (1, ())
  }

  mutating func deliver(at index: Int) { count = piece.count }

  mutating func deliverPartOfNotification(_ remainder: inout NotificationRemainder) {
    let buffer = unsafe UnsafeMutableRawBufferPointer(start: piece.start, count: piece.capacity)
    count = unsafe remainder.move(into: buffer)
    piece.incoming = csctp_incoming(ofNotification: remainder.isEmpty)
  }
}
#endif
