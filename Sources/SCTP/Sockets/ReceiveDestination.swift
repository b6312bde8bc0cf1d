#if os(Linux)
internal import CSCTP

/// The place where a receive puts the bytes, and the system call that reads them.
///
/// A piece is a whole message, a whole notification, or a part of one. One read brings one piece, or many into a batch.
protocol ReceiveDestination: ~Copyable {
  /// The name of the system call.
  static var operation: String { get }

  /// Whether nothing has been delivered to the caller.
  var isEmpty: Bool { get }

  /// Returns whether this form of receive may continue from the state that earlier calls have left.
  func isCompatible(with inbox: borrowing Inbox) -> Bool

  /// Moves bytes of a buffered notification to the caller; returns whether there are any.
  mutating func deliverRemainder(from inbox: inout Inbox) -> Bool

  /// Reads from the queue without waiting; returns the number of pieces, or a negative error number.
  ///
  /// If messages precede an error that the call reports, it stores the error in `pendingError` and returns the messages.
  mutating func read(from descriptor: CInt, _ pendingError: inout SCTPError?) -> Int

  /// The receive information of a piece of the last read.
  func incoming(at index: Int) -> csctp_incoming

  /// The bytes of a piece of the last read, which are valid until the next read.
  func bytes(at index: Int) -> UnsafeRawBufferPointer

  /// Delivers the leading pieces of the last read that are whole messages of at most `limit` bytes, and returns their
  /// number.
  mutating func deliverLeadingMessages(upTo limit: Int) -> Int

  /// Processes a piece of a message.
  mutating func addMessage(
    at index: Int, to inbox: inout Inbox, _ descriptor: CInt, _ socket: SCTPEndpoint
  ) throws(SCTPError)

  /// Delivers a notification: its pieces of the last read, and the remainder that they lack, if there is one.
  mutating func deliverNotification(at pieces: Range<Int>, remainder: [UInt8]?, _ inbox: inout Inbox)
}

/// A destination whose caller receives the parts of a message one by one.
protocol PartDestination: ReceiveDestination, ~Copyable {
  /// Delivers a piece as it is.
  mutating func deliver(at index: Int)

  /// Delivers the next part of a notification, which `move` stores in a buffer.
  mutating func deliverPartOfNotification(_ remainder: inout NotificationRemainder)
}

extension PartDestination where Self: ~Copyable {
  func isCompatible(with inbox: borrowing Inbox) -> Bool { !inbox.assembly.isGathering }

  mutating func deliverRemainder(from inbox: inout Inbox) -> Bool {
    guard var remainder = inbox.notificationRemainder else { return false }
    deliverPartOfNotification(&remainder)
    inbox.notificationRemainder = remainder.isEmpty ? nil : remainder
    return true
  }

  @inline(__always)
  mutating func addMessage(
    at index: Int, to inbox: inout Inbox, _ descriptor: CInt, _ socket: SCTPEndpoint
  ) throws(SCTPError) {
    inbox.assembly.deliver(incoming(at: index))
    deliver(at: index)
  }

  mutating func deliverNotification(at pieces: Range<Int>, remainder: [UInt8]?, _ inbox: inout Inbox) {
    for index in pieces { deliver(at: index) }
    guard let remainder else { return }
    let delivered = pieces.flatMap { unsafe Array(bytes(at: $0)) }
    inbox.notificationRemainder = NotificationRemainder(remainder, after: delivered)
  }
}
#endif
