import Foundation
import SCTP

enum WaitingAndCancellation {
  static let scenarios = [
    Scenario("A blocking call waits in its thread") {
      let (server, client, association) = try await Loopback.pair()
      echoInThread(client)
      try await server.send(Array("ping".utf8), on: association)
      let echo = try await server.receive(timeout: .seconds(10)).message
      try expect(echo?.payload == Array("ping".utf8), "the echo is \(String(describing: echo))")
    },
    Scenario("Several tasks share a socket") {
      let (server, address) = try Loopback.server()
      let counter = Counter()
      let serving = Task { try await serve(server, counter) }
      for _ in 1...8 {
        let client = try await Loopback.client(of: address)
        try await client.send([1])
        try await client.shutdownAndWait(timeout: .seconds(10))
      }
      try await server.stop(timeout: .seconds(10))
      try await serving.value
      let count = await counter.value
      try expect(count == 8, "the tasks received \(count) messages")
    },
    Scenario("A canceled task receives nothing, and a later call continues") {
      let (server, client, association) = try await Loopback.pair()
      let outcome = await canceled(client)
      try expect(outcome == .canceled, "the outcome is \(String(describing: outcome))")
      try await server.send([42], on: association)
      let message = try await client.receive(timeout: .seconds(10))?.message
      try expect(message?.payload == [42], "the message is \(String(describing: message))")
    },
    Scenario("Messages that were sent before the shutdown arrive") {
      let (server, client, association) = try await Loopback.pair()
      for number in 1...10 { try await server.send([UInt8(number)], on: association) }
      let messages = try await shutDown(client)
      try expect(messages.map(\.payload) == (1...10).map { [$0] }, "the messages are \(messages)")
    },
    Scenario("A server stops within a time limit") {
      let (server, client, association) = try await Loopback.pair()
      let received = Task { try await client.received.reduce(into: []) { $0.append($1) } }
      let aborted = try await stop(server)
      try expect(aborted.isEmpty, "\(aborted) was aborted")
      try expect(try await received.value.isEmpty, "the client received something")
      _ = association
    },
    Scenario("Tasks run on the executor of the library") {
      let (server, client, association) = try await Loopback.pair()
      let serving = Task { try await echoOnExecutor(server) }
      try await client.send([7])
      let answer = try await client.receive(timeout: .seconds(10))?.message
      try expect(answer?.payload == [7], "the answer is \(String(describing: answer))")
      try await server.stop(timeout: .seconds(10))
      try await serving.value
      _ = association
    },
  ]

  private actor Counter {
    private(set) var value = 0

    func increment() { value += 1 }
  }

  private static func echoInThread(_ peer: SCTPOneToOneSocket) {
    Thread.detachNewThread {
      do {
        while let received = try peer.receive() {
          guard let message = received.message else { continue }
          try peer.send(message.payload, timeout: .seconds(5))
        }
      } catch {
        print("the association was lost: \(error)")
      }
    }
  }

  private static func serve(_ server: SCTPSocket, _ counter: Counter) async throws {
    try await withThrowingDiscardingTaskGroup { tasks in
      for _ in 1...4 {
        tasks.addTask {
          for try await received in server.received {
            guard received.message != nil else { continue }
            await counter.increment()
          }
        }
      }
    }
  }

  private static func canceled(_ peer: SCTPOneToOneSocket) async -> Errno? {
    let waiting = Task { try await peer.receive() }
    waiting.cancel()
    do {
      _ = try await waiting.value
      return nil
    } catch {
      return (error as? SCTPError)?.code
    }
  }

  private static func shutDown(_ peer: SCTPOneToOneSocket) async throws -> [SCTPMessage] {
    var messages: [SCTPMessage] = []
    try peer.shutdown()
    for try await message in peer.messages { messages.append(message) }
    return messages
  }

  private static func stop(_ server: SCTPSocket) async throws -> [SCTPAssociationID] {
    let aborted = try await server.stop(timeout: .seconds(5))
    for association in aborted { print("association \(association) was aborted") }
    return aborted
  }

  private static func echoOnExecutor(_ server: SCTPSocket) async throws {
    try await withTaskExecutorPreference(try SCTPTaskExecutor.shared) {
      for try await received in server.received {
        guard let message = received.message else { continue }
        try? await server.send(message.payload, on: message.association, timeout: .seconds(1))
      }
    }
  }
}
