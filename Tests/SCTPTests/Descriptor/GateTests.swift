import Foundation
import Synchronization
import Testing

@testable import SCTP

/// The gate over pipes, on any kernel.
@Suite(.leavesNoDescriptor, .timeLimit(.minutes(5 * slowness))) struct Gate {
  @Test("A closed gate rejects every call with EBADF") func closedGate() throws {
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

  @Test("A second close fails with EBADF and closes nothing") func secondClose() throws {
    let first = try Pipe(1)
    try first.gate.close()
    let stranger = try Pipe(2)
    #expect(stranger.number == first.number)
    expectFailure(.badFileDescriptor, .closed, in: "close") { try first.gate.close() }
    #expect(try stranger.gate.withDescriptor("read") { readByte($0) } == 2)
    try stranger.gate.close()
  }

  @Test("Releasing the gate closes the descriptor") func releasedGate() throws {
    let number = try Pipe(1).number
    #expect(Descriptors.open()[Int(number)] == nil)
  }

  @Test("Releasing a closed gate closes nothing") func releasedTwice() throws {
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

  @Test("The descriptor stays open while a call is in progress") func callInProgress() throws {
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

  @Test("Of several concurrent closes, exactly one succeeds") func concurrentCloses() throws {
    for _ in 0..<100 {
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

  @Test("An error of close(2) is reported") func closeError() throws {
    let gate = DescriptorGate<Void, ReadinessWatch>(owning: -1, guarding: ())
    expectFailure(.badFileDescriptor, .notOpen, in: "close") { try gate.close() }
    expectFailure(.badFileDescriptor, .closed, in: "close") { try gate.close() }
  }

  @Test("No call reads from another descriptor with a reused number") func reusedNumber() throws {
    let rounds = 20_000
    let current = try Current(Pipe(0))
    let activeReaders = Counter()
    let readers = (0..<4).map { _ in
      Background {
        // On few processors the thread that closes would hardly get its turn.
        setpriority(CInt(PRIO_PROCESS.rawValue), 0, 19)
        var hasRead = false
        while let pipe = current.pipe {
          // Until it is closed, and beyond: by then a stranger has its number.
          while let byte = try pipe.read() {
            if byte >= 0, byte != pipe.byte { throw Failure.readAStrangersByte }
            if !hasRead { activeReaders.increment() }
            hasRead = true
          }
          // To throw is expensive: once for each pipe is enough.
          while current.pipe === pipe { sched_yield() }
        }
      }
    }
    defer { current.end() }
    // In a thread too: where the stack is deep, the testing library takes long over each error that is thrown.
    let closing = Background {
      var reused = 0
      while let pipe = current.pipe, current.count <= rounds {
        try pipe.gate.close()
        pipe.isClosed.store(true, ordering: .releasing)
        let stranger = try Pipe(UInt8(1 + current.count % 250))
        if stranger.number == pipe.number { reused += 1 }
        if try pipe.read() != nil { throw Failure.readAfterClose }
        current.put(stranger)
      }
      return reused
    }
    // Many rounds, which take long with a sanitizer on a busy machine.
    let reused = try closing.value(within: patience * 15)
    // On a busy host, a reader may start so late that it can read only the last pipe.
    try until("each reader has read", within: patience * 5) { activeReaders.value == readers.count }
    try current.pipe?.gate.close()
    current.end()
    for reader in readers { try reader.value() }
    #expect(reused > rounds / 100, "hardly a number was used twice: the test shows little")
  }
}

private enum Failure: Error {
  case noPipe, readAStrangersByte, readAfterClose
}

/// The pipe that readers are to read, without a lock that one of them could hold while it does not run.
private final class Current: Sendable {
  private let address: Atomic<UInt>
  /// All that ever was current, since a reader may still have it.
  private let all: Locked<[Pipe]>

  init(_ pipe: Pipe) {
    address = Atomic(UInt(bitPattern: ObjectIdentifier(pipe)))
    all = Locked([pipe])
  }

  var pipe: Pipe? {
    let pointer = unsafe UnsafeRawPointer(bitPattern: address.load(ordering: .acquiring))
    return unsafe pointer.map { unsafe Unmanaged<Pipe>.fromOpaque($0).takeUnretainedValue() }
  }

  var count: Int { all.withLock { $0.count } }

  func put(_ pipe: Pipe) {
    all.withLock { $0.append(pipe) }
    address.store(UInt(bitPattern: ObjectIdentifier(pipe)), ordering: .releasing)
  }

  func end() { address.store(0, ordering: .releasing) }
}

/// The reading end of a pipe that holds the same byte many times, behind a gate.
private final class Pipe: Sendable {
  let gate: DescriptorGate<Void, ReadinessWatch>
  let number: CInt
  let byte: Int
  /// Set when `close` has returned.
  let isClosed = Atomic(false)

  init(_ byte: UInt8) throws {
    var ends: [CInt] = [-1, -1]
    guard unsafe pipe(&ends) == 0 else { throw Failure.noPipe }
    let bytes = [UInt8](repeating: byte, count: 1_024)
    guard unsafe write(ends[1], bytes, bytes.count) == bytes.count else { throw Failure.noPipe }
    close(ends[1])
    gate = DescriptorGate(owning: ends[0], guarding: ())
    number = ends[0]
    self.byte = Int(byte)
  }

  /// Returns one byte, -1 if no byte is queued, and nil if the gate is closed.
  ///
  /// Throws if a call that began after `close` had returned did not see that.
  func read() throws -> Int? {
    let isLate = isClosed.load(ordering: .acquiring)
    do throws(SCTPError) {
      let byte = try gate.withDescriptor("read") { readByte($0) }
      if isLate { throw SCTPError(.canceled, in: "read after close") }
      return byte
    } catch let error where error.code == .badFileDescriptor {
      return nil
    }
  }
}

private func readByte(_ descriptor: CInt) -> Int {
  var byte: UInt8 = 0
  return unsafe read(descriptor, &byte, 1) == 1 ? Int(byte) : -1
}
