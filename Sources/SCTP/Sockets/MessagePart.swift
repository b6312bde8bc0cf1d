#if os(Linux)
internal import CSCTP

/// The destination of `receive(into:)`: a part of a message or of a notification in the caller's buffer.
struct MessagePart: SinglePieceDestination, PartDestination, ~Copyable {
  var piece = ReadPiece()

  @inline(__always)
  mutating func deliverLeadingMessages(of inbox: inout Inbox) -> (count: Int, value: Delivered?) {
    piece.isWholeMessage ? (1, Delivered()) : (0, nil)
  }

  /// The bytes are already in the caller's buffer.
  mutating func deliver(at index: Int) {}

  mutating func setPayloadProtocol(_ payloadProtocol: UInt32, at index: Int) {
    piece.incoming.info.rcv_ppid = payloadProtocol
  }

  mutating func deliverPartOfNotification(_ remainder: inout NotificationRemainder) {
    unsafe piece.store { unsafe remainder.move(into: $0) }
    piece.incoming = csctp_incoming(ofNotification: remainder.isEmpty)
  }
}
#endif
