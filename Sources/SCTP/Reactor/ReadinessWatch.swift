#if os(Linux)
internal import CSCTP
internal import Synchronization

/// The number of changes of a socket, and the tasks that wait until it changes again.
///
/// A task reads the number of changes, attempts its call, and waits for the next change if the attempt was too early.
/// It does not miss a change between the reading and the wait.
///
/// Each change wakes one of the tasks that wait for an arrival. The kernel does not report how much has arrived, so
/// this task wakes the next one after it has received something, is canceled, or fails. The chain ends with a task
/// that finds the queue empty.
final class ReadinessWatch: DescriptorObserver {
  private let inputChanges = Atomic<UInt64>(0)
  private let outputChanges = Atomic<UInt64>(0)
  private let countsOutput = Atomic(false)
  private let isOnExecutor = Atomic(false)
  private let receipts = Atomic(0)
  private let waiters: Locked<Waiters>

  /// Creates the watch of a socket, which belongs to `reactor`.
  init(_ reactor: Reactor) {
    waiters = Locked(Waiters(reactor))
    isOnExecutor.store(reactor.isOnExecutor, ordering: .relaxed)
  }

  /// The address, which identifies the watch in the kernel's events.
  ///
  /// The reactor retains the watch of a closed socket until the kernel can no longer report an event for it.
  var identifier: UInt64 { UInt64(UInt(bitPattern: unsafe Unmanaged.passUnretained(self).toOpaque())) }

  /// Nil after the socket was closed.
  private var reactor: Reactor? { waiters.withLock { $0.reactor } }

  /// Returns the number of changes of this kind.
  func changes(_ readiness: Readiness) -> UInt64 {
    switch readiness {
    case .input: inputChanges.load(ordering: .acquiring)
    case .output: outputChanges.load(ordering: .acquiring)
    }
  }

  /// Returns whether changes of this kind are counted.
  ///
  /// Changes of output are counted only after a task has waited for one, because each acknowledgment by the peer is
  /// such a change.
  func counts(_ readiness: Readiness) -> Bool {
    switch readiness {
    case .input: true
    case .output: countsOutput.load(ordering: .acquiring)
    }
  }

  /// Returns whether a task in this thread can wait for changes of this kind.
  ///
  /// A task on an executor can wait after the socket has moved to the executor.
  func isPrepared(for readiness: Readiness) -> Bool {
    counts(readiness) && (isOnExecutor.load(ordering: .relaxed) || ReactorThread.current == nil)
  }

  /// Prepares for tasks in this thread that wait for changes of this kind; the current state counts as a change.
  ///
  /// Only one thread at a time may prepare a watch.
  func prepare(for readiness: Readiness, _ descriptor: CInt) throws(SCTPError) {
    if !counts(readiness) {
      try reactor?.watchOutput(self, descriptor)
      countsOutput.store(true, ordering: .releasing)
    }
    if !isPrepared(for: readiness) { try move(to: Reactor.chooseForWaitInThisThread(), descriptor) }
  }

  private func move(to reactor: Reactor, _ descriptor: CInt) throws(SCTPError) {
    let former = self.reactor
    try reactor.add(self, descriptor)
    waiters.withLock { $0.reactor = reactor }
    isOnExecutor.store(true, ordering: .relaxed)
    former?.remove(self, descriptor)
  }

  /// Counts a message or an association that a task has received.
  func recordReceipt() { receipts.add(1, ordering: .relaxed) }

  /// Returns the number of receipts since the last call.
  func takeReceipts() -> Int { receipts.exchange(0, ordering: .relaxed) }

  var waitingTaskCount: Int { waiters.withLock { $0.count } }

  /// Counts the changes that the kernel reports, and wakes the tasks that they concern.
  func recordEvents(_ events: UInt32) {
    // An error or a hang-up concerns input and output, and every task.
    let isEnd = events & (EPOLLERR.rawValue | EPOLLHUP.rawValue | EPOLLRDHUP.rawValue) != 0
    if isEnd || events & EPOLLIN.rawValue != 0 { recordChange(.input, wakesAll: isEnd) }
    if isEnd || events & EPOLLOUT.rawValue != 0 { recordChange(.output) }
  }

  /// Wakes every task that waits, or is about to wait, so that it repeats its call.
  func wakeAll() {
    recordChange(.input, wakesAll: true)
    recordChange(.output)
  }

  private func recordChange(_ readiness: Readiness, wakesAll: Bool = false) {
    let woken = waiters.withLock { waiters in
      var woken = WokenWaiters()
      switch readiness {
      case .input:
        inputChanges.add(1, ordering: .releasing)
        if wakesAll {
          waiters.removeArrivalWaiters(to: &woken)
        } else if let waiter = waiters.removeFirstArrivalWaiter() {
          woken.add(waiter)
        }
      case .output: outputChanges.add(1, ordering: .releasing)
      }
      waiters.removeChangeWaiters(for: readiness, to: &woken)
      return woken
    }
    woken.resume()
  }

  /// Wakes the task that has waited longest for an arrival.
  ///
  /// A task that was woken for an arrival must call this, unless it found nothing.
  func wakeNextArrivalWaiter() {
    waiters.withLock { $0.removeFirstArrivalWaiter() }?.resume()
  }

  /// Ends every wait, now and later.
  func close() {
    let woken = waiters.withLock { waiters in
      waiters.isClosed = true
      var woken = WokenWaiters()
      waiters.removeArrivalWaiters(to: &woken)
      for readiness in [Readiness.input, .output] { waiters.removeChangeWaiters(for: readiness, to: &woken) }
      return woken
    }
    woken.resume()
  }

  /// Removes the socket from the reactor; `descriptor` is still open.
  func stopObserving(_ descriptor: CInt) {
    // A reactor that retains the watch of a closed socket must not retain another reactor.
    waiters.withLock { $0.reactor.take() }?.remove(self, descriptor)
  }

  /// Ends the wait of one task.
  func endWait(of waiter: Waiter) {
    if waiters.withLock({ $0.remove(waiter) }) { waiter.resume() }
  }

  /// Waits until the socket has changed more than `changes` times or is closed, until `deadline`, or until the task is
  /// canceled.
  ///
  /// Returns whether the task was woken for an arrival, and whether it was canceled. A task that was woken for an arrival
  /// must call ``wakeNextArrivalWaiter()`` unless it finds nothing.
  @inline(__always)
  func wait(for interest: Interest, after changes: UInt64, until deadline: Deadline) async -> (
    isWokenForArrival: Bool, isCanceled: Bool
  ) {
    let waiter = Waiter(interest, self)
    let deadline = deadline.instant.map { (instant: $0, reactor: reactor) }
    let isWokenForArrival = await withTaskCancellationHandler {
      await unsafe withUnsafeContinuation { continuation in
        let mustWait = waiters.withLock { waiters in
          if waiters.isClosed || waiter.isCancelled || self.changes(interest.readiness) != changes { return false }
          unsafe waiter.continuation = continuation
          unsafe waiters.add(waiter)
          return true
        }
        if !mustWait {
          unsafe continuation.resume(returning: false)
        } else if let deadline {
          deadline.reactor?.schedule(waiter, at: deadline.instant)
        }
      }
    } onCancel: {
      waiters.withLock { _ in waiter.isCancelled = true }
      endWait(of: waiter)
    }
    InheritedBatchPolicy.undoOnce()
    deadline?.reactor?.unschedule(waiter)
    // The handler has returned, or will never run. This use of the waiter also retains it while it is in a list.
    return (isWokenForArrival, waiter.isCancelled)
  }
}
#endif
