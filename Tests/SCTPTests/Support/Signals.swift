import CSCTP
import Foundation
import Synchronization
import Testing

@testable import SCTP

/// Interrupts a thread with one signal after another.
final class SignalStorm: Sendable {
  /// The number of times that any thread ran the handler.
  private static let handled = Atomic(0)
  /// Posted by the handler.
  private static nonisolated(unsafe) let handlerRan = {
    let semaphore = UnsafeMutablePointer<sem_t>.allocate(capacity: 1)
    unsafe sem_init(semaphore, 0, 0)
    return unsafe semaphore
  }()

  private let target = Locked<pthread_t?>(nil)
  private let before: Int

  init() {
    before = Self.handled.load(ordering: .relaxed)
    // Created here, because a signal handler must not allocate.
    _ = unsafe Self.handlerRan
    var action = sigaction()
    // Without SA_RESTART, so that every system call that waits fails with EINTR.
    unsafe action.__sigaction_handler.sa_handler = { _ in
      SignalStorm.handled.add(1, ordering: .relaxed)
      unsafe sem_post(SignalStorm.handlerRan)
    }
    unsafe sigaction(SIGUSR1, &action, nil)
  }

  /// The number of interruptions.
  var count: Int { Self.handled.load(ordering: .relaxed) - before }

  /// Runs a call in the calling thread, and interrupts it until it returns.
  func interrupting<Value>(_ call: () throws -> Value) rethrows -> Value {
    // A worker thread of Dispatch blocks the signal.
    var signals = sigset_t()
    unsafe sigemptyset(&signals)
    unsafe sigaddset(&signals, SIGUSR1)
    unsafe pthread_sigmask(SIG_UNBLOCK, &signals, nil)
    target.withLock { $0 = pthread_self() }
    Thread.detachNewThread { [self] in
      while target.withLock({ $0.map { pthread_kill($0, SIGUSR1) } }) != nil { unsafe sem_wait(Self.handlerRan) }
    }
    // A thread that may have ended gets no signal.
    defer { target.withLock { $0 = nil } }
    return try call()
  }
}

/// The signals that a thread or a process blocks.
struct BlockedSignals: Sendable {
  private let bits: UInt64

  /// The signals that the calling thread blocks.
  static var here: BlockedSignals {
    get throws { try BlockedSignals(status: "/proc/thread-self/status") }
  }

  /// The signals that a child process blocks when the calling thread starts it.
  static var inChild: BlockedSignals {
    get throws {
      var process: pid_t = 0
      var arguments = unsafe [strdup("sleep"), strdup("60"), nil]
      defer { while let argument = unsafe arguments.popLast() { unsafe free(argument) } }
      try #require(unsafe posix_spawnp(&process, "sleep", nil, nil, arguments, environ) == 0)
      defer {
        kill(process, SIGKILL)
        _ = waitpid(process, nil, 0)
      }
      return try BlockedSignals(status: "/proc/\(process)/status")
    }
  }

  private init(status path: String) throws {
    let lines = try String(contentsOfFile: path, encoding: .utf8).split(separator: "\n")
    let line = try #require(lines.first { $0.hasPrefix("SigBlk:") })
    bits = try #require(UInt64(line.drop { $0 != "\t" }.dropFirst(), radix: 16))
  }

  func contains(_ signal: CInt) -> Bool { bits >> UInt64(signal - 1) & 1 == 1 }

  /// The signals that only one of the two blocks.
  func difference(from other: BlockedSignals) -> [CInt] {
    let difference = bits ^ other.bits
    return (1...64).filter { difference >> UInt64($0 - 1) & 1 == 1 }
  }
}
