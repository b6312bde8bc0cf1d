@testable import SCTP

/// Performs the operations of the input on a queue of deadlines, and on an array that it must agree with.
enum DeadlineTarget: FuzzTarget {
  static func run(_ input: Input) {
    var input = input
    var run = Run()
    while !input.isAtEnd {
      run.perform(input.byte(), &input)
      run.check()
    }
    run.removeAll()
  }

  private static let watch: ReadinessWatch = {
    guard let reactor = try? Reactor(isOnExecutor: false) else { fatalError("a reactor needs two descriptors") }
    return ReadinessWatch(reactor)
  }()

  private struct Run {
    private var queue = DeadlineQueue()
    private var waiters: [Waiter] = []
    /// The deadlines of the waiters in the queue, by the index of the waiter.
    private var deadlines: [Int: Int64] = [:]

    mutating func perform(_ operation: UInt8, _ input: inout Input) {
      switch operation % 8 {
      case 0, 1, 2: add(waiters.count, at: Int64(input.byte()))
      case 3: add(waiters.count, at: [.min, -1, 0, .max][Int(input.byte() % 4)])
      case 4: add(index(input.byte()), at: Int64(input.byte()))
      case 5, 6: remove(index(input.byte()))
      default: removeFirst(until: Int64(input.byte()))
      }
    }

    /// The index of a waiter, which may be new.
    private func index(_ byte: UInt8) -> Int { Int(byte) % (waiters.count + 1) }

    private mutating func waiter(_ index: Int) -> Waiter {
      if index == waiters.count { waiters.append(Waiter(.arrival, DeadlineTarget.watch)) }
      return waiters[index]
    }

    /// Adds a waiter, unless it is in the queue.
    private mutating func add(_ index: Int, at instant: Int64) {
      guard deadlines[index] == nil else { return }
      queue.add(waiter(index), at: instant)
      deadlines[index] = instant
    }

    private mutating func remove(_ index: Int) {
      queue.remove(waiter(index))
      deadlines[index] = nil
    }

    private mutating func removeFirst(until instant: Int64) {
      let waiter = queue.removeFirst(until: instant)
      guard let earliest = deadlines.values.min(), earliest <= instant else {
        return require(waiter === nil, "a waiter left the queue before its deadline")
      }
      guard let waiter, let index = waiters.firstIndex(where: { $0 === waiter }) else {
        fatalError("no waiter has left the queue at \(instant), although the earliest deadline was \(earliest)")
      }
      require(deadlines[index] == earliest, "the waiter \(index) left before an earlier one")
      deadlines[index] = nil
    }

    func check() {
      require(queue.count == deadlines.count, "the queue has \(queue.count) waiters, not \(deadlines.count)")
      let earliest = deadlines.values.min()
      require(queue.earliest == earliest, "the earliest deadline is \(queue.earliest as Any), not \(earliest as Any)")
    }

    mutating func removeAll() {
      while !deadlines.isEmpty {
        removeFirst(until: .max)
        check()
      }
      require(queue.removeFirst(until: .max) === nil, "an empty queue has a waiter")
    }
  }
}
