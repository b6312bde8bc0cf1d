#if os(Linux)
/// The change of a socket that a task waits for.
enum Interest {
  /// The arrival of a message or an association, which wakes one of the tasks that wait for it.
  case arrival
  /// Any change of input or output, which wakes every task that waits for it.
  case change(Readiness)

  var readiness: Readiness {
    switch self {
    case .arrival: .input
    case .change(let readiness): readiness
    }
  }
}

/// A task that waits for a socket.
///
/// The lists do not retain their waiters. The suspended task retains its waiter until its continuation has been resumed.
@safe final class Waiter: @unchecked Sendable {
  let interest: Interest
  let watch: ReadinessWatch

  // Guarded by the watch's lock. The thread that removes the waiter from its list resumes the continuation.
  var isCancelled = false
  /// Resumed with whether the task was woken for an arrival.
  @unsafe var continuation: UnsafeContinuation<Bool, Never>?
  fileprivate var isWokenForArrival = false
  fileprivate var isListed = false
  @unsafe fileprivate unowned(unsafe) var next: Waiter?
  @unsafe fileprivate unowned(unsafe) var previous: Waiter?

  /// The index in the reactor's queue of deadlines, guarded by the reactor's lock; nil if it is not in the queue.
  var deadlineIndex: Int?

  init(_ interest: Interest, _ watch: ReadinessWatch) {
    self.interest = interest
    self.watch = watch
  }

  func resume() {
    unsafe continuation?.resume(returning: isWokenForArrival)
  }
}

/// The tasks that wait for a socket, and the reactor that wakes them.
struct Waiters {
  /// Nil after the socket was closed.
  var reactor: Reactor?
  var isClosed = false
  private var arrivalWaiters = WaiterList()
  private var changeWaiters = WaiterList()

  init(_ reactor: Reactor) {
    self.reactor = reactor
  }

  var count: Int { arrivalWaiters.count + changeWaiters.count }

  /// Adds a waiter, which the caller must retain until it has been removed.
  @unsafe mutating func add(_ waiter: Waiter) {
    switch waiter.interest {
    case .arrival: arrivalWaiters.append(waiter)
    case .change: changeWaiters.append(waiter)
    }
  }

  /// Removes a waiter; returns false if it was already removed.
  mutating func remove(_ waiter: Waiter) -> Bool {
    switch waiter.interest {
    case .arrival: arrivalWaiters.remove(waiter)
    case .change: changeWaiters.remove(waiter)
    }
  }

  /// Removes the task that has waited longest for an arrival, and marks it as woken for the arrival.
  mutating func removeFirstArrivalWaiter() -> Waiter? {
    guard let first = unsafe arrivalWaiters.first else { return nil }
    first.isWokenForArrival = true
    _ = arrivalWaiters.remove(first)
    return first
  }

  /// Removes the tasks that wait for every change of this kind.
  mutating func removeChangeWaiters(for readiness: Readiness, to woken: inout WokenWaiters) {
    changeWaiters.removeAll(to: &woken) { $0.interest.readiness == readiness }
  }

  /// Removes the tasks that wait for an arrival.
  mutating func removeArrivalWaiters(to woken: inout WokenWaiters) {
    arrivalWaiters.removeAll(to: &woken) { _ in true }
  }
}

/// Waiters in the order in which they were added.
///
/// The list is doubly linked, so that removing a waiter takes constant time.
@safe private struct WaiterList {
  @unsafe private(set) unowned(unsafe) var first: Waiter?
  @unsafe private unowned(unsafe) var last: Waiter?
  private(set) var count = 0

  mutating func append(_ waiter: Waiter) {
    unsafe waiter.previous = last
    if let last = unsafe last { unsafe last.next = waiter } else { unsafe first = waiter }
    unsafe last = waiter
    waiter.isListed = true
    count += 1
  }

  mutating func remove(_ waiter: Waiter) -> Bool {
    guard waiter.isListed else { return false }
    if let next = unsafe waiter.next { unsafe next.previous = waiter.previous } else { unsafe last = waiter.previous }
    if let previous = unsafe waiter.previous { unsafe previous.next = waiter.next } else { unsafe first = waiter.next }
    unsafe (waiter.next, waiter.previous) = (nil, nil)
    waiter.isListed = false
    count -= 1
    return true
  }

  mutating func removeAll(to woken: inout WokenWaiters, where condition: (Waiter) -> Bool) {
    var current = unsafe first
    while let waiter = current {
      current = unsafe waiter.next
      guard condition(waiter) else { continue }
      _ = remove(waiter)
      woken.add(waiter)
    }
  }
}

/// Tasks that no longer wait; a single task, the usual case, needs no array.
struct WokenWaiters: ~Copyable {
  private var first: Waiter?
  private var others: [Waiter] = []

  mutating func add(_ waiter: consuming Waiter) {
    if first == nil { first = waiter } else { others.append(waiter) }
  }

  /// Resumes the tasks, which may continue in this thread; the caller must not hold a lock.
  consuming func resume() {
    first?.resume()
    for waiter in others { waiter.resume() }
  }
}
#endif
