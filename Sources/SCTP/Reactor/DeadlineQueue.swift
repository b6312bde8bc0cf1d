#if os(Linux)
/// The tasks that wait with a deadline, in a binary heap with the earliest deadline first.
///
/// Each waiter stores its place, so that removing a task that was woken before its deadline needs no search.
struct DeadlineQueue {
  private var entries: [(instant: Int64, waiter: Waiter)] = []

  var count: Int { entries.count }

  var earliest: Int64? { entries.first?.instant }

  mutating func add(_ waiter: Waiter, at instant: Int64) {
    entries.append((instant, waiter))
    waiter.deadlineIndex = entries.count - 1
    moveUp(from: entries.count - 1)
  }

  /// Removes a waiter, unless it was removed already.
  mutating func remove(_ waiter: Waiter) {
    if let index = waiter.deadlineIndex.take() { remove(at: index) }
  }

  /// Removes and returns the earliest waiter, if its deadline is not after `instant`.
  mutating func removeFirst(until instant: Int64) -> Waiter? {
    guard let first = entries.first, first.instant <= instant else { return nil }
    remove(first.waiter)
    return first.waiter
  }

  private mutating func remove(at index: Int) {
    let last = entries.count - 1
    exchange(index, last)
    entries.removeLast().waiter.deadlineIndex = nil
    guard index < last else { return }
    moveUp(from: index)
    moveDown(from: index)
  }

  private mutating func moveUp(from start: Int) {
    var index = start
    while index > 0, case let parent = (index - 1) / 2, entries[index].instant < entries[parent].instant {
      exchange(index, parent)
      index = parent
    }
  }

  private mutating func moveDown(from start: Int) {
    var index = start
    while let child = earlierChild(of: index), entries[child].instant < entries[index].instant {
      exchange(index, child)
      index = child
    }
  }

  private func earlierChild(of index: Int) -> Int? {
    let left = 2 * index + 1
    guard left < entries.count else { return nil }
    let right = left + 1
    return right < entries.count && entries[right].instant < entries[left].instant ? right : left
  }

  private mutating func exchange(_ first: Int, _ second: Int) {
    entries.swapAt(first, second)
    entries[first].waiter.deadlineIndex = first
    entries[second].waiter.deadlineIndex = second
  }
}
#endif
