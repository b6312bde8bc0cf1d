#if os(Linux)
internal import CSCTP

extension SCTPReceiveBatch: PartDestination {
  static var operation: String { "recvmmsg" }

  @inline(__always)
  mutating func read(from descriptor: CInt, _ inbox: inout Inbox) -> Int {
    if inbox.isBuffering, !inbox.readAhead.isEmpty {
      store(inbox.readAhead.takeFirst(upTo: unsafe raw.size))
      return 1
    }
    let result = readOnce(from: descriptor)
    guard result < 0, result != -Int(EAGAIN), inbox.pendingError == nil else { return result }
    // Unlike recvmsg(2), recvmmsg(2) reports the socket's pending error before the messages that precede it.
    let next = readOnce(from: descriptor)
    guard next >= 0 else { return next == -Int(EAGAIN) ? result : next }
    inbox.pendingError = SCTPError(Errno(negated: result), in: Self.operation)
    return next
  }

  @inline(__always)
  private mutating func readOnce(from descriptor: CInt) -> Int {
    Int(retryingInterrupts { unsafe csctp_recvmmsg(descriptor, &raw) })
  }

  /// Stores a piece that was read earlier, as if recvmmsg(2) had read this piece alone.
  @inline(never)
  private mutating func store(_ piece: ReadAhead.Piece) {
    unsafe UnsafeMutableRawBufferPointer(start: raw.bytes, count: raw.size).copyBytes(from: piece.bytes)
    unsafe raw.incoming[0] = piece.incoming
    unsafe raw.messages[0].length = UInt32(piece.bytes.count)
    unsafe raw.leading_messages = piece.incoming.isWholeMessage ? 1 : 0
  }

  func incoming(at index: Int) -> csctp_incoming { unsafe raw.incoming[index] }

  mutating func setPayloadProtocol(_ payloadProtocol: UInt32, at index: Int) {
    unsafe raw.incoming[index].info.rcv_ppid = payloadProtocol
  }

  @inline(__always)
  mutating func deliverLeadingMessages(of inbox: inout Inbox) -> (count: Int, value: Delivered?) {
    let count = Int(unsafe raw.leading_messages)
    deliverFirst(count)
    return (count, count > 0 ? Delivered() : nil)
  }

  mutating func deliverPartOfNotification(_ remainder: inout NotificationRemainder) {
    let buffer = unsafe UnsafeMutableRawBufferPointer(start: raw.bytes, count: raw.size)
    let count = unsafe remainder.move(into: buffer)
    unsafe raw.incoming[0] = csctp_incoming(ofNotification: remainder.isEmpty)
    unsafe raw.messages[0].length = UInt32(count)
    deliver(at: 0)
  }
}
#endif
