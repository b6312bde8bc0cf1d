import Synchronization
import Testing

@testable import SCTP

extension OnTheKernel {
  /// Peel-off by one thread while others use the parent.
  @Suite struct PeelOffConcurrency {
    private static let count: UInt32 = 300

    @Test("A concurrent peel-off splits incoming messages without loss or reordering", arguments: [1, 3])
    func incoming(_ receivers: Int) throws {
      let server = try SCTPSocket.listening()
      let pairs = try (0..<4).map { _ in try Pair(server: server) }
      let records = (0..<receivers).map { _ in Numbers() }
      let atParent = records.map { record in Background { try server.numbers(into: record) } }
      let senders = pairs.map { pair in
        Background { try pair.client.sendNumbers(0..<Self.count, on: pair.atClient) }
      }
      let leaving = pairs.dropLast()
      let children = try leaving.map { pair in
        try until("some have arrived") { records.contains { $0.of(pair.atServer).count > 10 } }
        return try server.peelOff(association: pair.atServer)
      }
      for sender in senders { #expect(try sender.value() == Self.count) }
      for (pair, child) in zip(leaving, children) {
        try pair.client.send([UInt8](number: Self.count), on: pair.atClient)
        let atParent = records.map { $0.of(pair.atServer) }
        let atChild = try child.numbers(upTo: Self.count)
        #expect(atParent.allSatisfy { $0 == $0.sorted() })
        #expect(atParent.joined().sorted() + atChild == Array(0...Self.count))
      }
      for _ in 0..<receivers { try pairs[3].client.send([0], on: pairs[3].atClient) }
      for receiver in atParent { try receiver.value() }
      #expect(records.flatMap { $0.of(pairs[3].atServer) }.sorted() == Array(0..<Self.count))
      for child in children { try child.close() }
      for pair in pairs { try pair.client.close() }
      try server.close()
    }

    @Test("A concurrent peel-off splits outgoing messages without loss or reordering") func outgoing() throws {
      let server = try SCTPSocket.listening()
      let pairs = try (0..<3).map { _ in try Pair(server: server) }
      let senders = pairs.map { pair in
        Background { try server.sendNumbers(0..<Self.count, on: pair.atServer) }
      }
      for (pair, sender) in zip(pairs, senders) {
        #expect(try pair.client.message().payload.number == 0)
        let child = try server.peelOff(association: pair.atServer)
        let receiver = Background { try (0..<Self.count).map { _ in try pair.client.message().payload.number } }
        for number in try sender.value()...Self.count {
          try child.send([UInt8](number: number), timeout: patience)
        }
        #expect(try receiver.value() == Array(1...Self.count))
        try child.close()
        try pair.client.close()
      }
      try server.close()
    }

    @Test("A send that waits for space fails with EPIPE when its association is peeled off") func waitingSend() throws {
      let pair = try Pair()
      let sent = try pair.server.fill(pair.atServer)
      let sender = Background { try pair.server.send([1], on: pair.atServer) }
      try sender.untilItWaits()
      let child = try pair.server.peelOff(association: pair.atServer)
      let gone = SCTPError(.brokenPipe, in: "sendmsg", because: .peeledOff, association: pair.atServer)
      #expect(throws: gone) { try sender.value() }
      for _ in 0..<sent { #expect(try pair.client.message().payload.count == 1_000) }
      try pair.expectWhole(on: child)
      try child.close()
      try pair.close()
    }

    @Test("A waiting receive on the parent continues with the other associations") func waitingReceive() throws {
      let server = try SCTPSocket.listening()
      let (leaving, staying) = (try Pair(server: server), try Pair(server: server))
      let receiver = Background { try server.message().payload }
      try receiver.untilItWaits()
      let child = try server.peelOff(association: leaving.atServer)
      try leaving.expectWhole(on: child)
      try staying.client.send([3], on: staying.atClient)
      #expect(try receiver.value() == [3])
      for pair in [leaving, staying] { try pair.client.close() }
      try child.close()
      try server.close()
    }

    @Test("Of several threads that peel off one association, exactly one succeeds") func sameAssociation() throws {
      for _ in 0..<10 {
        let pair = try Pair()
        let threads = (0..<4).map { _ in Background { try pair.server.peelOff(association: pair.atServer) } }
        let outcomes = threads.map { thread in Result { try thread.value() } }
        let children = outcomes.compactMap { try? $0.get() }
        #expect(children.count == 1)
        let gone = SCTPError(
          .invalidArgument, in: "sctp_peeloff", because: .peeledOff, association: pair.atServer)
        for case .failure(let error) in outcomes {
          #expect(error as? SCTPError == gone)
        }
        for child in children {
          try pair.expectWhole(on: child)
          try child.close()
        }
        try pair.close()
      }
    }

    @Test("A peel-off that begins during another one of the same association fails with EINVAL")
    func overlapping() throws {
      let pair = try Pair()
      let second = SecondPeelOff(pair)
      let child = try pair.server.peelOff(pair.atServer, .closeOnExec) { descriptor, association, flags in
        let result = kernelsPeelOff(descriptor, association, flags)
        // The kernel has moved the association, but this object does not know yet.
        second.beginAndWait()
        return result
      }
      expectFailure(.invalidArgument, .peeledOff) { try second.value() }
      try pair.expectWhole(on: child)
      try child.close()
      try pair.close()
    }

    @Test("Several threads peel off their own associations at once") func ownAssociations() throws {
      let server = try SCTPSocket.listening()
      let pairs = try (0..<8).map { _ in try Pair(server: server) }
      let threads = pairs.map { pair in
        Background {
          let child = try server.peelOff(association: pair.atServer)
          try pair.expectWhole(on: child)
          try child.close()
        }
      }
      for thread in threads { try thread.value() }
      #expect(try server.associations().isEmpty)
      for pair in pairs { try pair.client.close() }
      try server.close()
    }

    @Test("A peel-off concurrent with close returns a usable child or fails with EBADF") func closingParent() throws {
      for _ in 0..<20 {
        let pair = try Pair()
        let closing = Background { try pair.server.close() }
        let outcome = Result { try pair.server.peelOff(association: pair.atServer) }
        try closing.value()
        switch outcome {
        case .success(let child):
          try pair.expectWhole(on: child)
          try child.close()
        case .failure(let error):
          #expect(error as? SCTPError == SCTPError(.badFileDescriptor, in: "sctp_peeloff", because: .closed))
        }
        try pair.client.close()
      }
    }
  }
}

/// A peel-off in another thread, begun at a moment of one's choice.
private final class SecondPeelOff: Sendable {
  private let pair: Pair
  private let isOver = Atomic(false)
  private let thread = Locked<Background<SCTPOneToOneSocket>?>(nil)

  init(_ pair: Pair) { self.pair = pair }

  /// Begins it, and waits until it waits itself or has ended.
  func beginAndWait() {
    let background = Background { [self] in
      defer { isOver.store(true, ordering: .releasing) }
      return try pair.server.peelOff(association: pair.atServer)
    }
    thread.withLock { $0 = background }
    #expect(throws: Never.self) {
      try background.untilItWaitsForALock(orIsOver: { isOver.load(ordering: .acquiring) })
    }
  }

  func value() throws -> SCTPOneToOneSocket {
    try #require(thread.withLock { $0 }).value()
  }
}
