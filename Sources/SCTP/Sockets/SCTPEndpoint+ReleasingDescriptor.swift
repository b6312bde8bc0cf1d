#if os(Linux)
internal import CSCTP

extension SCTPEndpoint {
  /// Gives up ownership of the descriptor, and returns it.
  ///
  /// The descriptor stays open, and its associations continue. The socket object is closed. The descriptor delivers
  /// only the notifications to which the caller subscribed, but other notifications can already be queued, and the
  /// associations that a listener has not accepted yet keep the subscriptions of the library.
  ///
  /// The descriptor stays close-on-exec. The kernel still attaches the receive information (`SCTP_RCVINFO`) to each
  /// message. A one-to-many socket keeps its ``SCTPSocketOption/fragmentInterleave`` level, so parts of messages of
  /// different associations can alternate.
  ///
  /// Use the call to pass a socket on to other code or to another process. ``SCTPSocket/init(takingOwnershipOf:)``
  /// and its counterparts of the other types take ownership of a descriptor.
  ///
  /// - Returns: The descriptor, which the caller must close.
  /// - Throws: ``SCTPError`` with the following errors, which leave the socket unchanged:
  ///   - EBUSY and the reason ``SCTPError/Reason/inUse`` if another call is using the socket or waiting on it;
  ///     a task that is about to wait may fail with EBADF instead;
  ///   - EBUSY and the reason ``SCTPError/Reason/partiallyReceived`` if a message or a notification was partially
  ///     received: receive its remainder first;
  ///   - EBADF if the socket is closed.
  public final func releaseDescriptor() throws(SCTPError) -> FileDescriptor {
    let operation = "releaseDescriptor"
    let descriptor = try gate.release(operation) { state throws(SCTPError) in
      guard !state.inbox.hasParts else {
        throw SCTPError(.resourceBusy, in: operation, because: .partiallyReceived)
      }
    } prepare: { descriptor, state in
      style.restoreSubscriptions(on: descriptor, state.inbox)
      restoreBlockingMode(of: descriptor)
    }
    return FileDescriptor(rawValue: descriptor)
  }

  /// Restores the blocking mode of the descriptor of a listener, unless the caller created a non-blocking one.
  private func restoreBlockingMode(of descriptor: CInt) {
    let flags = csctp_get_status_flags(descriptor)
    guard flags >= 0, !isNonBlocking, flags & csctp_O_NONBLOCK != 0 else { return }
    _ = csctp_set_status_flags(descriptor, flags & ~csctp_O_NONBLOCK)
  }
}
#endif
