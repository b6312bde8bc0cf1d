#if os(Linux)
internal import CSCTP

/// The destination of `receive(into:)`: a part of a message or of a notification in the caller's buffer.
struct MessagePart: PartDestination, ~Copyable {
  static var operation: String { "recvmsg" }

  var piece = ReadPiece()

  @inline(__always)
  var info: SCTPReceiveInfo { SCTPReceiveInfo(piece.incoming) }

  @inline(__always)
  mutating func read(from descriptor: CInt, _ pendingError: inout SCTPError?) -> Int { piece.read(from: descriptor) }

  func incoming(at index: Int) -> csctp_incoming { piece.incoming }

  func bytes(at index: Int) -> UnsafeRawBufferPointer { unsafe piece.bytes }

  @inline(__always)
  mutating func deliverLeadingMessages(upTo limit: @autoclosure () -> Int) -> (count: Int, value: Void?) {
    piece.isWholeMessage ? (1, ()) : (0, nil)
  }

  /// The bytes are already in the caller's buffer.
  mutating func deliver(at index: Int) {}

  mutating func deliverPartOfNotification(_ remainder: inout NotificationRemainder) {
    unsafe piece.store { unsafe remainder.move(into: $0) }
    piece.incoming = csctp_incoming(ofNotification: remainder.isEmpty)
  }
}
#endif
