#if os(Linux)
internal import CSCTP

// Calls that wait for one association of a one-to-many socket.
//
// When an association comes up or ends, the kernel wakes a waiting thread only if the socket is subscribed to its
// changes. The library therefore subscribes while it waits. Afterwards it removes the notifications, because the caller
// may never receive on the socket.

extension SCTPSocket {
  /// The limit on associations whose hidden notifications may be queued behind messages that no call receives.
  private static var formerlyWatchedLimit: Int { 16 }

  /// Returns whether an association is up; throws if it never will be.
  func isUp(_ association: SCTPAssociationID, _ descriptor: CInt) throws(SCTPError) -> Bool {
    do throws(SCTPError) {
      return try !SCTPStatus(of: association, on: descriptor).state.isBeginning
    } catch let error where error.code == .invalidArgument {
      if gate.withLock({ $0.departed.reason(for: association) }) == .peeledOff { return true }
      throw SCTPError(.connectionRefused, in: "sctp_connectx", because: .setupFailed)
    }
  }

  /// Waits until `condition` holds for an association.
  ///
  /// The call does not wait for the notification: another thread may receive it, or many messages may precede it.
  func wait(
    for association: SCTPAssociationID, on descriptor: CInt, in operation: String, until deadline: Deadline,
    _ condition: () throws(SCTPError) -> Bool
  ) throws(SCTPError) {
    if try condition() { return }
    beginWatching(association, descriptor)
    defer { endWatching(association, descriptor) }
    try gate.waitForChanges(of: descriptor, until: deadline, in: operation) { () throws(SCTPError) in
      try condition() ? () : nil
    }
  }

  /// Waits until `condition` holds for an association, without blocking a thread.
  func wait(
    for association: SCTPAssociationID, in operation: String, until deadline: Deadline,
    _ condition: (CInt) throws(SCTPError) -> Bool
  ) async throws(SCTPError) {
    try Self.throwIfCancelled(operation)
    if try gate.withDescriptor(operation, condition) { return }
    try gate.withDescriptor(operation) { beginWatching(association, $0) }
    defer { _ = try? gate.withDescriptor(operation) { endWatching(association, $0) } }
    try await repeatUntilDone(for: .change(.input), in: operation, until: deadline) { descriptor throws(SCTPError) in
      try condition(descriptor) ? .done(()) : .notYet(isReported: false)
    }
  }

  /// Starts to watch an association, unless too many hidden notifications are queued behind unread messages.
  ///
  /// Without the notifications, a waiting call still repeats its attempt every 100 ms.
  func beginWatching(_ association: SCTPAssociationID, _ descriptor: CInt) {
    gate.withLock { state in
      guard state.inbox.visibility.formerlyWatchedCount < Self.formerlyWatchedLimit else { return }
      _ = try? state.inbox.beginWatching(association, descriptor)
    }
  }

  func endWatching(_ association: SCTPAssociationID, _ descriptor: CInt) {
    gate.withLock { state in
      state.inbox.endWatching(association, descriptor)
      discardOwnNotifications(descriptor, &state.inbox)
    }
  }

  /// Removes notifications that only the library subscribed to from the head of the queue.
  private func discardOwnNotifications(_ descriptor: CInt, _ inbox: inout Inbox) {
    let buffer = unsafe ScratchBuffer.acquire()
    defer { unsafe ScratchBuffer.release(buffer) }
    while true {
      var isNotification = false
      let result = retryingInterrupts {
        unsafe csctp_peek(descriptor, buffer.baseAddress, ReadPiece.minimumCapacity, &isNotification)
      }
      if result == -EAGAIN, !inbox.hasParts { inbox.visibility.recordEmptyQueue() }
      guard isNotification else { return }
      let head = unsafe UnsafeRawBufferPointer(rebasing: buffer[..<result]).bytes
      guard let event = NeededEvent(head), !inbox.visibility.isVisible(event) else { return }
      // If the read fails, the notification stays in the queue, so the caller must still not see it.
      guard !inbox.readRemainder(descriptor).isEmpty else { return }
      _ = inbox.recordNotification(head, descriptor, self)
    }
  }
}
#endif
