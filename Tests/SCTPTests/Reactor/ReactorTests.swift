import CSCTP
import Testing

@testable import SCTP

extension OnTheKernel {
  @Suite struct ReactorTests {
    @Test("One reactor thread serves tasks that wait for 20 sockets") func oneThread() async throws {
      let sockets = try (0..<20).map { _ in try SCTPSocket.listening() }
      let tasks = sockets.map { socket in Task { try await socket.receive() } }
      for socket in sockets { try await socket.untilTasksWait() }
      #expect(try Threads.named("sctp-reactor") == 1)
      for socket in sockets { try socket.close() }
      for task in tasks { await expectFailure(.badFileDescriptor, .closed) { try await task.value } }
    }

    /// Runs in a separate process, because other tests use the same reactor.
    @Test("The reactor preempts other threads only while a task waits for every message") func preemption() async {
      await #expect(processExitsWith: .success) {
        let pair = try Pair()
        func exchange() async throws {
          let waiting = Task { try await pair.server.message() }
          try await pair.server.untilTasksWait()
          try await pair.client.send([1], on: pair.atClient)
          _ = try await waiting.value
        }
        try await exchange()
        #expect(try Threads.policy(of: "sctp-reactor") == SCHED_BATCH)
        for _ in 0..<WakeUpPreemption.awaitedMessageLimit + 1 { try await exchange() }
        try await until("the reactor preempts") { try Threads.policy(of: "sctp-reactor") == SCHED_OTHER }
        for _ in 0..<WakeUpPreemption.preemptingEvents { try await exchange() }
        try await until("the preemption ends") { try Threads.policy(of: "sctp-reactor") == SCHED_BATCH }
        try pair.close()
      }
    }

    @Test("The reactor releases the watches of closed sockets") func closedSockets() async throws {
      var watches: [Weak<ReadinessWatch>] = []
      for _ in 0..<100 {
        let socket = try SCTPSocket()
        watches.append(Weak(try socket.watched()))
        try socket.close()
      }
      // Closing wakes the reactor after 64 sockets; the event of another socket wakes it for the others.
      let pair = try Pair()
      let waiting = Task { try await pair.server.message() }
      try await pair.server.untilTasksWait()
      try await pair.client.send([1], on: pair.atClient)
      _ = try await waiting.value
      try await until("the watches are released") { watches.allSatisfy { $0.object == nil } }
      try pair.close()
    }

    @Test("A stopped thread ends when the last task with a deadline no longer waits") func lastDeadline() async throws {
      let reactor = try Reactor(isOnExecutor: true)
      try reactor.start("sctp-stopped", for: nil)
      let waiter = Waiter(.arrival, ReadinessWatch(reactor))
      reactor.schedule(waiter, at: .max)
      reactor.stop()
      try await until("the thread sleeps again") { reactor.isAsleep }
      reactor.unschedule(waiter)
      try await until("the thread ends") { try Threads.named("sctp-stopped") == 0 }
    }

    @Test("A call on a ready socket does not use the reactor") func readySocket() async throws {
      let pair = try Pair()
      try await pair.client.send([1], on: pair.atClient)
      try pair.untilAcknowledged()
      #expect(try await pair.server.message().payload == [1])
      #expect(pair.server.isUnwatched && pair.client.isUnwatched)
      try pair.close()
    }

    /// A change between a task's look and its wait is not missed.
    @Test("A change between the probe and the wait ends the wait immediately") func earlyChange() async throws {
      let socket = try SCTPSocket.listening()
      let watch = try socket.watched()
      let seen = watch.changes(.input)
      watch.recordEvents(EPOLLIN.rawValue)
      _ = await watch.wait(for: .change(.input), after: seen, until: Deadline(after: nil))
      #expect(watch.changes(.input) == seen + 1)
      try socket.close()
    }

    @Test("A task wakes only for changes that it waits for") func ownChanges() async throws {
      let socket = try SCTPSocket.listening()
      let watch = try socket.watched()
      let waiting = Task {
        await watch.wait(for: .change(.input), after: watch.changes(.input), until: Deadline(after: nil))
      }
      try await socket.untilTasksWait()
      watch.recordEvents(EPOLLOUT.rawValue)
      #expect(watch.waitingTaskCount == 1)
      watch.recordEvents(EPOLLERR.rawValue)
      #expect(await !waiting.value.isWokenForArrival)
      #expect(watch.waitingTaskCount == 0)
      try socket.close()
    }

    /// Else each acknowledgement of the peer would wake the reactor.
    @Test("The reactor watches for output only once a task waits for it") func lazyOutput() async throws {
      let connection = try Connection()
      let receiving = Task { try await connection.client.receive() }
      try await connection.client.untilTasksWait()
      #expect(try !connection.client.watched().counts(.output))
      try connection.accepted.setDeaf(true)
      _ = try connection.client.fill()
      let sending = Task { try await connection.client.send([1]) }
      try await connection.client.untilTasksWait(2)
      #expect(try connection.client.watched().counts(.output))
      receiving.cancel()
      sending.cancel()
      await expectFailure(.canceled) { try await receiving.value }
      await expectFailure(.canceled) { try await sending.value }
      try connection.close()
    }

    /// With a duplicate the kernel's own entry would stay.
    @Test("A duplicate of a closed socket can be watched again") func closedSocket() async throws {
      let pair = try Pair()
      let waiting = Task { try await pair.client.receive() }
      try await pair.client.untilTasksWait()
      let duplicate = try pair.client.duplicate()
      try pair.client.close()
      await expectFailure(.badFileDescriptor, .closed) { try await waiting.value }
      let other = SCTPSocket(takingOwnershipOf: duplicate)
      try await pair.server.send([1], on: pair.atServer)
      #expect(try await other.message().payload == [1])
      try other.close()
      try pair.server.close()
    }

    /// Tasks that find everything ready all the time give way to others.
    @Test("Tasks whose sockets are always ready let other tasks run") func busySockets() async throws {
      let pairs = try (0..<8).map { _ in try Pair() }
      let isOver = Flag()
      let busy = pairs.map { pair in
        Task {
          while !isOver.isSet {
            try await pair.client.send([1], on: pair.atClient)
            _ = try await pair.server.message()
          }
        }
      }
      let others = (0..<100).map { _ in Task {} }
      for other in others { await other.value }
      isOver.set()
      for task in busy { try await task.value }
      for pair in pairs { try pair.close() }
    }
  }
}

private struct Weak<Object: AnyObject> {
  weak var object: Object?

  init(_ object: Object) { self.object = object }
}
