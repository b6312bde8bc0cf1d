#if os(Linux)
/// A task that waits for a socket.
@safe final class Waiter: @unchecked Sendable {
  let readiness: Readiness
  let watch: ReadinessWatch

  // Guarded by the watch's lock; the continuation is resumed by who took the waiter out of its list.
  var isCancelled = false
  @unsafe var continuation: UnsafeContinuation<Void, Never>?
  fileprivate var position: Int?

  /// Guarded by the reactor's lock.
  var deadline = DeadlineQueue.Place.none

  init(_ readiness: Readiness, _ watch: ReadinessWatch) {
    self.readiness = readiness
    self.watch = watch
  }

  func resume() {
    unsafe continuation?.resume()
  }
}

/// The tasks that wait for a socket, in no order.
struct Waiters {
  var isClosed = false
  private var all: [Waiter] = []

  var count: Int { all.count }

  mutating func add(_ waiter: Waiter) {
    waiter.position = all.count
    all.append(waiter)
  }

  /// Takes a waiter out; false if somebody else did.
  mutating func remove(_ waiter: Waiter) -> Bool {
    guard let position = waiter.position else { return false }
    all.swapAt(position, all.count - 1)
    all[position].position = position
    all.removeLast()
    waiter.position = nil
    return true
  }

  /// Takes out those that wait for `readiness`, or all.
  mutating func removeAll(for readiness: Readiness? = nil) -> [Waiter] {
    let removed = all.filter { readiness == nil || $0.readiness == readiness }
    for waiter in removed { _ = remove(waiter) }
    return removed
  }
}
#endif
