import Foundation
import Testing

@testable import SCTP

extension NameResolution {
  @Suite struct LookupQueueTests {
    private let queue = LookupQueue(threadLimit: 2)
    private let resolver = BlockingResolver()

    @Test("Lookups beyond the thread limit are queued until a thread is free") func concurrencyLimit() async throws {
      var tasks: [Task<[SCTPAddress], any Error>] = []
      for number in 0..<8 {
        tasks.append(lookup(number))
        try await until("the lookup starts or is queued") { resolver.started.count + queue.count == number + 1 }
      }
      try await until("two threads wait for the resolver") { resolver.started.count == 2 }
      #expect(Set(resolver.started) == [0, 1])
      #expect(queue.count == 6)
      resolver.release(8)
      for (number, task) in tasks.enumerated() { #expect(try await task.value == [address(number)]) }
      #expect(Set(resolver.started) == Set(0..<8))
    }

    @Test("A queued lookup that is canceled never starts") func cancelQueued() async throws {
      var tasks: [Task<[SCTPAddress], any Error>] = []
      for number in 0..<6 {
        tasks.append(lookup(number))
        try await until("the lookup starts or is queued") { resolver.started.count + queue.count == number + 1 }
      }
      for task in tasks[2..<5] {
        task.cancel()
        await expectFailure(.canceled, in: "getaddrinfo") { try await task.value }
      }
      try await until("only the last one is queued") { resolver.started.count == 2 && queue.count == 1 }
      resolver.release(3)
      #expect(try await tasks[5].value == [address(5)])
      #expect(resolver.started.sorted() == [0, 1, 5])
      for task in tasks[..<2] { _ = try await task.value }
    }

    @Test("Canceling a started lookup returns immediately, and its thread stays busy")
    func cancelStarted() async throws {
      let started = [lookup(0), lookup(1)]
      try await until("both start") { resolver.started.count == 2 }
      for task in started {
        task.cancel()
        await expectFailure(.canceled, in: "getaddrinfo") { try await task.value }
      }
      let next = lookup(2)
      try await until("the lookup is queued") { queue.count == 1 }
      resolver.release(1)
      try await until("it starts in the thread that is free") { resolver.started.count == 3 }
      resolver.release(2)
      #expect(try await next.value == [address(2)])
    }

    @Test("The shared queue uses at most four threads") func sharedQueue() async throws {
      let tasks = (0..<50).map { number in
        Task { [resolver] in
          try await LookupQueue.shared.result { () throws(SCTPError) in resolver.resolve(number) }
        }
      }
      try await until("all start or are queued") { resolver.started.count + LookupQueue.shared.count == 50 }
      #expect(try Threads.named("sctp-resolver") <= 4)
      for task in tasks { task.cancel() }
      resolver.release(50)
    }

    private func lookup(_ number: Int) -> Task<[SCTPAddress], any Error> {
      Task { [queue, resolver] in
        try await queue.result { () throws(SCTPError) in resolver.resolve(number) }
      }
    }

    private func address(_ number: Int) -> SCTPAddress { .loopback(port: UInt16(number)) }
  }
}

/// A resolver that does not answer until it is released.
private final class BlockingResolver: Sendable {
  private let numbers = Locked<[Int]>([])
  private let releases = DispatchSemaphore(value: 0)

  /// The lookups that have started, in order.
  var started: [Int] { numbers.withLock { $0 } }

  func resolve(_ number: Int) -> [SCTPAddress] {
    numbers.withLock { $0.append(number) }
    releases.wait()
    return [.loopback(port: UInt16(number))]
  }

  func release(_ count: Int) {
    for _ in 0..<count { releases.signal() }
  }
}
