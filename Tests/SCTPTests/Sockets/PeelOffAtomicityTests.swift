import Foundation
import Synchronization
import Testing

@testable import SCTP

extension OnTheKernel {
  /// No other thread, and no program that it starts, ever sees the child's descriptor without its flags.
  @Suite struct PeelOffAtomicity {
    // Runs in a separate process, so that no other test opens a descriptor.
    @Test("The child's descriptor has its flags from the start") func initialFlags() async {
      await #expect(processExitsWith: .success) {
        let server = try SCTPSocket.listening()
        let clients = try (0..<100).map { _ in try Pair(server: server).client }
        let watch = DescriptorWatch(number: try Self.lowestFreeDescriptor())
        for association in try server.associations() {
          let child = try server.peelOff(association: association, flags: [.nonBlocking, .closeOnExec])
          #expect(try child.withFileDescriptor(\.rawValue) == watch.number)
          try watch.untilItHasLooked()
          try child.close()
        }
        #expect(try watch.timesWithout() == 0)
        for client in clients { try client.close() }
      }
    }

    private static func lowestFreeDescriptor() throws -> CInt {
      let number = dup(0)
      try #require(number >= 0)
      close(number)
      return number
    }
  }
}

/// A thread that looks again and again whether a descriptor is close-on-exec and non-blocking.
private final class DescriptorWatch: Sendable {
  let number: CInt
  private let isOver = Atomic(false)
  private let counts = Locked((with: 0, without: 0))
  private let thread = Locked<Background<Void>?>(nil)

  init(number: CInt) {
    self.number = number
    let background = Background { [self] in
      while !isOver.load(ordering: .relaxed) { look() }
    }
    thread.withLock { $0 = background }
  }

  private func look() {
    let descriptor = fcntl(number, F_GETFD)
    let status = fcntl(number, F_GETFL)
    if descriptor >= 0 { count(descriptor & FD_CLOEXEC != 0) }
    if status >= 0 { count(status & O_NONBLOCK != 0) }
  }

  private func count(_ isSet: Bool) {
    counts.withLock { counts in
      if isSet { counts.with += 1 } else { counts.without += 1 }
    }
  }

  /// Waits until the thread has seen the descriptor, which is open now.
  func untilItHasLooked() throws {
    let before = counts.withLock { $0.with + $0.without }
    try until("the thread has looked") { counts.withLock { $0.with + $0.without } > before }
  }

  /// Ends the thread, and returns how often it saw the descriptor without one of the flags.
  func timesWithout() throws -> Int {
    isOver.store(true, ordering: .relaxed)
    try thread.withLock { $0 }?.value()
    return counts.withLock { $0.without }
  }
}
