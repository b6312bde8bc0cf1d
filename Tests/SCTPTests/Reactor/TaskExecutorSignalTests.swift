import Foundation
import SCTP
import Synchronization
import Testing

extension OnTheKernel {
  /// The signals that reach tasks on the executor and the child processes that these tasks start.
  @Suite struct TaskExecutorSignals {
    @Test("The signals of faults are not blocked on the executor") func unblockedSignals() async throws {
      let blocked = try await onExecutor { try BlockedSignals.here }
      for signal in faultSignals { #expect(!blocked.contains(signal), "signal \(signal)") }
    }

    @Test("Signals that other threads can handle are blocked on the executor") func blockedSignals() async throws {
      let blocked = try await onExecutor { try BlockedSignals.here }
      for signal in [SIGINT, SIGTERM, SIGHUP, SIGCHLD, SIGUSR1, SIGUSR2, SIGALRM, SIGIO] {
        #expect(blocked.contains(signal), "signal \(signal)")
      }
    }

    @Test("The handlers of fault signals run on the executor") func faultHandlers() async {
      await #expect(processExitsWith: .success) {
        for signal in faultSignals { Foundation.signal(signal) { _ in deliveries.add(1, ordering: .relaxed) } }
        _ = try await onExecutor { faultSignals.map { raise($0) } }
        #expect(deliveries.load(ordering: .relaxed) == faultSignals.count)
      }
    }

    /// Dispatch blocks SIGABRT in its threads, and so in the child processes that they start.
    @Test("A child process inherits the signal mask of Swift's own threads, except for SIGABRT")
    func childMask() async throws {
      let ordinary = try await Task { try BlockedSignals.inChild }.value
      let onExecutor = try await onExecutor { try BlockedSignals.inChild }
      #expect(onExecutor.difference(from: ordinary).allSatisfy { $0 == SIGABRT })
      #expect(!onExecutor.contains(SIGABRT))
    }
  }
}

/// The signals that a fault in a thread sends to that thread.
private let faultSignals = [SIGSEGV, SIGILL, SIGTRAP, SIGBUS, SIGFPE, SIGABRT, SIGSYS, SIGPIPE]

private let deliveries = Atomic(0)

private func onExecutor<Value: Sendable>(_ body: @escaping @Sendable () throws -> Value) async throws -> Value {
  try await Task(executorPreference: try SCTPTaskExecutor.shared) { try body() }.value
}
