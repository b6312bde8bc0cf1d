import CSCTP
import Foundation
import Synchronization

@testable import SCTP

/// Interrupts a thread with a signal, again and again.
final class Storm: Sendable {
  /// How often any thread ran the signal's handler.
  private static let handled = Atomic(0)
  /// Counted up by the handler.
  private static nonisolated(unsafe) let handlerRan = {
    let semaphore = UnsafeMutablePointer<sem_t>.allocate(capacity: 1)
    unsafe sem_init(semaphore, 0, 0)
    return unsafe semaphore
  }()

  private let target = Locked<pthread_t?>(nil)
  private let before: Int

  init() {
    before = Self.handled.load(ordering: .relaxed)
    // Made here, since a handler must not.
    _ = unsafe Self.handlerRan
    var action = sigaction()
    // Without SA_RESTART: each system call that waits ends with EINTR.
    unsafe action.__sigaction_handler.sa_handler = { _ in
      Storm.handled.add(1, ordering: .relaxed)
      unsafe sem_post(Storm.handlerRan)
    }
    unsafe sigaction(SIGUSR1, &action, nil)
  }

  /// How often the thread was interrupted.
  var count: Int { Self.handled.load(ordering: .relaxed) - before }

  /// Runs a call in this thread, which is interrupted all the while.
  func over<Value>(_ call: () throws -> Value) rethrows -> Value {
    // A thread that a worker of Dispatch made would not get it.
    var signals = sigset_t()
    unsafe sigemptyset(&signals)
    unsafe sigaddset(&signals, SIGUSR1)
    unsafe pthread_sigmask(SIG_UNBLOCK, &signals, nil)
    target.withLock { $0 = pthread_self() }
    Thread.detachNewThread { [self] in
      while target.withLock({ $0.map { pthread_kill($0, SIGUSR1) } }) != nil { unsafe sem_wait(Self.handlerRan) }
    }
    // No signal is sent to a thread that may have ended.
    defer { target.withLock { $0 = nil } }
    return try call()
  }
}
