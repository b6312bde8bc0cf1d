#if os(Linux)
internal import CSCTP

/// The result of an attempt; an attempt never waits.
enum Attempt<Value> {
  case done(Value)
  /// The attempt must be repeated after the socket has changed.
  ///
  /// If `isReported` is false, the kernel may not report the change, and the attempt must be repeated every 100 ms.
  case notYet(isReported: Bool)
}

/// The position of an attempt in a call that repeats it.
enum AttemptStep {
  case first
  /// The first attempt was not made, because it would probably have been too early. The attempt itself sets this value.
  case skipped
  case repeated
}

/// The direction in which a descriptor is ready.
enum Readiness {
  case input, output

  var pollEvents: CShort {
    switch self {
    case .input: CShort(POLLIN)
    case .output: CShort(POLLOUT)
    }
  }

  /// Returns whether `descriptor` is ready now.
  func isReached(by descriptor: CInt) throws(SCTPError) -> Bool {
    var entry = pollfd(fd: descriptor, events: pollEvents, revents: 0)
    return try check("poll") { unsafe csctp_poll(&entry, 1, 0) } > 0
  }
}

extension DescriptorGate where State: ~Copyable {
  /// Blocks this thread until `descriptor` is ready, or until another call wakes this one with
  /// ``wakeOthersAfterUnlocking()``.
  ///
  /// Returns whether the descriptor is ready. Throws EBADF if the gate is closed meanwhile, and ETIMEDOUT at the
  /// deadline.
  ///
  /// `wakeUps` is the number of wake-ups at the caller's last attempt. It is nil if the caller depends on the
  /// descriptor alone, so that only closing the gate can wake it. The call returns false after `pause`, which bounds
  /// the delay if the kernel does not report a change. If the caller has not made an attempt yet, the call also returns
  /// false at the deadline, or if it cannot wait.
  @discardableResult
  func wait(
    for readiness: Readiness, of descriptor: CInt, until deadline: Deadline, in operation: String,
    after wakeUps: UInt32? = nil, pause: Duration? = nil, hasAttempted: Bool = true
  ) throws(SCTPError) -> Bool {
    // Reading the clock may be a system call, so read it once.
    let timeout = deadline.nanosecondsLeft(atMost: pause)
    if timeout == 0 {
      if hasAttempted { throw SCTPError(.timedOut, in: operation, because: .timeout) }
      return false
    }
    let event: CInt
    do throws(SCTPError) {
      event = try wakeUps == nil ? closeEventDescriptor() : stateEventDescriptor()
    } catch {
      if hasAttempted { throw error }
      return false
    }
    // An earlier wake-up found no eventfd(2) to signal.
    if let wakeUps, wakeUps != self.wakeUps { return false }
    var polled: InlineArray<2, pollfd> = [
      pollfd(fd: descriptor, events: readiness.pollEvents, revents: 0),
      pollfd(fd: event, events: CShort(POLLIN), revents: 0),
    ]
    try throwIfClosed(operation)
    var entries = polled.mutableSpan
    let ready = unsafe entries.withUnsafeMutableBufferPointer { unsafe csctp_poll($0.baseAddress, 2, timeout) }
    try throwIfClosed(operation)
    // The caller's next wait computes the remaining time.
    if ready == -EINTR { return false }
    if try checked(ready, "poll") == 0 {
      if !hasAttempted || pause != nil && deadline.nanosecondsLeft != 0 { return false }
      throw SCTPError(.timedOut, in: operation, because: .timeout)
    }
    if entries[1].revents != 0 { _ = csctp_eventfd_consume(event) }
    return entries[0].revents != 0
  }

  /// Repeats `attempt` after each change of `descriptor`, after each signal, and every 100 ms, until it returns a value.
  ///
  /// The descriptor may always be ready, so this method waits for edges, not for readiness.
  func waitForChanges<Value>(
    of descriptor: CInt, until deadline: Deadline, in operation: String,
    _ attempt: () throws(SCTPError) -> Value?
  ) throws(SCTPError) -> Value {
    let epoll = try check("epoll_create1") { csctp_epoll_create() }
    defer { _ = csctp_close(epoll) }
    let changes = EPOLLIN.rawValue | EPOLLOUT.rawValue | EPOLLET.rawValue
    try check("epoll_ctl") { csctp_epoll_add(epoll, descriptor, changes, 0) }
    while true {
      if let value = try attempt() { return value }
      if deadline.nanosecondsLeft == 0 { throw SCTPError(.timedOut, in: operation, because: .timeout) }
      if try wait(for: .input, of: epoll, until: deadline, in: operation, pause: .shortPause) {
        try check("epoll_wait") { csctp_epoll_clear(epoll) }
      }
    }
  }
}

extension Duration {
  /// The pause after which a call repeats its attempt if the kernel may not report the change.
  ///
  /// Another thread may receive a notification before epoll examines the socket, and the kernel does not report the end
  /// of a memory shortage.
  static var shortPause: Duration { .milliseconds(100) }
}
#endif
