import CSCTP
import Foundation
import Testing

@testable import SCTP

extension OnTheKernel {
  /// A child of fork(2) that does not call execve(2).
  @Suite struct Forking {
    @Test("A child that closes its copy of a socket does not affect the parent's tasks")
    func waitingTask() async throws {
      let pair = try Pair()
      let waiting = Task { try await pair.server.receive(timeout: patience) }
      try await pair.server.untilTasksWait()
      try inChild {
        try? pair.server.close()
        return true
      }
      try await pair.client.send([1], on: pair.atClient)
      #expect(try await waiting.value.message?.payload == [1])
      try pair.close()
    }

    @Test("A child that closes its copy of a socket does not wake the parent's threads") func waitingThread() throws {
      let pair = try Pair()
      let waiting = Background { try pair.server.receive(timeout: patience) }
      try waiting.untilItWaits()
      try inChild {
        try? pair.server.close()
        return true
      }
      let signals = try pair.server.gate.stateEventDescriptor()
      // A signaled eventfd would stay readable until its count is consumed.
      var entry = pollfd(fd: signals, events: Int16(POLLIN), revents: 0)
      #expect(unsafe poll(&entry, 1, 0) == 0)
      try pair.client.send([1], on: pair.atClient)
      #expect(try waiting.value().message?.payload == [1])
      try pair.close()
    }

    @Test("Calls of the child on an inherited socket fail with EBADF") func inheritedSocket() throws {
      let pair = try Pair()
      try inChild {
        func isRefused(_ call: () throws -> Void) -> Bool {
          do {
            try call()
            return false
          } catch {
            let error = error as? SCTPError
            return error?.code == .badFileDescriptor && error?.reason == .createdBeforeFork
          }
        }
        return isRefused { _ = try pair.server.receive(timeout: .zero) }
          && isRefused { try pair.server.send([1], on: pair.atServer) }
          && isRefused { _ = try pair.server.peelOff(association: pair.atServer) }
          && isRefused { try pair.server.withFileDescriptor { _ in } }
      }
      try pair.expectWhole()
      try pair.close()
    }

    @Test("A child on a thread of an executor does not use the parent's reactor") func executorThread() async throws {
      try await Task(executorPreference: try SCTPTaskExecutor.shared) {
        #expect(ReactorThread.current != nil)
        try inChild { ReactorThread.current == nil }
      }.value
    }

    /// Runs in a separate process, in which no other thread holds a lock of the runtime.
    @Test("A child can use sockets that it creates") func ownSockets() async {
      await #expect(processExitsWith: .success) {
        try inChild {
          guard let pair = try? Pair() else { return false }
          try? pair.client.send([1], on: pair.atClient)
          return (try? pair.server.receive(timeout: patience).message?.payload) == [1]
        }
      }
    }
  }
}

/// Runs `body` in a child of fork(2), and fails the test unless it returns true.
private func inChild(_ location: SourceLocation = #_sourceLocation, _ body: () -> Bool) throws {
  // Swift does not import fork(2): a lock that another thread holds during the fork stays locked in the child forever.
  typealias Fork = @convention(c) () -> pid_t
  let symbol = unsafe try #require(dlsym(nil, "fork"), sourceLocation: location)
  let child = unsafe unsafeBitCast(symbol, to: Fork.self)()
  if child == 0 { _exit(body() ? 0 : 1) }
  try #require(child > 0, sourceLocation: location)
  var status: CInt = -1
  try until("the child ends", location) { unsafe waitpid(child, &status, WNOHANG) == child }
  #expect(status == 0, sourceLocation: location)
}
