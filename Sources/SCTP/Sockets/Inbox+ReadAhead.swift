#if os(Linux)
internal import CSCTP

extension Inbox {
  /// Reads the queue after the end of a partial delivery, up to the limit on messages that have arrived in part.
  ///
  /// The messages that waited for this end are already in the queue.
  mutating func readAheadAfterPartialDelivery(_ descriptor: CInt, _ socket: SCTPEndpoint) {
    guard readAhead.isEmpty else { return }
    let buffer = unsafe ScratchBuffer.acquire()
    defer { unsafe ScratchBuffer.release(buffer) }
    var piece = ReadPiece()
    unsafe piece.start = buffer.baseAddress
    piece.capacity = buffer.count
    var pieces: [ReadAhead.Piece] = []
    let limit = socket.limits.total - assembly.bufferedSize
    var size = 0
    while size < limit {
      let result = piece.read(from: descriptor)
      if result < 0 {
        if result != -Int(EAGAIN) { pendingError = pendingError ?? SCTPError(Errno(negated: result), in: "recvmsg") }
        break
      }
      unsafe pieces.append(ReadAhead.Piece(Array(piece.bytes), piece.incoming))
      size += piece.count + MessageAssembly.overhead
      // The queue has no more pieces after the end of a one-to-one association.
      if piece.count == 0 { break }
    }
    readAhead = ReadAhead(restoringOrderOf: pieces)
    // The kernel does not wake other waiting calls for what this call has read.
    if !readAhead.isEmpty { socket.gate.wakeOthersAfterUnlocking() }
  }

  /// Takes the remainder of a notification from the pieces that were read ahead, and from the queue.
  mutating func takeRemainder(_ descriptor: CInt) -> [UInt8] {
    var remainder: [UInt8] = []
    while !readAhead.isEmpty {
      let piece = readAhead.takeFirst(upTo: .max)
      remainder += piece.bytes
      if piece.incoming.isEndOfMessage { return remainder }
    }
    return remainder + readRemainder(descriptor)
  }
}

extension ReadAhead.Piece {
  /// The association of the message or of the notification; nil if the type of the notification is unknown.
  var association: SCTPAssociationID? {
    guard incoming.isNotification else { return SCTPAssociationID(rawValue: incoming.info.rcv_assoc_id) }
    return unsafe SCTPAssociationID(ofNotification: bytes.span.bytes)
  }
}
#endif
