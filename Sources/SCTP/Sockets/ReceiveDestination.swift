#if os(Linux)
internal import CSCTP

/// The place where a receive puts the bytes, and the system call that reads them.
///
/// A piece is a whole message, a whole notification, or a part of one. One read returns one piece, or many in a batch.
protocol ReceiveDestination: ~Copyable {
  /// The result of a receive, without the bytes that the destination itself stores.
  associatedtype Value

  /// The name of the system call.
  static var operation: String { get }

  /// Returns whether this form of receive accepts the state that earlier calls have left in `inbox`.
  func isCompatible(with inbox: borrowing Inbox) -> Bool

  /// Delivers bytes of a buffered notification; returns nil if there are none.
  mutating func deliverRemainder(from inbox: inout Inbox) -> Value?

  /// Reads from the queue without waiting; returns the number of pieces, or a negative error number.
  ///
  /// If messages precede an error that the call reports, it stores the error in the inbox and returns the messages.
  mutating func read(from descriptor: CInt, _ inbox: inout Inbox) -> Int

  /// Reads as `read` does, while the inbox has no buffered state and may predict the length of the message.
  ///
  /// If it reads a message of the predicted length, it also delivers the message.
  mutating func readAsPredicted(from descriptor: CInt, _ inbox: inout Inbox) -> (result: Int, value: Value?)

  /// The receive information of a piece of the last read.
  func incoming(at index: Int) -> csctp_incoming

  /// The bytes of a piece of the last read, which are valid until the next read.
  func bytes(at index: Int) -> UnsafeRawBufferPointer

  /// Delivers the leading pieces of the last read that are whole messages and not too long.
  ///
  /// Returns their number, and the value if there are any.
  mutating func deliverLeadingMessages(of inbox: inout Inbox) -> (count: Int, value: Value?)

  /// Processes a piece of a message; returns nil if nothing can be delivered yet.
  mutating func addMessage(
    at index: Int, to inbox: inout Inbox, _ descriptor: CInt, _ socket: SCTPEndpoint
  ) throws(SCTPError) -> Value?

  /// Delivers a notification: its pieces of the last read, and the remainder, which is nil if the pieces are complete.
  mutating func deliverNotification(at pieces: Range<Int>, remainder: [UInt8]?, _ inbox: inout Inbox) -> Value
}

/// A destination whose system call reads one piece.
protocol SinglePieceDestination: ReceiveDestination, ~Copyable {
  var piece: ReadPiece { get set }
}

extension SinglePieceDestination where Self: ~Copyable {
  @inline(__always)
  static var operation: String { "recvmsg" }

  @inline(__always)
  mutating func read(from descriptor: CInt, _ inbox: inout Inbox) -> Int {
    inbox.isBuffering ? readBuffered(from: descriptor, &inbox) : piece.read(from: descriptor)
  }

  @inline(never)
  private mutating func readBuffered(from descriptor: CInt, _ inbox: inout Inbox) -> Int {
    if inbox.readAhead.isEmpty { return piece.read(from: descriptor) }
    piece.replace(with: inbox.readAhead.takeFirst(upTo: piece.capacity))
    return 1
  }

  @inline(__always)
  func incoming(at index: Int) -> csctp_incoming { piece.incoming }

  @inline(__always)
  func bytes(at index: Int) -> UnsafeRawBufferPointer { unsafe piece.bytes }
}

/// A destination whose caller receives the parts of a message one by one.
protocol PartDestination: ReceiveDestination, ~Copyable where Value == Delivered {
  /// Delivers a piece.
  mutating func deliver(at index: Int)

  /// Changes the payload protocol of a piece, in network byte order.
  mutating func setPayloadProtocol(_ payloadProtocol: UInt32, at index: Int)

  /// Delivers the next part of a notification.
  mutating func deliverPartOfNotification(_ remainder: inout NotificationRemainder)
}

/// The value of a destination that stores everything that it delivers.
struct Delivered {}

extension PartDestination where Self: ~Copyable {
  func isCompatible(with inbox: borrowing Inbox) -> Bool { !inbox.assembly.isReassembling }

  /// The caller's buffer does not depend on the length of the message.
  mutating func readAsPredicted(from descriptor: CInt, _ inbox: inout Inbox) -> (result: Int, value: Delivered?) {
    (read(from: descriptor, &inbox), nil)
  }

  mutating func deliverRemainder(from inbox: inout Inbox) -> Delivered? {
    guard var remainder = inbox.notificationRemainder else { return nil }
    deliverPartOfNotification(&remainder)
    inbox.notificationRemainder = remainder.isEmpty ? nil : remainder
    return Delivered()
  }

  @inline(__always)
  mutating func addMessage(
    at index: Int, to inbox: inout Inbox, _ descriptor: CInt, _ socket: SCTPEndpoint
  ) throws(SCTPError) -> Delivered? {
    inbox.removeEndedRecords(descriptor, socket)
    if let payloadProtocol = inbox.assembly.deliver(incoming(at: index)) {
      setPayloadProtocol(payloadProtocol, at: index)
    }
    deliver(at: index)
    return Delivered()
  }

  mutating func deliverNotification(at pieces: Range<Int>, remainder: [UInt8]?, _ inbox: inout Inbox) -> Delivered {
    for index in pieces { deliver(at: index) }
    if let remainder {
      let delivered = pieces.flatMap { unsafe Array(bytes(at: $0)) }
      inbox.notificationRemainder = NotificationRemainder(remainder, after: delivered)
    }
    return Delivered()
  }
}
#endif
