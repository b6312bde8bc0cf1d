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
  mutating func removeAll(for readiness: Readiness? = nil) -> WokenWaiters {
    var woken = WokenWaiters()
    // From the end, where what takes the place of one that leaves has been looked at.
    for waiter in all.reversed() where readiness == nil || waiter.readiness == readiness {
      _ = remove(waiter)
      woken.add(waiter)
    }
    return woken
  }
}

/// Tasks that wait no longer; one alone, as nearly always, needs no array.
struct WokenWaiters {
  private var first: Waiter?
  private var others: [Waiter] = []

  mutating func add(_ waiter: Waiter) {
    if first == nil { first = waiter } else { others.append(waiter) }
  }

  /// To be called without a lock: a task may go on in this thread.
  func resume() {
    first?.resume()
    for waiter in others { waiter.resume() }
  }
}
#endif
