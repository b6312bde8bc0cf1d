import Foundation
import Synchronization
import Testing

@testable import SCTP

/// The gate over pipes, on any kernel.
@Suite(.leavesNoDescriptor, .timeLimit(.minutes(5))) struct Gate {
  @Test func aClosedGateLetsNoCallPass() throws {
    let pipe = try Pipe(1)
    var ran = false
    try pipe.gate.withDescriptor("recvmsg") { _ in ran = true }
    #expect(ran)
    try pipe.gate.close()
    ran = false
    expectFailure(.badFileDescriptor, .closed, in: "recvmsg") {
      try pipe.gate.withDescriptor("recvmsg") { _ in ran = true }
    }
    #expect(!ran)
  }

  @Test func theSecondCloseIsAnErrorAndClosesNothing() throws {
    let first = try Pipe(1)
    try first.gate.close()
    let stranger = try Pipe(2)
    #expect(stranger.number == first.number)
    expectFailure(.badFileDescriptor, .closed, in: "close") { try first.gate.close() }
    #expect(try stranger.gate.withDescriptor("read") { readByte($0) } == 2)
    try stranger.gate.close()
  }

  @Test func theEndOfTheGateCloses() throws {
    let number = try Pipe(1).number
    #expect(Descriptors.open()[Int(number)] == nil)
  }

  @Test func theEndOfAClosedGateClosesNothing() throws {
    let stranger: Pipe
    do {
      let first = try Pipe(1)
      try first.gate.close()
      stranger = try Pipe(2)
      #expect(stranger.number == first.number)
    }
    #expect(try stranger.gate.withDescriptor("read") { readByte($0) } == 2)
    try stranger.gate.close()
  }

  @Test func theDescriptorStaysWhileACallIsUnderWay() throws {
    let pipe = try Pipe(7)
    let isInside = DispatchSemaphore(value: 0)
    let mayGoOn = DispatchSemaphore(value: 0)
    let call = Background {
      try pipe.gate.withDescriptor("read") { descriptor in
        isInside.signal()
        mayGoOn.wait()
        return readByte(descriptor)
      }
    }
    isInside.wait()
    try pipe.gate.close()
    #expect(Descriptors.open()[Int(pipe.number)] != nil)
    expectFailure(.badFileDescriptor, .closed) { try pipe.gate.withDescriptor("read") { _ in } }
    mayGoOn.signal()
    #expect(try call.value() == 7)
    #expect(Descriptors.open()[Int(pipe.number)] == nil)
  }

  @Test func ofManyClosesOneSucceeds() throws {
    for _ in 0..<500 {
      let pipe = try Pipe(1)
      let closes = (0..<4).map { _ in
        Background {
          do {
            try pipe.gate.close()
            return true
          } catch let error as SCTPError where error.code == .badFileDescriptor {
            return false
          }
        }
      }
      #expect(try closes.map { try $0.value() }.filter { $0 }.count == 1)
    }
  }

  @Test func anErrorOfCloseIsReported() throws {
    let gate = DescriptorGate(owning: -1)
    expectFailure(.badFileDescriptor, in: "close") { try gate.close() }
    expectFailure(.badFileDescriptor, .closed, in: "close") { try gate.close() }
  }

  @Test func noCallReadsAStrangersByte() throws {
    let rounds = 20_000
    let current = try Locked(Pipe(0))
    let isOver = Atomic(false)
    let readers = (0..<4).map { _ in
      Background {
        var reads = 0
        while !isOver.load(ordering: .acquiring) {
          let pipe = current.withLock { $0 }
          // This round's holder, until it is closed and a stranger has its number.
          while let byte = try pipe.read() {
            reads += 1
            guard byte == pipe.byte || byte < 0 else { throw Foreign(byte: byte, own: pipe.byte) }
          }
        }
        return reads
      }
    }
    defer { isOver.store(true, ordering: .releasing) }
    var reused = 0
    for round in 1...rounds {
      let old = current.withLock { $0 }
      try old.gate.close()
      old.isClosed.store(true, ordering: .releasing)
      expectFailure(.badFileDescriptor, .closed) { try old.gate.withDescriptor("read") { _ in } }
      let next = try Pipe(UInt8(1 + round % 250))
      if next.number == old.number { reused += 1 }
      current.withLock { $0 = next }
    }
    isOver.store(true, ordering: .releasing)
    try current.withLock { $0 }.gate.close()
    let reads = try readers.map { try $0.value() }
    #expect(reads.allSatisfy { $0 > 0 })
    #expect(reused > 0, "no number was used twice: the test shows nothing")
  }
}

/// A byte of another pipe than the one that was asked.
private struct Foreign: Error {
  let byte: Int
  let own: Int
}

/// The reading end of a pipe that holds the same byte many times, behind a gate.
private final class Pipe: Sendable {
  let gate: DescriptorGate
  let number: CInt
  let byte: Int
  /// Set when `close` has returned.
  let isClosed = Atomic(false)

  init(_ byte: UInt8) throws {
    var ends: [CInt] = [-1, -1]
    try #require(unsafe pipe(&ends) == 0)
    let bytes = [UInt8](repeating: byte, count: 4_096)
    try #require(unsafe write(ends[1], bytes, bytes.count) == bytes.count)
    close(ends[1])
    gate = DescriptorGate(owning: ends[0])
    number = ends[0]
    self.byte = Int(byte)
  }

  /// One byte, -1 if there is none; nil if the gate is closed.
  ///
  /// Throws if a call that began after `close` had returned did not see that.
  func read() throws -> Int? {
    let isLate = isClosed.load(ordering: .acquiring)
    do throws(SCTPError) {
      let byte = try gate.withDescriptor("read") { readByte($0) }
      if isLate { throw SCTPError(.canceled, in: "read") }
      return byte
    } catch where error.code == .badFileDescriptor {
      return nil
    }
  }
}

private func readByte(_ descriptor: CInt) -> Int {
  var byte: UInt8 = 0
  return unsafe read(descriptor, &byte, 1) == 1 ? Int(byte) : -1
}
