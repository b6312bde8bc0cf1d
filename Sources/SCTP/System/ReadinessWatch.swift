#if os(Linux)
internal import CSCTP
internal import Synchronization

/// How often a socket has changed, and the tasks that wait until it changes again.
///
/// A task looks how often it has changed, makes its call, and if that came too early waits for the next change:
/// one that comes between the two is not missed. A change wakes every task that waits for it. The kernel does not say for
/// how many of them it has something, and so none has to pass its wake-up on when it is cancelled.
final class ReadinessWatch: Sendable {
  /// What the kernel's events carry to name the socket: a number of its own, since a descriptor's is used again.
  let identifier: UInt64
  private let reactor: Reactor
  private let inputChanges = Atomic<UInt64>(0)
  private let outputChanges = Atomic<UInt64>(0)
  private let coversOutput = Atomic(false)
  private let waiters = Locked(Waiters())

  init(_ identifier: UInt64, _ reactor: Reactor) {
    self.identifier = identifier
    self.reactor = reactor
  }

  /// How often the socket has changed in this respect.
  func changes(_ readiness: Readiness) -> UInt64 {
    switch readiness {
    case .input: inputChanges.load(ordering: .acquiring)
    case .output: outputChanges.load(ordering: .acquiring)
    }
  }

  /// Whether changes of this kind are noted.
  ///
  /// Those of output are not before a task has had to wait for one: each acknowledgement of the peer is such a change.
  func covers(_ readiness: Readiness) -> Bool {
    switch readiness {
    case .input: true
    case .output: coversOutput.load(ordering: .acquiring)
    }
  }

  /// Notes changes of this kind from now on; the state of now counts as one.
  func cover(_ readiness: Readiness, of descriptor: CInt) throws(SCTPError) {
    guard !covers(readiness) else { return }
    try reactor.watchOutput(descriptor, self)
    coversOutput.store(true, ordering: .releasing)
  }

  /// How many tasks wait.
  var waitingTasks: Int { waiters.withLock { $0.count } }

  /// Notes the kernel's events.
  func note(_ events: UInt32) {
    // An error or an end is of interest to both sides.
    let ends = EPOLLERR.rawValue | EPOLLHUP.rawValue | EPOLLRDHUP.rawValue
    if events & (EPOLLIN.rawValue | ends) != 0 { noteChange(.input) }
    if events & (EPOLLOUT.rawValue | ends) != 0 { noteChange(.output) }
  }

  /// Lets every task that waits, or is about to, look again.
  func wakeAll() {
    noteChange(.input)
    noteChange(.output)
  }

  private func noteChange(_ readiness: Readiness) {
    let woken = waiters.withLock { waiters in
      switch readiness {
      case .input: inputChanges.add(1, ordering: .releasing)
      case .output: outputChanges.add(1, ordering: .releasing)
      }
      return waiters.removeAll(for: readiness)
    }
    woken.resume()
  }

  /// Ends every wait, now and later.
  func close() {
    let woken = waiters.withLock { waiters in
      waiters.isClosed = true
      return waiters.removeAll()
    }
    woken.resume()
  }

  /// Takes the socket out of the reactor; `descriptor` is still open.
  func forget(_ descriptor: CInt) {
    reactor.forget(self, descriptor)
  }

  /// Ends the wait of one task.
  func end(_ waiter: Waiter) {
    if waiters.withLock({ $0.remove(waiter) }) { waiter.resume() }
  }

  /// Waits until the socket has changed more often than `seen` times or is closed, until `deadline`, or until the task is
  /// cancelled.
  func wait(for readiness: Readiness, after seen: UInt64, until deadline: Deadline) async {
    let waiter = Waiter(readiness, self)
    await withTaskCancellationHandler {
      await unsafe withUnsafeContinuation { continuation in
        let mustWait = waiters.withLock { waiters in
          if waiters.isClosed || waiter.isCancelled || changes(readiness) != seen { return false }
          unsafe waiter.continuation = continuation
          waiters.add(waiter)
          return true
        }
        if !mustWait {
          unsafe continuation.resume()
        } else if let instant = deadline.instant {
          reactor.schedule(waiter, at: instant)
        }
      }
    } onCancel: {
      waiters.withLock { _ in waiter.isCancelled = true }
      end(waiter)
    }
    if deadline.instant != nil { reactor.unschedule(waiter) }
  }
}
#endif
