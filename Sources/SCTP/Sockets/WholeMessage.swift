#if os(Linux)
internal import CSCTP

/// The destination of `receive()`: a whole message or notification in an array.
struct WholeMessage: ReceiveDestination {
  static var operation: String { "recvmsg" }

  var piece = ReadPiece()
  private var payload: [UInt8] = []

  /// The message or the notification.
  @inline(__always)
  var received: SCTPReceived { SCTPReceived(payload, piece.incoming) }

  var isEmpty: Bool { payload.isEmpty }

  func isCompatible(with inbox: borrowing Inbox) -> Bool {
    !inbox.assembly.isDelivering && inbox.notificationRemainder == nil
  }

  mutating func deliverRemainder(from inbox: inout Inbox) -> Bool { false }

  @inline(__always)
  mutating func read(from descriptor: CInt, _ pendingError: inout SCTPError?) -> Int { piece.read(from: descriptor) }

  func incoming(at index: Int) -> csctp_incoming { piece.incoming }

  func bytes(at index: Int) -> UnsafeRawBufferPointer { unsafe piece.bytes }

  @inline(__always)
  mutating func deliverLeadingMessages(upTo limit: Int) -> Int {
    guard piece.isWholeMessage, piece.count <= limit else { return 0 }
    payload = unsafe Array(piece.bytes)
    return 1
  }

  mutating func addMessage(
    at index: Int, to inbox: inout Inbox, _ descriptor: CInt, _ socket: SCTPEndpoint
  ) throws(SCTPError) {
    if let message = try unsafe inbox.assemble(piece.bytes.bytes, &piece.incoming, descriptor, socket) {
      payload = message
    }
  }

  mutating func deliverNotification(at pieces: Range<Int>, remainder: [UInt8]?, _ inbox: inout Inbox) {
    payload = unsafe Array(piece.bytes) + (remainder ?? [])
  }
}
#endif
