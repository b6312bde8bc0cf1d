import Foundation
import Testing

@testable import SCTP

extension OnTheKernel {
  @Suite struct Scale {
    /// How many servers there are, and how many clients, each with an association with each server.
    private static let (servers, clients) = (40, 50)

    /// As many descriptors as this needs, if the process may have them.
    private static func raiseDescriptorLimit() throws {
      var limit = rlimit()
      try #require(unsafe getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit) == 0)
      limit.rlim_cur = min(limit.rlim_max, 8_192)
      try #require(unsafe setrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit) == 0)
      try #require(limit.rlim_cur >= 4_096, "this test needs 4,096 descriptors (ulimit -n)")
    }

    @Test(
      "2,000 peeled-off sockets echo at once, and none starves beside a busy one", .serialized,
      arguments: TaskPlacement.allCases)
    func peeledOffEcho(_ placement: TaskPlacement) async throws {
      try Self.raiseDescriptorLimit()
      let servers = try (0..<Self.servers).map { _ in try SCTPSocket.listening() }
      let clients = try (0..<Self.clients).map { _ in try SCTPSocket() }
      for server in servers {
        for client in clients { try await client.connect(to: [server.address], timeout: patience) }
      }
      let children = try servers.flatMap { server in
        try server.associations().map { try server.peelOff(association: $0) }
      }
      #expect(children.count == 2_000)
      let executor = try placement.executor()
      let echoing = children.map { child in
        Task(executorPreference: executor) {
          for try await message in child.messages { try await child.send(message.payload) }
        }
      }
      let busyPair = try Pair()
      let busy = Task(executorPreference: executor) { try await Self.exchangeUntilCanceled(busyPair) }
      let answers = try await withThrowingTaskGroup { group in
        for client in clients { group.addTask { try await Self.exchange(client) } }
        return try await group.reduce(0, +)
      }
      #expect(answers == 2_000 * 3)
      busy.cancel()
      await expectFailure(.canceled) { try await busy.value }
      #expect(try Threads.named("sctp-reactor") == 1)
      #expect(try Threads.count < 100)
      try busyPair.close()
      for client in clients { try client.close() }
      for task in echoing { try await task.value }
      for child in children { try child.close() }
      for server in servers { try server.close() }
    }

    /// Sends messages from the server to the client, which have always arrived when a task receives them.
    private static func exchangeUntilCanceled(_ pair: Pair) async throws {
      while true {
        try await pair.server.send([1], on: pair.atServer)
        _ = try await pair.client.message()
      }
    }

    /// Sends on every association, three times, and returns how many answers were right.
    private static func exchange(_ client: SCTPSocket) async throws -> Int {
      let associations = try client.associations()
      var answers = 0
      for round in 0..<3 {
        for association in associations {
          try await client.send(payload(of: association, round), on: association, timeout: patience)
        }
        for _ in associations {
          let message = try await client.message()
          if message.payload == payload(of: message.association, round) { answers += 1 }
        }
      }
      return answers
    }

    private static func payload(of association: SCTPAssociationID, _ round: Int) -> [UInt8] {
      [UInt8](number: UInt32(bitPattern: association.rawValue)) + [UInt8(round)]
    }

    /// Each message is sent when the one before it was answered, so that both tasks wait for each.
    @Test("No wake-up is missed while 200,000 messages are exchanged") func wakeUps() async throws {
      let pairs = try (0..<50).map { _ in try Pair() }
      #expect(try await Self.converse(pairs, rounds: 2_000) == 200_000)
      for pair in pairs { try pair.close() }
    }

    /// Peels off each pair's association, lets both ends converse, all at once, and returns how many messages arrived.
    static func converse(_ pairs: [Pair], rounds: Int) async throws -> Int {
      try await withThrowingTaskGroup { group in
        for pair in pairs {
          let child = try pair.server.peelOff(association: pair.atServer)
          group.addTask { try await echo(child, rounds) }
          group.addTask { try await ping(pair, rounds) }
        }
        return try await group.reduce(0, +)
      }
    }

    private static func echo(_ child: SCTPOneToOneSocket, _ rounds: Int) async throws -> Int {
      for round in 0..<rounds {
        guard let message = try await child.receive()?.message else { return round }
        try await child.send(message.payload)
      }
      return rounds
    }

    private static func ping(_ pair: Pair, _ rounds: Int) async throws -> Int {
      for round in 0..<rounds {
        let payload = [UInt8(truncatingIfNeeded: round)]
        try await pair.client.send(payload, on: pair.atClient)
        guard try await pair.client.receive().message?.payload == payload else { return round }
      }
      return rounds
    }
  }
}
