import Foundation
import SCTP
import Synchronization

/// The sockets of associations that were peeled off, each with the thread that serves it.
final class OwnSockets: Sendable {
  private let sockets = Mutex<[ObjectIdentifier: SCTPOneToOneSocket]>([:])
  private let threads = DispatchGroup()

  /// Runs `body`, which serves the socket until its association has ended, in a thread of its own.
  func serve(_ socket: SCTPOneToOneSocket, _ body: @escaping @Sendable () -> Void) {
    sockets.withLock { $0[ObjectIdentifier(socket)] = socket }
    threads.enter()
    Thread.detachNewThread { [self] in
      body()
      _ = sockets.withLock { $0.removeValue(forKey: ObjectIdentifier(socket)) }
      threads.leave()
    }
  }

  /// Begins the graceful end of all their associations.
  func shutdown() {
    for socket in sockets.withLock({ Array($0.values) }) { try? socket.shutdown() }
  }

  /// Waits for the end of all threads; after the deadline it closes what is still open.
  func waitForEnd(until deadline: ContinuousClock.Instant) {
    let left = max(0, ContinuousClock.now.duration(to: deadline).inSeconds)
    guard threads.wait(timeout: .now() + left) == .timedOut else { return }
    for socket in sockets.withLock({ Array($0.values) }) { try? socket.close() }
    threads.wait()
  }
}
