import Testing

@testable import SCTP

/// A socket on which threads and tasks receive at once while its peers send and some of them are peeled off.
final class SharedSocket {
  private static let peers = 8
  private static let messages = 40
  private let server: SCTPSocket
  private let pairs: [Pair]
  private let placement: TaskPlacement
  private var random: Seeded
  /// What the receivers of the server received: the numbers of each thread in order, and those of all tasks.
  private let byThreads: [Collected<UInt32>] = [Collected(), Collected()]
  private let byTasks: WaitingTasks
  /// What the peeled-off sockets received, by peer.
  private let byChildren: [Collected<UInt32>] = (0..<peers).map { _ in Collected() }

  init(seed: UInt64) throws {
    random = Seeded(seed)
    let server = try SCTPSocket.listening()
    self.server = server
    pairs = try (0..<Self.peers).map { _ in try Pair(server: server) }
    placement = try #require(TaskPlacement.allCases.randomElement(using: &random))
    byTasks = WaitingTasks(10, on: try placement.executor()) { () async throws(SCTPError) in
      try await server.receive().message?.payload.number ?? .max
    }
  }

  /// Lets all peers send, and checks that every message arrives exactly once and in order.
  func exchange() async throws {
    let threads = byThreads.map { received in
      Background { [server] in
        do throws(SCTPError) {
          while true { received.add(try server.receive().message?.payload.number ?? .max) }
        } catch {
          guard error.code == .badFileDescriptor else { throw error }
        }
      }
    }
    let sending = pairs.indices.map { startSending($0) }
    let children = try await peelOffSome()
    for task in sending { try await task.value }
    try await until("all messages have arrived") { received.count >= Self.peers * Self.messages }
    try await byTasks.end()
    // This wakes the threads.
    try server.close()
    for thread in threads { try thread.value() }
    for child in children { try child.close() }
    for pair in pairs { try pair.client.close() }
    check()
  }

  private var received: [UInt32] { (byThreads + byChildren + [byTasks.received]).flatMap(\.all) }

  private func numbers(of peer: Int) -> Range<UInt32> {
    UInt32(peer * Self.messages)..<UInt32((peer + 1) * Self.messages)
  }

  /// Sends the numbers of a peer in a thread or in a task.
  private func startSending(_ peer: Int) -> Task<Void, any Error> {
    let (pair, numbers) = (pairs[peer], numbers(of: peer))
    if Bool.random(using: &random) {
      let thread = Background {
        for number in numbers { try pair.client.send([UInt8](number: number), on: pair.atClient, timeout: patience) }
      }
      return Task { try inThread { try thread.value() } }
    }
    return Task {
      for number in numbers {
        try await pair.client.send([UInt8](number: number), on: pair.atClient, timeout: patience)
      }
    }
  }

  /// Peels off some peers at random moments, and receives the rest of their messages in a task each.
  private func peelOffSome() async throws -> [SCTPOneToOneSocket] {
    var children: [SCTPOneToOneSocket] = []
    for peer in pairs.indices.shuffled(using: &random).prefix(3) {
      for _ in 0..<Int.random(in: 0..<20, using: &random) {
        byTasks.replace(1, using: &random)
        await Task.yield()
      }
      let child = try server.peelOff(association: pairs[peer].atServer)
      children.append(child)
      let numbers = byChildren[peer]
      Task(executorPreference: try placement.executor()) {
        while let received = try await child.receive() { numbers.add(received.message?.payload.number ?? .max) }
      }
    }
    return children
  }

  private func check() {
    #expect(received.sorted() == Array(0..<UInt32(Self.peers * Self.messages)))
    for peer in pairs.indices {
      let numbers = numbers(of: peer)
      for thread in byThreads {
        let own = thread.all.filter(numbers.contains)
        #expect(own == own.sorted(), "a thread received messages of peer \(peer) out of order")
      }
      // The messages before the peel-off are the server's, and those after it are the child's.
      let atChild = byChildren[peer].all
      #expect(atChild == Array(numbers.suffix(atChild.count)), "the child of peer \(peer) lacks messages")
    }
  }
}
