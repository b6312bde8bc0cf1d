#if os(Linux)
internal import CSCTP

/// The buffer and the result of a recvmsg(2), which reads one piece.
@safe struct ReadPiece {
  /// The capacity that the library needs to read the fields of a notification on which it depends.
  static var minimumCapacity: Int { max(MemoryLayout<sctp_assoc_change>.size, MemoryLayout<sctp_pdapi_event>.size) }

  /// The buffer; the caller sets it before each attempt.
  @unsafe var start: UnsafeMutableRawPointer?
  var capacity = 0
  var incoming = csctp_incoming()
  private(set) var count = 0

  /// Reads a piece; returns 1, or a negative error number.
  @inline(__always)
  mutating func read(from descriptor: CInt) -> Int {
    count = retryingInterrupts { unsafe csctp_recvmsg(descriptor, start, capacity, &incoming) }
    return count < 0 ? count : 1
  }

  /// Reads a piece, whose first bytes are stored in `array` instead of the buffer; returns 1, or a negative error number.
  ///
  /// The other bytes are stored in the buffer, at the same index as in the piece.
  @inline(__always)
  mutating func read(from descriptor: CInt, startingIn array: UnsafeMutableBufferPointer<UInt8>) -> Int {
    let split = min(array.count, capacity)
    let rest = unsafe start.map { unsafe $0 + split }
    count = retryingInterrupts {
      unsafe csctp_recvmsg_split(descriptor, array.baseAddress, split, rest, capacity - split, &incoming)
    }
    return count < 0 ? count : 1
  }

  /// Stores the bytes that were read into an array in the buffer.
  func replaceFirstBytes(with array: [UInt8]) {
    unsafe UnsafeMutableRawBufferPointer(start: start, count: capacity).copyBytes(from: array)
  }

  /// Replaces the piece with one that was read earlier, and that fits into the buffer.
  mutating func replace(with piece: ReadAhead.Piece) {
    replaceFirstBytes(with: piece.bytes)
    count = piece.bytes.count
    incoming = piece.incoming
  }

  /// Stores bytes in the buffer; `body` returns their number.
  mutating func store(_ body: (UnsafeMutableRawBufferPointer) -> Int) {
    count = unsafe body(UnsafeMutableRawBufferPointer(start: start, count: capacity))
  }

  @inline(__always)
  var isWholeMessage: Bool { count > 0 && incoming.isWholeMessage }

  @inline(__always)
  var bytes: UnsafeRawBufferPointer { unsafe UnsafeRawBufferPointer(start: start, count: count) }
}
#endif
