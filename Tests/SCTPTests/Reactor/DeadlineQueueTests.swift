import Testing

@testable import SCTP

@Suite struct DeadlineQueueTests {
  private func waiter() throws -> Waiter {
    Waiter(.arrival, ReadinessWatch(try Reactor.shared()))
  }

  private func instant(_ number: Int) -> Int64 { Int64(number) }

  @Test("Waiters leave the queue in the order of their deadlines") func deadlineOrder() throws {
    var queue = DeadlineQueue()
    var random = Seeded(3)
    let numbers = (0..<500).map { _ in Int.random(in: 0..<100, using: &random) }
    let waiters = try numbers.map { (waiter: try waiter(), number: $0) }
    for (waiter, number) in waiters { queue.add(waiter, at: instant(number)) }
    var order: [Int] = []
    while let waiter = queue.removeFirst(until: instant(1_000)) {
      order.append(try #require(waiters.first { $0.waiter === waiter }).number)
    }
    #expect(order == numbers.sorted())
    #expect(queue.count == 0)
  }

  @Test("No waiter leaves the queue before its deadline") func earliestDeadline() throws {
    var queue = DeadlineQueue()
    queue.add(try waiter(), at: instant(5))
    #expect(queue.removeFirst(until: instant(4)) === nil)
    #expect(queue.earliest == instant(5))
    #expect(queue.removeFirst(until: instant(5)) !== nil)
    #expect(queue.earliest == nil)
  }

  @Test("Removed waiters are gone, and the others leave the queue in order") func removedWaiters() throws {
    var queue = DeadlineQueue()
    var random = Seeded(4)
    let waiters = try (0..<200).map { _ in (waiter: try waiter(), number: Int.random(in: 0..<50, using: &random)) }
    for (waiter, number) in waiters { queue.add(waiter, at: instant(number)) }
    for (waiter, _) in waiters.shuffled(using: &random).prefix(100) {
      queue.remove(waiter)
      queue.remove(waiter)
    }
    #expect(queue.count == 100)
    var last = 0
    while let waiter = queue.removeFirst(until: instant(1_000)) {
      let number = try #require(waiters.first { $0.waiter === waiter }).number
      #expect(number >= last)
      last = number
    }
  }
}
