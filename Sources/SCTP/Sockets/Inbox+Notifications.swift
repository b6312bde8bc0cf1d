#if os(Linux)
internal import CSCTP

extension Inbox {
  /// Processes the notification that starts with `bytes`, and returns whether the caller sees it.
  mutating func recordNotification(_ bytes: RawSpan, _ descriptor: CInt, _ socket: SCTPEndpoint) -> Bool {
    guard let event = NeededEvent(bytes) else { return true }
    socket.style.recordAssociation(from: event, &self)
    let isReassembling = assembly.isReassembling
    let isVisible = record(event, descriptor)
    if isReassembling, case .deliveryAborted = event { readAheadAfterPartialDelivery(descriptor, socket) }
    // This call has removed the notification from the queue, so the kernel does not wake the other waiting calls.
    if case .ended = event, socket.style.mustWakeWaiters(afterEndIn: self) { socket.gate.wakeOthersAfterUnlocking() }
    return isVisible
  }

  private mutating func record(_ event: NeededEvent, _ descriptor: CInt) -> Bool {
    let knownError = pendingError
    return record(event) {
      // The kernel reports the error of a lost association once: it may have done so already.
      let code = knownError?.code ?? (try? PendingError.take(from: descriptor))
      return SCTPError(code ?? .connectionAbort, in: "recvmsg", because: .endedAssociation)
    }
  }

  /// Reads the remainder of a notification; the queue holds all of it.
  ///
  /// The event has happened even if the remainder cannot be read, so a later call throws the error.
  mutating func readRemainder(_ descriptor: CInt) -> [UInt8] {
    let buffer = unsafe ScratchBuffer.acquire()
    defer { unsafe ScratchBuffer.release(buffer) }
    var piece = ReadPiece()
    unsafe piece.start = buffer.baseAddress
    piece.capacity = buffer.count
    var remainder: [UInt8] = []
    do throws(SCTPError) {
      while piece.read(from: descriptor) != -Int(EAGAIN) {
        try checked(piece.count, "recvmsg")
        if let error = piece.incoming.validationError("recvmsg", piece.count) { throw error }
        unsafe remainder.append(contentsOf: piece.bytes)
        if piece.incoming.isEndOfMessage { break }
      }
    } catch {
      pendingError = pendingError ?? error
    }
    return remainder
  }

  /// Discards the parts of messages whose associations have ended.
  ///
  /// In the middle of a message, the kernel withholds the notifications of the association, including that of its end,
  /// unless the kernel itself aborts the association. Without this method, the parts of a peer that shuts down in the
  /// middle of a message would stay forever.
  mutating func discardPartsOfEndedAssociations(_ descriptor: CInt, _ socket: SCTPEndpoint) {
    for association in assembly.associations where !socket.style.exists(association, on: descriptor) {
      _ = record(.ended(association, gracefully: false), descriptor)
      socket.gate.wakeOthersAfterUnlocking()
    }
  }

  /// Limits the records of messages whose associations have ended, while the queue is never empty.
  @inline(__always)
  mutating func removeEndedRecords(_ descriptor: CInt, _ socket: SCTPEndpoint) {
    if assembly.hasTooManyRecords { removeTooManyRecords(descriptor, socket) }
  }

  @inline(never)
  private mutating func removeTooManyRecords(_ descriptor: CInt, _ socket: SCTPEndpoint) {
    guard let queued = DescriptorProbe.queuedMemory(of: descriptor) else { return }
    assembly.removeEndedRecords(queuedBytes: queued) { socket.style.exists($0, on: descriptor) }
  }
}
#endif
