import CSCTP
import Testing

@testable import SCTP

@Suite struct Assembly {
  @Test("A message in one part passes through") func onePart() throws {
    var assembly = MessageAssembly()
    let incoming = csctp_incoming.part(of: 7, stream: 2, isEnd: true)
    let message = try #require(try assembly.add([1, 2], incoming))
    #expect(message == SCTPMessage(payload: [1, 2], info: SCTPReceiveInfo(incoming)))
    #expect(!assembly.isReassembling && !assembly.isDelivering)
  }

  @Test("Several parts form a message with the receive information of the first part") func severalParts() throws {
    var assembly = MessageAssembly()
    var first = csctp_incoming.part(of: 7)
    first.info.rcv_tsn = 1
    var last = csctp_incoming.part(of: 7, isEnd: true)
    last.info.rcv_tsn = 9
    #expect(try assembly.add([1, 2], first) == nil)
    #expect(assembly.isReassembling)
    #expect(try assembly.add([3], .part(of: 7)) == nil)
    let message = try #require(try assembly.add([4, 5], last))
    #expect(message.payload == [1, 2, 3, 4, 5])
    #expect(message.info.transmissionSequenceNumber == 1)
    #expect(message.info.isEndOfMessage)
    #expect(!assembly.isReassembling)
  }

  @Test(
    "The parts of different messages are not mixed",
    arguments: [
      (csctp_incoming.part(of: 8), csctp_incoming.part(of: 8, isEnd: true)),
      (.part(of: 7, stream: 1), .part(of: 7, stream: 1, isEnd: true)),
      (.part(of: 7, number: 1), .part(of: 7, number: 1, isEnd: true)),
      (.part(of: 7, isUnordered: true), .part(of: 7, isUnordered: true, isEnd: true)),
    ])
  func otherMessage(_ begin: csctp_incoming, _ end: csctp_incoming) throws {
    var assembly = MessageAssembly()
    #expect(try assembly.add([1], .part(of: 7)) == nil)
    #expect(try assembly.add([11], begin) == nil)
    #expect(try assembly.add([2], .part(of: 7)) == nil)
    #expect(try assembly.add([12], end)?.payload == [11, 12])
    #expect(try assembly.add([3], .part(of: 7, isEnd: true))?.payload == [1, 2, 3])
    #expect(!assembly.isReassembling)
  }

  @Test("A later part that is delivered has the payload protocol of the first") func payloadProtocol() {
    var assembly = MessageAssembly()
    var first = csctp_incoming.part(of: 7, isUnordered: true)
    first.info.rcv_ppid = 60
    #expect(assembly.deliver(first) == nil)
    #expect(assembly.deliver(.part(of: 7, number: 1, isUnordered: true, isEnd: true)) == nil)
    #expect(assembly.deliver(.part(of: 7, isUnordered: true)) == 60)
    #expect(assembly.deliver(.part(of: 7, isUnordered: true, isEnd: true)) == 60)
    #expect(assembly.isEmpty)
  }

  @Test("An abandoned message fails once if more of it arrives") func abandonedMessage() throws {
    var assembly = MessageAssembly()
    #expect(try assembly.add([1], .part(of: 7)) == nil)
    #expect(try assembly.add([2], .part(of: 8)) == nil)
    #expect(assembly.bufferedAssociations(besides: .part(of: 8)) == [.init(rawValue: 7)])
    assembly.abandonMessages(of: [.init(rawValue: 7)])
    #expect(assembly.isReassembling)
    #expect(try assembly.add([3], .part(of: 8, isEnd: true))?.payload == [2, 3])
    let error = #expect(throws: SCTPError.self) { try assembly.add([4], .part(of: 7)) }
    #expect(error?.reason == .reassemblyLimitExceeded && error?.association == .init(rawValue: 7))
    #expect(try assembly.add([5], .part(of: 7, isEnd: true)) == nil)
    #expect(assembly.isEmpty)
  }

  @Test("An abandoned message fails with its last part, and the next message passes") func abandonedLastPart() throws {
    var assembly = MessageAssembly()
    #expect(try assembly.add([1], .part(of: 7)) == nil)
    assembly.abandonMessages(of: [.init(rawValue: 7)])
    expectFailure(.messageTooLong, .reassemblyLimitExceeded) { try assembly.add([2], .part(of: 7, isEnd: true)) }
    #expect(assembly.isEmpty)
    #expect(try assembly.add([3], .part(of: 7, isEnd: true))?.payload == [3])
  }

  @Test("The number of abandoned messages is limited") func abandonedLimit() throws {
    var assembly = MessageAssembly()
    let associations = (10..<Int32(11 + MessageAssembly.abandonedLimit)).map { SCTPAssociationID(rawValue: $0) }
    for association in associations { #expect(try assembly.add([1], .part(of: association.rawValue)) == nil) }
    assembly.abandonMessages(of: Set(associations))
    let remaining = assembly.bufferedAssociations(besides: .part(of: 7))
    #expect(remaining.count == 1)
    let last = try #require(remaining.first)
    #expect(try assembly.add([2], .part(of: last.rawValue, isEnd: true))?.payload == [1, 2])
  }

  @Test("A whole message passes between the parts of another message") func wholeMessage() throws {
    var assembly = MessageAssembly()
    #expect(try assembly.add([1], .part(of: 7)) == nil)
    #expect(try assembly.add([9], .part(of: 7, stream: 1, isEnd: true))?.payload == [9])
    #expect(try assembly.add([8], .part(of: 6, isEnd: true))?.payload == [8])
    #expect(try assembly.add([2], .part(of: 7, isEnd: true))?.payload == [1, 2])
  }

  @Test("Randomly interleaved parts form the right messages") func interleavedParts() throws {
    var random = Seeded(1)
    for _ in 0..<200 {
      var assembly = MessageAssembly()
      var left: [[UInt8]] = (0..<12).map { number in
        let count = Int.random(in: 1...9, using: &random)
        return [UInt8](repeating: UInt8(number), count: count)
      }
      let sizes = left.map(\.count)
      var done: [[UInt8]] = .init(repeating: [], count: 12)
      while let one = left.indices.filter({ !left[$0].isEmpty }).randomElement(using: &random) {
        let count = Int.random(in: 1...left[one].count, using: &random)
        let bytes = Array(left[one].prefix(count))
        left[one].removeFirst(count)
        let incoming = csctp_incoming.part(
          of: Int32(10 + one / 6), stream: UInt16(one / 2 % 3), isUnordered: one % 2 == 1, isEnd: left[one].isEmpty)
        let message = try assembly.add(bytes, incoming)
        #expect((message != nil) == left[one].isEmpty)
        if let message { done[one] = message.payload }
      }
      #expect(done.map(\.count) == sizes)
      #expect(done.indices.allSatisfy { one in done[one].allSatisfy { $0 == UInt8(one) } })
      #expect(!assembly.isReassembling)
    }
  }

  @Test("A message beyond the limit fails once with EMSGSIZE, and its rest is discarded")
  func overlongMessage() throws {
    var assembly = MessageAssembly()
    #expect(try assembly.add([1, 2], .part(of: 7), limit: 3) == nil)
    expectFailure(.messageTooLong, .messageTooLong) { _ = try assembly.add([3, 4], .part(of: 7), limit: 3) }
    #expect(try assembly.add([5], .part(of: 7), limit: 3) == nil)
    #expect(try assembly.add([6], .part(of: 8, isEnd: true), limit: 3)?.payload == [6])
    #expect(try assembly.add([7], .part(of: 7, isEnd: true), limit: 3) == nil)
    #expect(try assembly.add([8, 9, 10], .part(of: 7, isEnd: true), limit: 3)?.payload == [8, 9, 10])
    #expect(!assembly.isReassembling)
  }

  @Test("A message in one part beyond the limit fails with EMSGSIZE and leaves no state") func overlongPart() throws {
    var assembly = MessageAssembly()
    expectFailure(.messageTooLong, .messageTooLong) {
      _ = try assembly.add([1, 2], .part(of: 7, isEnd: true), limit: 1)
    }
    #expect(!assembly.isReassembling)
    #expect(try assembly.add([3], .part(of: 7, isEnd: true), limit: 1)?.payload == [3])
  }

  @Test("A last part beyond the limit fails with EMSGSIZE and leaves no state") func overlongLastPart() throws {
    var assembly = MessageAssembly()
    #expect(try assembly.add([1], .part(of: 7), limit: 2) == nil)
    expectFailure(.messageTooLong, .messageTooLong) {
      _ = try assembly.add([2, 3], .part(of: 7, isEnd: true), limit: 2)
    }
    #expect(try assembly.add([4], .part(of: 7, isEnd: true), limit: 2)?.payload == [4])
  }

  @Test("The total size of partially received messages is limited") func totalLimit() throws {
    var assembly = MessageAssembly()
    // More than the memory of two small arrays.
    let total = 60 + 2 * MessageAssembly.overhead
    #expect(try assembly.add([1, 2, 3], .part(of: 7), total: total) == nil)
    #expect(try assembly.add([1, 2, 3], .part(of: 8, stream: 2), total: total) == nil)
    // One byte too many, and one message too many.
    let error = #expect(throws: SCTPError.self) {
      try assembly.add([UInt8](repeating: 4, count: 60), .part(of: 8, stream: 2), total: total)
    }
    #expect(error?.code == .messageTooLong && error?.reason == .reassemblyLimitExceeded)
    #expect(error?.association == .init(rawValue: 8) && error?.stream == 2)
    #expect(try assembly.add([1], .part(of: 9), total: total) == nil)
    expectFailure(.messageTooLong, .reassemblyLimitExceeded) { try assembly.add([1], .part(of: 10), total: total) }
    // A message that is complete at once needs no space, and a message that is removed frees space.
    #expect(try assembly.add([1, 2], .part(of: 11, isEnd: true), total: total)?.payload == [1, 2])
    #expect(try assembly.add([4], .part(of: 7, isEnd: true), total: total)?.payload == [1, 2, 3, 4])
    #expect(try assembly.add([1], .part(of: 12), total: total) == nil)
    assembly.discard(.init(rawValue: 12))
    #expect(try assembly.add([1, 2, 3, 4, 5], .part(of: 13), total: total) == nil)
    #expect(try assembly.add([9], .part(of: 8, stream: 2, isEnd: true), total: total) == nil)
  }

  @Test("The memory of an association moves with it") func movedMemory() throws {
    var assembly = MessageAssembly()
    let total = 50 + MessageAssembly.overhead
    #expect(try assembly.add([1, 2, 3], .part(of: 7), total: total) == nil)
    var moved = assembly.extractParts(of: .init(rawValue: 7))
    #expect(try assembly.add([1, 2, 3, 4, 5], .part(of: 8), total: total) == nil)
    expectFailure(.messageTooLong, .reassemblyLimitExceeded) {
      try moved.add([UInt8](repeating: 4, count: 50), .part(of: 7), total: total)
    }
  }

  @Test("A limit below 1 lets no message pass", arguments: [Int.min, -1, 0]) func limitBelowOne(_ limit: Int) {
    var assembly = MessageAssembly()
    expectFailure(.messageTooLong, .messageTooLong) {
      _ = try assembly.add([1], .part(of: 7, isEnd: true), limit: limit)
    }
  }

  @Test("A lowered limit rejects the rest of a message") func loweredLimit() throws {
    var assembly = MessageAssembly()
    #expect(try assembly.add([1], .part(of: 7)) == nil)
    expectFailure(.messageTooLong, .messageTooLong) { try assembly.add([1], .part(of: 7), limit: .min, total: .min) }
    #expect(try assembly.add([1], .part(of: 7, isEnd: true)) == nil)
  }

  @Test("The largest limit lets every message pass") func largestLimit() throws {
    var assembly = MessageAssembly()
    #expect(try assembly.add([1], .part(of: 7), limit: .max) == nil)
    #expect(try assembly.add([2], .part(of: 7, isEnd: true), limit: .max)?.payload == [1, 2])
  }

  @Test("The end of an association discards its parts") func endedAssociation() throws {
    var assembly = MessageAssembly()
    #expect(try assembly.add([1], .part(of: 7)) == nil)
    #expect(try assembly.add([1], .part(of: 7, stream: 1, isUnordered: true)) == nil)
    #expect(try assembly.add([2], .part(of: 8)) == nil)
    assembly.discard(.init(rawValue: 7))
    #expect(try assembly.add([3], .part(of: 7, isEnd: true))?.payload == [3])
    #expect(try assembly.add([4], .part(of: 7, stream: 1, isUnordered: true, isEnd: true))?.payload == [4])
    #expect(try assembly.add([5], .part(of: 8, isEnd: true))?.payload == [2, 5])
  }

  @Test("An aborted delivery discards the parts of its stream") func abortedDelivery() throws {
    var assembly = MessageAssembly()
    #expect(try assembly.add([1], .part(of: 7, stream: 1)) == nil)
    #expect(try assembly.add([2], .part(of: 7, stream: 2)) == nil)
    assembly.discard(.init(rawValue: 7), stream: 1)
    #expect(try assembly.add([3], .part(of: 7, stream: 1, isEnd: true))?.payload == [3])
    #expect(try assembly.add([4], .part(of: 7, stream: 2, isEnd: true))?.payload == [2, 4])
  }

  @Test("An aborted delivery on an unknown stream discards all parts of the association") func unknownStream() throws {
    var assembly = MessageAssembly()
    #expect(try assembly.add([1], .part(of: 7, stream: 1)) == nil)
    #expect(try assembly.add([2], .part(of: 8, stream: 1)) == nil)
    assembly.discard(.init(rawValue: 7), stream: 0)
    #expect(try assembly.add([3], .part(of: 7, stream: 1, isEnd: true))?.payload == [3])
    #expect(try assembly.add([4], .part(of: 8, stream: 1, isEnd: true))?.payload == [2, 4])
  }

  @Test("An association moves with its own parts only") func movedParts() throws {
    var assembly = MessageAssembly()
    #expect(try assembly.add([1], .part(of: 7)) == nil)
    #expect(try assembly.add([2], .part(of: 8)) == nil)
    var moved = assembly.extractParts(of: .init(rawValue: 7))
    #expect(try moved.add([3], .part(of: 7, isEnd: true))?.payload == [1, 3])
    #expect(try moved.add([4], .part(of: 8, isEnd: true))?.payload == [4])
    #expect(try assembly.add([5], .part(of: 7, isEnd: true))?.payload == [5])
    #expect(try assembly.add([6], .part(of: 8, isEnd: true))?.payload == [2, 6])
  }

  @Test("A delivery is open until the last part or the end of the association") func openDelivery() {
    var assembly = MessageAssembly()
    assembly.deliver(.part(of: 7, isEnd: true))
    #expect(!assembly.isDelivering)
    assembly.deliver(.part(of: 7))
    assembly.deliver(.part(of: 8))
    #expect(assembly.isDelivering && !assembly.isReassembling)
    assembly.deliver(.part(of: 7))
    assembly.deliver(.part(of: 7, isEnd: true))
    #expect(assembly.isDelivering)
    assembly.discard(.init(rawValue: 8))
    #expect(!assembly.isDelivering)
  }
}

extension MessageAssembly {
  fileprivate mutating func add(
    _ bytes: [UInt8], _ incoming: csctp_incoming, limit: Int = 100, total: Int = .max
  ) throws(SCTPError) -> SCTPMessage? {
    var incoming = incoming
    let limits = Limits(message: limit, total: total)
    guard let payload = try add(unsafe bytes.span.bytes, &incoming, limits: limits) else { return nil }
    return SCTPMessage(payload: payload, info: SCTPReceiveInfo(incoming))
  }
}
