#if os(Linux)
internal import CSCTP

// Calls that wait for one association of a one-to-many socket.
//
// When an association comes up or ends, the kernel wakes a waiting thread only if the socket is subscribed to its
// changes. The library therefore subscribes while it waits. Afterwards it removes the notifications, because the caller
// may never receive on the socket.

extension SCTPSocket {
  /// The number of associations whose own notifications may be stuck behind messages that no call receives.
  private static var hiddenLimit: Int { 16 }

  /// Returns whether an association is up; throws if it never will be.
  func isUp(_ association: SCTPAssociationID, _ descriptor: CInt) throws(SCTPError) -> Bool {
    do throws(SCTPError) {
      return try !SCTPStatus(of: association, on: descriptor).state.isBeginning
    } catch let error where error.code == .invalidArgument {
      if gate.withLock({ $0.departed.reason(for: association) }) == .peeledOff { return true }
      throw SCTPError(.connectionRefused, in: "sctp_connectx", because: .noAnswer)
    }
  }

  /// Waits until an association is up.
  ///
  /// The call does not wait for the notification: another thread may receive it, or many messages may precede it.
  func waitUntilUp(
    _ association: SCTPAssociationID, _ descriptor: CInt, until deadline: Deadline
  ) throws(SCTPError) {
    if try isUp(association, descriptor) { return }
    beginWatching(association, descriptor)
    defer { endWatching(association, descriptor) }
    try gate.waitForChanges(of: descriptor, until: deadline, in: "sctp_connectx") { () throws(SCTPError) in
      try isUp(association, descriptor) ? () : nil
    }
  }

  /// Starts to watch an association, unless too many of the library's notifications are queued behind unread messages.
  ///
  /// Without the notifications, a waiting call still repeats its attempt every 100 ms.
  func beginWatching(_ association: SCTPAssociationID, _ descriptor: CInt) {
    gate.withLock { state in
      guard state.visibility.countOfHidden < Self.hiddenLimit else { return }
      _ = Self.beginWatching(association, descriptor, &state)
    }
  }

  func endWatching(_ association: SCTPAssociationID, _ descriptor: CInt) {
    gate.withLock { state in
      Self.endWatching(association, descriptor, &state)
      discardOwnNotifications(descriptor, &state)
    }
  }

  /// Removes notifications that only the library subscribed to from the head of the queue.
  private func discardOwnNotifications(_ descriptor: CInt, _ state: inout SocketState) {
    guard state.openNotification.isEmpty else { return }
    let buffer = unsafe ScratchBuffer.take()
    defer { unsafe ScratchBuffer.giveBack(buffer) }
    while true {
      var isNotification = false
      let result = retryingInterrupts {
        unsafe csctp_peek(descriptor, buffer.baseAddress, NeededEvent.size, &isNotification)
      }
      if result == -EAGAIN, state.assembly.isEmpty { state.visibility.noteEmptyQueue() }
      guard isNotification else { return }
      let head = unsafe UnsafeRawBufferPointer(rebasing: buffer[..<result]).bytes
      guard let event = NeededEvent(head), !state.visibility.shows(event) else { return }
      _ = follow(head, descriptor, &state)
      _ = Self.pullRest(descriptor, &state)
    }
  }
}
#endif
