#if os(Linux)
internal import CSCTP

// Calls that wait for one association of a one-to-many socket.
//
// When an association comes up or ends, the kernel wakes a waiting thread only if the socket is subscribed to its
// changes. The library therefore subscribes while it waits. Afterwards it removes the notifications, because the caller
// may never receive on the socket.

extension SCTPSocket {
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

  func beginWatching(_ association: SCTPAssociationID, _ descriptor: CInt) {
    _ = gate.withLock { Self.beginWatching(association, descriptor, &$0) }
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
    var head = InlineArray<24, UInt8>(repeating: 0)
    while let count = Self.peekAtNotification(descriptor, &head) {
      let bytes = unsafe head.span.bytes.extracting(..<min(count, head.count))
      guard let event = NeededEvent(bytes), !state.visibility.shows(event) else { return }
      _ = follow(bytes, descriptor, &state)
      _ = Self.pullRest(descriptor, &state)
    }
  }

  /// Copies the first bytes of the notification at the head of the queue.
  ///
  /// Returns the number of bytes, or nil if the head of the queue is not a notification.
  private static func peekAtNotification(_ descriptor: CInt, _ head: inout InlineArray<24, UInt8>) -> Int? {
    var span = head.mutableSpan
    var isNotification = false
    let result = unsafe span.withUnsafeMutableBytes { bytes in
      retryingInterrupts {
        unsafe csctp_peek(descriptor, bytes.baseAddress, bytes.count, &isNotification)
      }
    }
    return isNotification && result > 0 ? result : nil
  }
}
#endif
